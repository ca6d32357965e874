"""What happened since yesterday, for whom."""

from datetime import timedelta

from flask import Flask

from blog.authoring.dashboard.overview.activity import MAX_SHOWN, count_reader_changes, list_activity
from blog.authoring.publishing.article_history import record_event
from blog.database import db
from blog.models import EventKind, Role
from tests.databases import asked_of_database, explain, on_sqlite
from tests.factories import NOW, make_draft, make_person, make_preview_link, make_remark, make_subscriber

SINCE = NOW - timedelta(days=1)


def test_acts_and_remarks_stand_in_one_order_the_latest_first(app: Flask) -> None:
    author = make_person()
    article = make_draft(author=author)
    record_event(db.session, article, EventKind.SUBMITTED, NOW - timedelta(hours=3), person_id=author.id)
    remark = make_remark(make_preview_link(article), written_at=NOW - timedelta(hours=2))
    latest = record_event(db.session, article, EventKind.TAKEN_BACK, NOW - timedelta(hours=1), person_id=author.id)
    record_event(db.session, article, EventKind.SUBMITTED, SINCE - timedelta(minutes=1), person_id=author.id)

    found = list_activity(db.session, author, SINCE)

    assert [one.event or one.remark for one in found][:2] == [latest, remark]
    assert len(found) == 3
    assert list_activity(db.session, make_person(), SINCE) == []


def test_no_more_is_shown_than_fits(app: Flask) -> None:
    article, editor = make_draft(), make_person(role=Role.EDITOR)
    for minutes in range(MAX_SHOWN + 2):
        record_event(db.session, article, EventKind.SUBMITTED, NOW - timedelta(minutes=minutes), person_id=None)

    assert len(list_activity(db.session, editor, SINCE)) == MAX_SHOWN


def test_readers_who_came_and_left_are_counted(app: Flask) -> None:
    make_subscriber(confirmed_at=NOW)
    make_subscriber(confirmed_at=NOW, left_at=NOW)
    make_subscriber(left_at=SINCE - timedelta(minutes=1))

    changes = count_reader_changes(db.session, SINCE)

    assert (changes.confirmed, changes.left) == (2, 1)


@on_sqlite
def test_what_happened_is_found_by_its_time(app: Flask) -> None:
    editor = make_person(role=Role.EDITOR)

    with asked_of_database() as asked:
        list_activity(db.session, editor, SINCE)
        count_reader_changes(db.session, SINCE)

    steps = explain(asked)
    for index in (
        "article_events_happened_at",
        "remarks_written_at",
        "subscribers_confirmed_at",
        "subscribers_left_at",
    ):
        assert [line for line in steps if f"ix_{index} (" in line]
    assert [line for line in steps if line.startswith("SCAN") and " ids" not in line and "anon" not in line] == []
