from pathlib import Path

import pytest
from flask import Flask

import blog
from blog.database import db
from blog.delivery.composing.mail_kinds.kind_lookup import find_kind, list_mail_names, mail_title
from blog.delivery.composing.mail_kinds.mail_kind import KINDS, MailKind, UnknownMailKind
from blog.delivery.composing.mail_kinds.security_mail import NOTICES
from blog.delivery.outbox import enqueue
from blog.models import Delivery
from tests.factories import NOW, make_subscriber

FOLDERS = Path(blog.__file__).parent / "templates" / "mail"


def test_what_nobody_declared_is_not_enqueued(app: Flask) -> None:
    with pytest.raises(UnknownMailKind):
        enqueue(db.session, "newsletter", make_subscriber(), NOW)


def test_only_alerts_digests_and_the_welcome_go_to_the_list() -> None:
    assert sorted(list_mail_names()) == ["alert", "digest", "welcome"]
    assert find_kind("alert").is_list


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_each_kind_fits_the_ledger_and_names_a_reference_and_templates(kind: MailKind) -> None:
    shared = {"test": "alert", **dict.fromkeys(NOTICES, "security_notice")}
    folder = shared.get(kind.name) or kind.name.removeprefix("test_")

    assert len(kind.name) <= Delivery.kind.type.length
    assert kind.reference in Delivery.__mapper__.relationships
    assert {"subject.txt", "body.txt", "body.html"} <= {file.name for file in (FOLDERS / folder).iterdir()}


def test_every_declared_kind_has_a_title_of_its_own(sqlite_app: Flask) -> None:
    with sqlite_app.test_request_context():
        titles = [mail_title(name) for name in KINDS if not name.startswith("test_")]

    assert len(set(titles)) == len(titles)
    assert set(titles) & set(KINDS) == set()


def test_a_kind_that_is_declared_no_more_goes_by_its_name() -> None:
    assert mail_title("forgotten") == "forgotten"
