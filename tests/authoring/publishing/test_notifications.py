"""Mails of the newsroom about reviews and schedules, and the schedule problems on the front page."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from blog.authoring.publishing.notifications import list_schedule_problems
from blog.database import db
from blog.delivery.composing.mail_kinds.kind_lookup import reason_to_skip
from blog.models import (
    Article,
    ArticleEvent,
    Delivery,
    EventKind,
    Person,
    Role,
    SkipReason,
)
from blog.web.clock import read_clock
from tests.authoring.conftest import Desk, Sit
from tests.databases import asked_of_database, explain, on_sqlite
from tests.delivery.mail_factories import compose
from tests.factories import NOW, make_draft, make_person, save


def test_the_desk_says_what_was_not_as_planned_to_whom_it_concerns(desk: Desk, sit: Sit) -> None:
    article = make_draft("Tea", author=desk.person)
    due = read_clock() - timedelta(hours=2)
    details = {"due_at": due.isoformat(), "obstacle": "missing"}
    event = {"kind": EventKind.UNSCHEDULED, "happened_at": due + timedelta(seconds=1), "details": details}
    db.session.add(ArticleEvent(article_id=article.id, **event))
    db.session.commit()

    page = desk.get("/desk/").text

    assert "Not as scheduled" in page
    assert "Something that readers need is missing." in page
    assert "Not as scheduled" not in sit().get("/desk/").text


@on_sqlite
def test_problems_are_found_among_what_happened_lately(app: Flask) -> None:
    with asked_of_database() as asked:
        list_schedule_problems(db.session, make_person(role=Role.EDITOR), NOW)

    steps = [line for line in explain(asked) if "article_events" in line]
    assert ["ix_article_events_happened_at (happened_at>?)" in line for line in steps] == [True]


CAN_COME_IN = {"password_hash": "$argon2id$x"}


def mails() -> list[tuple[str, str]]:
    """Return to whom a message about a review is owed, and about what."""
    owed = select(Delivery).where(Delivery.kind == "review").order_by(Delivery.id)
    return [(row.address, row.event.kind.value) for row in db.session.scalars(owed) if row.event]


def test_nobody_is_mailed_about_the_own_deed(app: Flask, sit: Sit) -> None:
    editor = sit(make_person("Eve", Role.EDITOR, **CAN_COME_IN))
    article = make_draft(author=editor.person)
    editor.post(f"/desk/articles/{article.id}/review", seen=article.revision)
    editor.post(f"/desk/articles/{article.id}/publication", alert="no")

    assert article.is_public
    assert db.session.scalars(select(Person).where(Person.role == Role.EDITOR)).all() == [editor.person]
    assert mails() == []


@pytest.fixture
def ann(sit: Sit) -> Desk:
    """A contributor."""
    return sit(make_person("Ann", Role.CONTRIBUTOR, **CAN_COME_IN))


@pytest.fixture
def eve(sit: Sit) -> Desk:
    """An editor."""
    return sit(make_person("Eve", Role.EDITOR, **CAN_COME_IN))


def hand_in(ann: Desk, **more: Any) -> Article:
    article = make_draft("Tea", author=ann.person, **more)
    ann.post(f"/desk/articles/{article.id}/review", seen=article.revision, note="Please check the figures.")
    return article


def test_a_mail_to_editors_is_not_sent_when_it_is_decided_before(ann: Desk, eve: Desk) -> None:
    article = hand_in(ann)
    owed = db.session.scalars(select(Delivery)).one()
    before = reason_to_skip(owed, NOW)

    ann.post(f"/desk/articles/{article.id}/review/end")

    assert (before, reason_to_skip(owed, NOW)) == (None, SkipReason.OVERTAKEN)


def test_a_report_about_nothing_is_not_written(app: Flask) -> None:
    report = save(Delivery(kind="schedule", address="desk@example.com", owed_at=NOW, due_at=NOW))

    with pytest.raises(LookupError):
        compose(report)
