"""What goes out next, in one order."""

from datetime import timedelta

from flask import Flask

from blog.authoring.dashboard.overview.upcoming import UpcomingKind, list_upcoming
from blog.database import db
from blog.models import ArticleState, DeliveryState, Frequency, Role
from tests.databases import asked_of_database, explain, on_sqlite
from tests.delivery.alert_factories import make_alert, owe_row
from tests.factories import NOW, make_article, make_draft, make_person

HOUR = timedelta(hours=1)


def test_articles_endings_and_digests_stand_in_one_order(app: Flask) -> None:
    editor = make_person(role=Role.EDITOR)
    make_draft("Later", state=ArticleState.SCHEDULED, scheduled_at=NOW + 3 * HOUR)
    make_article("Ending", ends_at=NOW + HOUR)
    make_article("Over", ends_at=NOW - HOUR)
    alert = make_alert()
    for frequency in (Frequency.DAILY, Frequency.DAILY, Frequency.WEEKLY):
        owe_row(alert, DeliveryState.WAITING, frequency=frequency, due_at=NOW + 2 * HOUR)

    found = list_upcoming(db.session, editor, NOW)

    assert [(item.kind, item.article.headline if item.article else item.readers) for item in found] == [
        (UpcomingKind.ENDS, "Ending"),
        (UpcomingKind.DIGEST, {"daily": 2, "weekly": 1}),
        (UpcomingKind.GOES_LIVE, "Later"),
    ]


def test_an_author_sees_what_is_of_the_own_articles(app: Flask) -> None:
    author = make_person()
    make_draft("Mine", author=author, state=ArticleState.SCHEDULED, scheduled_at=NOW + HOUR)
    make_draft("Theirs", state=ArticleState.SCHEDULED, scheduled_at=NOW + HOUR)
    owe_row(make_alert(), DeliveryState.WAITING, frequency=Frequency.DAILY, due_at=NOW + HOUR)

    assert [item.article and item.article.headline for item in list_upcoming(db.session, author, NOW)] == ["Mine"]


@on_sqlite
def test_endings_are_found_by_their_time(app: Flask) -> None:
    with asked_of_database() as asked:
        list_upcoming(db.session, make_person(role=Role.EDITOR), NOW)

    assert [line for line in explain(asked) if "ix_articles_ends_at (ends_at>?)" in line]
