"""A file of people who left, over readers who are here."""

from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask

from blog.database import db
from blog.models import Subscriber, SubscriberState, Suppression
from blog.subscriptions.import_export.csv_import import ImportOptions, import_list
from blog.subscriptions.import_export.import_formats import open_list
from blog.subscriptions.import_export.import_report import ImportReport
from blog.subscriptions.import_export.programs.column_names import WholeFile
from tests.factories import NOW, make_subscriber

RECENTLY, LONG_AGO = (NOW - timedelta(days=1)).isoformat(), "2019-01-02T03:04:05Z"


def take(text: str, whole_file: WholeFile | None = None) -> ImportReport:
    options, report = ImportOptions(NOW, whole_file=whole_file), ImportReport()
    for report in import_list(db.session, open_list(BytesIO(text.encode())), options):  # noqa: B007
        db.session.commit()
    return report


def after(reader: Subscriber) -> tuple[SubscriberState, Suppression | None]:
    found = db.session.get_one(Subscriber, reader.id, populate_existing=True)
    return found.state, found.suppression


@pytest.mark.parametrize(
    ("text", "whole_file"),
    [
        ("email\nann@example.com\n", "left"),
        ("email,status\nANN@example.com,unsubscribed\n", None),
        (f"email,unsub_time\nann@example.com,{RECENTLY}\n", None),
        ("email,email_disabled\nann@example.com,true\n", None),
    ],
)
@pytest.mark.parametrize("state", [SubscriberState.CONFIRMED, SubscriberState.PENDING])
def test_who_left_there_leaves_here(
    app: Flask, text: str, whole_file: WholeFile | None, state: SubscriberState
) -> None:
    ann, bob = make_subscriber("ann@example.com", state=state), make_subscriber("bob@example.com")

    first, second = take(text, whole_file), take(text, whole_file)

    assert (after(ann), after(bob)) == ((SubscriberState.LEFT, None), (SubscriberState.CONFIRMED, None))
    assert (first.known_left, first.known, second.known_left, second.known) == (1, 0, 0, 1)


@pytest.mark.parametrize(
    "text", ["email,status\nann@example.com,cleaned\n", f"email,clean_time\nann@example.com,{RECENTLY}\n"]
)
def test_who_bounced_there_gets_nothing_here(app: Flask, text: str) -> None:
    ann = make_subscriber("ann@example.com")

    report = take(text)

    assert after(ann) == (SubscriberState.CONFIRMED, Suppression.HARD_BOUNCE)
    assert (report.known_suppressed, report.known_left) == (1, 0)


@pytest.mark.parametrize("heading", ["unsub_time", "clean_time"])
def test_who_signed_up_here_afterwards_stays(app: Flask, heading: str) -> None:
    ann = make_subscriber("ann@example.com")

    report = take(f"email,{heading}\nann@example.com,{LONG_AGO}\n")

    assert after(ann) == (SubscriberState.CONFIRMED, None)
    assert report.known == 1


@pytest.mark.parametrize("state", ["transactional", "non-subscribed", "archived", "unconfirmed"])
def test_nobody_leaves_who_never_subscribed_there(app: Flask, state: str) -> None:
    ann = make_subscriber("ann@example.com")

    take(f"email,status\nann@example.com,{state}\n")

    assert after(ann) == (SubscriberState.CONFIRMED, None)
