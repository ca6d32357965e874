"""CSV export of readers."""

import csv
from datetime import timedelta
from io import BytesIO, StringIO

import pytest
from flask import Flask
from sqlalchemy import select

from blog.database import db
from blog.models import (
    Follow,
    FollowRequest,
    Frequency,
    LowChoice,
    Subscriber,
    SubscriberState,
    Suppression,
    UrgentChoice,
)
from blog.subscriptions.import_export import csv_export
from blog.subscriptions.import_export.csv_export import export_list
from blog.subscriptions.import_export.csv_import import ImportOptions, import_list
from blog.subscriptions.import_export.import_formats import open_list
from blog.subscriptions.import_export.import_report import ImportReport
from tests.factories import NOW, make_article, make_person, make_subscriber, make_topic, save


def take(text: str, *, is_asking: bool = False) -> ImportReport:
    """Take in a list and commit."""
    tally = ImportReport()
    for tally in import_list(db.session, open_list(BytesIO(text.encode())), ImportOptions(NOW, is_asking)):  # noqa: B007
        db.session.commit()
    return tally


def everything() -> list[list[tuple[object, ...]]]:
    """Return all that a list holds, as the database has it, without the keys that nobody sees."""
    hidden = {"follows": {"id"}, "follow_requests": {"id", "delivery_id"}, "subscribers": set[str]()}
    db.session.rollback()
    tables = [db.metadata.tables[name] for name in hidden]
    columns = [[column for column in table.c if column.name not in hidden[table.name]] for table in tables]
    return [sorted(map(tuple, db.session.execute(select(*ones))), key=repr) for ones in columns]


def furnish() -> None:
    """Make readers of all kinds, with texts that are hard to carry."""
    topic, article, author = make_topic(slug="grants"), make_article(slug="the-bridge"), make_person(slug="maren")
    everywhere = make_subscriber(
        "=ann@example.com",
        name='=HYPERLINK("x"), "Ann"',
        timezone="Europe/Berlin",
        quiet_from=1320,
        quiet_until=390,
        paused_until=NOW + timedelta(days=9),
        site_frequency=None,
        urgent_choice=UrgentChoice.NEVER,
        low_choice=LowChoice.WEEKLY,
        language="pt-BR",
        is_text_only=True,
        new_address="ann@example.net",
        change_key="c" * 32,
        confirmed_at=NOW - timedelta(days=1, microseconds=17),
        consent_wording="Two\nlines, “quoted”; 'and more'",
    )
    make_subscriber(state=SubscriberState.LEFT, left_at=NOW, name="'t Hooft", site_frequency=Frequency.WEEKLY)
    make_subscriber(state=SubscriberState.PENDING, confirmed_at=None, name="'=1")
    make_subscriber(
        suppression=Suppression.HARD_BOUNCE, suppressed_at=NOW, suppression_words="550 5.1.1 no", soft_bounces=3
    )
    whose = {"subscriber_id": everywhere.id, "created_at": NOW}
    save(Follow(**whose, topic=topic, frequency=Frequency.DAILY))
    save(Follow(**whose, author=author))
    save(Follow(**whose, article=article, frequency=Frequency.WEEKLY))
    words = {"key": "k", "consent_wording": 'Say "yes"', "consent_form": "/topics/grants", "requested_at": NOW}
    for target, confirmed_at in (({"topic": topic}, NOW), ({}, None)):
        asked = FollowRequest(**words, **target, frequency=Frequency.DAILY, confirmed_at=confirmed_at)
        asked.subscriber = everywhere
        save(asked)


def test_an_exported_list_comes_back_without_loss(app: Flask) -> None:
    furnish()
    before, text = everything(), "".join(export_list(db.session))
    db.session.execute(Follow.__table__.delete())
    db.session.execute(FollowRequest.__table__.delete())
    db.session.execute(Subscriber.__table__.delete())
    db.session.commit()

    tally = take(text)

    assert everything() == before
    assert (tally.new, tally.rejected) == ({"confirmed": 2, "pending": 1, "left": 1, "bounced": 0}, 0)
    assert make_subscriber().id > max(row[0] for row in before[0])  # type: ignore[type-var]


def test_an_exported_cell_is_no_formula(app: Flask) -> None:
    furnish()

    rows = list(csv.reader(StringIO("".join(export_list(db.session)))))

    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_a_long_list_is_exported_in_chunks(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_export, "CHUNK", 2)
    for _ in range(5):
        make_subscriber()

    parts = list(export_list(db.session))

    assert [part.count("\n") for part in parts] == [1, 2, 2, 1]
