"""Lists of readers in and out: who is taken, who is refused, who has to agree first."""

import csv
from datetime import timedelta
from io import BytesIO, StringIO

import pytest
from flask import Flask
from sqlalchemy import select

from blog.database import db
from blog.delivery import outbox
from blog.models import (
    Delivery,
    Follow,
    FollowRequest,
    Frequency,
    LowChoice,
    MailingRules,
    Subscriber,
    SubscriberState,
    Suppression,
    UrgentChoice,
)
from blog.subscriptions.transfer import csv_export, csv_import
from blog.subscriptions.transfer.csv_export import export_list
from blog.subscriptions.transfer.csv_file import open_list
from blog.subscriptions.transfer.csv_import import ImportOptions, ImportReport, import_list
from tests.factories import NOW, make_article, make_person, make_subscriber, make_topic, save

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
    assert (tally.new, tally.refused) == ({"confirmed": 2, "pending": 1, "left": 1}, 0)
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


@pytest.mark.parametrize(
    ("row", "state"),
    [
        (f"ann@example.com,confirmed,{WHEN},{WHEN},Yes please,", SubscriberState.CONFIRMED),
        (f"ann@example.com,subscribed,{WHEN},{WHEN},,/join", SubscriberState.CONFIRMED),
        (f"ann@example.com,confirmed,{WHEN},{WHEN},,", SubscriberState.PENDING),
        (f"ann@example.com,confirmed,,{WHEN},Yes please,", SubscriberState.PENDING),
        (f"ann@example.com,confirmed,{WHEN},,Yes please,", SubscriberState.PENDING),
        (f"ann@example.com,,{WHEN},{WHEN},Yes please,", SubscriberState.PENDING),
        ("ann@example.com,unsubscribed,,,,", SubscriberState.LEFT),
        ("ann@example.com,FALSE,,,,", SubscriberState.LEFT),
    ],
)
def test_only_proof_makes_a_confirmed_reader(app: Flask, row: str, state: SubscriberState) -> None:
    tally = take(f"{PROOF}\n{row}\n")

    reader = readers()["ann@example.com"]
    assert reader.state is state
    assert (
        (reader.confirmed_at is None) or state is not SubscriberState.PENDING or not row.startswith("ann@example.com,c")
    )
    assert tally.without_proof == (state is SubscriberState.PENDING and "confirmed," in row)


def test_a_bounced_reader_of_another_program_gets_nothing(app: Flask) -> None:
    take("email,status\nann@example.com,cleaned\nbob@example.com,complained\n")

    found = readers()
    assert found["ann@example.com"].suppression is Suppression.HARD_BOUNCE
    assert found["bob@example.com"].state is SubscriberState.LEFT
    assert found["bob@example.com"].suppressed_at == NOW


def test_who_has_not_chosen_gets_what_the_operator_ruled(app: Flask) -> None:
    save(MailingRules(id=1, default_frequency=Frequency.DAILY, digest_hour=7, digest_weekday=0))

    take("email,frequency\nann@example.com,\nbob@example.com,none\ncleo@example.com,Weekly\n")

    assert [one.site_frequency for one in readers().values()] == [Frequency.DAILY, None, Frequency.WEEKLY]


def test_names_in_two_columns_become_one(app: Flask) -> None:
    take("Email Address,First Name,Last Name\nann@example.com,Ann,Lee\nbob@example.com,,Ray\ncleo@example.com,,\n")

    assert [one.name for one in readers().values()] == ["Ann Lee", "Ray", None]


@pytest.mark.parametrize("state", list(SubscriberState))
def test_who_is_here_already_stays_as_it_is(app: Flask, state: SubscriberState) -> None:
    make_subscriber("ann@example.com", state=state, name="Ann")
    before = everything()

    tally = take(f"{PROOF},name,follows\nANN@example.com,confirmed,{WHEN},{WHEN},Yes,,Other,\n")

    assert everything() == before
    assert (tally.known, sum(tally.new.values())) == (1, 0)


