"""CSV import: who is inserted, who stays as they are, who is asked."""

from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy import select

from blog.database import db
from blog.delivery import outbox
from blog.models import (
    Delivery,
    Follow,
    Subscriber,
    SubscriberState,
)
from blog.subscriptions.import_export import csv_import
from blog.subscriptions.import_export.csv_import import ImportOptions, import_list
from blog.subscriptions.import_export.import_formats import open_list
from blog.subscriptions.import_export.import_report import ImportReport
from tests.databases import on_postgres
from tests.factories import NOW, make_subscriber, make_topic
from tests.timing import do_within

PROOF = "address,state,requested_at,confirmed_at,consent_wording,source"
WHEN = "2026-01-02T03:04:05Z"


def take(text: str, *, is_asking: bool = False) -> ImportReport:
    """Take in a list and commit."""
    tally = ImportReport()
    for tally in import_list(db.session, open_list(BytesIO(text.encode())), ImportOptions(NOW, is_asking)):  # noqa: B007
        db.session.commit()
    return tally


def readers() -> dict[str, Subscriber]:
    return {one.address: one for one in db.session.scalars(select(Subscriber).order_by(Subscriber.id))}


def everything() -> list[list[tuple[object, ...]]]:
    """Return all that a list holds, as the database has it, without the keys that nobody sees."""
    hidden = {"follows": {"id"}, "follow_requests": {"id", "delivery_id"}, "subscribers": set[str]()}
    db.session.rollback()
    tables = [db.metadata.tables[name] for name in hidden]
    columns = [[column for column in table.c if column.name not in hidden[table.name]] for table in tables]
    return [sorted(map(tuple, db.session.execute(select(*ones))), key=repr) for ones in columns]


@pytest.mark.parametrize("state", list(SubscriberState))
def test_who_is_here_already_stays_as_it_is(app: Flask, state: SubscriberState) -> None:
    make_subscriber("ann@example.com", state=state, name="Ann")
    before = everything()

    tally = take(f"{PROOF},name,follows\nANN@example.com,confirmed,{WHEN},{WHEN},Yes,,Other,\n")

    assert everything() == before
    assert (tally.known, sum(tally.new.values())) == (1, 0)


def test_the_second_of_two_rows_with_one_address_is_refused(app: Flask) -> None:
    tally = take("email\nann@example.com\n\nAnn@Example.com\n")

    assert [(fault.line, fault.reason) for fault in tally.errors] == [(4, "Line 2 has this address already.")]


@pytest.mark.parametrize("batch", [1, 1000])
@pytest.mark.parametrize("left", ["unsubscribed,,", "unsubscribed,2020-05-06,", ",,", "bounced,,"])
def test_a_later_row_that_says_who_left_counts(
    app: Flask, monkeypatch: pytest.MonkeyPatch, batch: int, left: str
) -> None:
    monkeypatch.setattr(csv_import, "BATCH", batch)
    rows = f"Ann@example.com,,,\nbob@example.com,subscribed,,\nann@EXAMPLE.com,{left}\n"

    tally = take(f"email,status,unsubscribed_at,name\n{rows}", is_asking=True)

    ann = readers()["Ann@example.com"]
    is_gone = ann.state is SubscriberState.LEFT or ann.suppressed_at is not None
    assert (is_gone, len(tally.errors)) == ((True, 0) if left != ",," else (False, 1))


def test_who_signed_up_again_after_leaving_stays(app: Flask) -> None:
    rows = f"ann@example.com,confirmed,{WHEN},{WHEN},Yes,,\nANN@example.com,unsubscribed,,,,,2025-05-06\n"

    take(f"{PROOF},unsubscribed_at\n{rows}")

    assert readers()["ann@example.com"].state is SubscriberState.CONFIRMED


def test_a_number_that_is_taken_is_given_anew(app: Flask) -> None:
    other = make_subscriber("other@example.com")

    take(f"address,id\nann@example.com,{other.id}\nbob@example.com,{other.id + 5}\ncleo@example.com,{other.id + 5}\n")

    found = readers()
    assert len(found) == 4
    assert found["bob@example.com"].id == other.id + 5


def test_nobody_is_asked_unless_the_operator_says_so(app: Flask) -> None:
    take("email\nann@example.com\n")

    assert db.session.scalars(select(Delivery)).all() == []


def test_each_who_has_to_agree_is_asked_once(app: Flask) -> None:
    early = make_subscriber("early@example.com", state=SubscriberState.PENDING, confirmed_at=None)
    outbox.enqueue(db.session, "confirmation", early, NOW)
    text = (
        f"{PROOF},suppression\nearly@example.com\nann@example.com\nleft@example.com,left\n"
        f"sure@example.com,confirmed,{WHEN},{WHEN},Yes,\ngone@example.com,,,,,,hard_bounce\n"
    )

    asked = [
        take(text).confirmations,
        take(text, is_asking=True).confirmations,
        take(text, is_asking=True).confirmations,
    ]

    owed = db.session.scalars(select(Delivery).filter_by(kind="confirmation").order_by(Delivery.priority)).all()
    assert asked == [0, 1, 0]
    assert [one.address for one in owed] == ["early@example.com", "ann@example.com"]
    assert owed[1].priority > owed[0].priority


def test_a_list_that_was_cut_off_is_taken_in_to_its_end_by_a_second_run(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_import, "BATCH", 2)
    topic = make_topic(slug="grants")
    text = "email,follows\n" + "".join(f"reader{n}@example.com,topic:grants=daily\n" for n in range(5))
    batches = import_list(db.session, open_list(BytesIO(text.encode())), ImportOptions(NOW))
    next(batches)
    db.session.commit()
    next(batches)
    db.session.rollback()

    tally = take(text)

    assert (len(readers()), tally.known) == (5, 2)
    assert len(db.session.scalars(select(Follow).where(Follow.topic_id == topic.id)).all()) == 5


def test_nothing_is_left_of_a_dry_run(app: Flask) -> None:
    (tally,) = import_list(
        db.session, open_list(BytesIO(b"email\nann@example.com\n")), ImportOptions(NOW, send_confirmations=True)
    )

    db.session.rollback()

    assert (tally.new["pending"], tally.confirmations) == (1, 1)
    assert readers() == {}


HOSTILE_CELLS = {
    "no address": "a" * 120_000,
    "quotation marks": "x" + "'" * 120_000 + "x",
    "words": "a " * 60_000,
    "nought": "topic:a\0b=daily",
    "numbers": '[["site","","daily",5,"","",7,""]]',
    "nought in JSON": '[["topic","a\\u0000","daily","k","","","2026-01-01",""]]',
    "half a sign": '[["topic","a\\ud800","daily","k","","","2026-01-01",""]]',
    "nested": "[" * 120_000,
}
HOSTILE_COLUMNS = ("address", "name", "state", "left_at", "topics", "follows", "requests", "consent_wording")


@on_postgres
@pytest.mark.parametrize("cell", HOSTILE_CELLS)
def test_a_hostile_cell_costs_no_time_and_no_other_row(app: Flask, cell: str) -> None:
    quoted = HOSTILE_CELLS[cell].replace('"', '""')
    for place, column in enumerate(HOSTILE_COLUMNS):
        other = "" if column == "address" else "address,"
        table = f'{other}{column}\n{"bob@example.com," if other else ""}"{quoted}"\n{place}@example.com\n'

        tally = do_within(5, lambda table=table: take(table), tries=1)

        assert f"{place}@example.com" in readers()
        shown = [error.value for error in tally.errors] + [*tally.unknown_topics, *tally.unknown_states]
        assert max(map(len, shown), default=0) <= 100