FAULTS = [
    ("", "address", "There is no address."),
    ("ann", "address", "not an e-mail address"),
    ("zoë@example.com", "address", "plain letters"),
    ("a@example.com,x", "state", "no state"),
    ("a@example.com,,2026-13-01", "requested_at", "no time"),
    ("a@example.com,,0001-01-01T00:00+14:00", "requested_at", "no time"),
    ("a@example.com,,1969-01-01", "requested_at", "before 1970"),
    ("a@example.com,,2030-01-01", "requested_at", "future"),
    ("a@example.com,,,hourly", "site_frequency", "none of: instant, daily, weekly"),
    ("a@example.com,,,,Mars/Olympus", "timezone", "no time zone"),
    ("a@example.com,,,,../../etc/passwd", "timezone", "no time zone"),
    ("a@example.com,,,,,25:00", "quiet_from", "no time of day"),
    ("a@example.com,,,,,," + "x" * 101, "name", "longer than 100"),
    ("a@example.com,,,,,,,0x7", "id", "no number"),
    ("a@example.com,,,,,,,2147483647", "id", "no number"),
    ("a@example.com,,,,,,,,no key!", "key", "no key"),
    ("a@example.com,,,,,,,,,topic=daily", "follows", "not written"),
    ("a@example.com,,,,,,,,,topic:unknown=daily", "follows", "nothing of this name"),
    ("a@example.com,,,,,,,,,topic:grants=hourly", "follows", "none of"),
    ("a@example.com,,,,,,,,,,{", "requests", "no list"),
    ('a@example.com,,,,,,,,,,"[[""moon"",1,2,3,4,5,6,7]]"', "requests", "no list"),
    ("a@example.com,,,,,,,,,,,ann", "new_address", "not an e-mail address"),
    ("a@example.com,,,,,,,,,,,,,more", "", "more cells"),
]
HEADING = "address,state,requested_at,site_frequency,timezone,quiet_from,name,id,key,follows,requests,new_address,phone"


@pytest.mark.parametrize(("row", "column", "reason"), FAULTS)
def test_a_row_that_is_wrong_is_refused_with_its_reason(app: Flask, row: str, column: str, reason: str) -> None:
    tally = take(f"{HEADING}\n{row or ',pending'}\ngood@example.com\n")

    (fault,) = tally.faults
    assert (fault.line, fault.column, tally.refused) == (2, column, 1)
    assert reason in fault.reason
    assert list(readers()) == ["good@example.com"]


def test_one_row_may_have_several_faults(app: Flask) -> None:
    tally = take(f"{HEADING}\nann,x,yesterday\n")

    assert [fault.column for fault in tally.faults] == ["address", "state", "requested_at"]
    assert tally.refused == 1


def test_the_second_of_two_rows_with_one_address_is_refused(app: Flask) -> None:
    tally = take("email\nann@example.com\n\nAnn@Example.com\n")

    assert [(fault.line, fault.reason) for fault in tally.faults] == [(4, "Line 2 has this address already.")]


@pytest.mark.parametrize(
    "text", ["\x00", "\u202eevil", "<script>alert(1)</script>", "'; DROP TABLE subscribers; --", "a\r\nb"]
)
def test_hostile_names_are_stored_harmlessly(app: Flask, text: str) -> None:
    take(f'email,name\nann@example.com,"{text}"\n')

    name = readers()["ann@example.com"].name or ""
    assert "\x00" not in name
    assert "\n" not in name
    assert "\u202e" not in name


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

    asked = [take(text).asked, take(text, is_asking=True).asked, take(text, is_asking=True).asked]

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
        db.session, open_list(BytesIO(b"email\nann@example.com\n")), ImportOptions(NOW, is_asking=True)
    )

    db.session.rollback()

    assert (tally.new["pending"], tally.asked) == (1, 1)
    assert readers() == {}
