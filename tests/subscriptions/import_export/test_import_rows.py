"""CSV rows: proof of consent, states of other programs, errors."""

from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy import select

from blog.database import db
from blog.models import (
    Frequency,
    MailingRules,
    Subscriber,
    SubscriberState,
    Suppression,
)
from blog.subscriptions.import_export.csv_import import ImportOptions, import_list
from blog.subscriptions.import_export.import_formats import open_list
from blog.subscriptions.import_export.import_report import ImportReport
from tests.factories import NOW, save

PROOF = "address,state,requested_at,confirmed_at,consent_wording,source"
WHEN = "2026-01-02T03:04:05Z"
FAULTS = [
    ("", "address", "There is no address."),
    ("ann", "address", "not an e-mail address"),
    ("zoë@example.com", "address", "plain letters"),
    ("a@example.com,,,hourly", "site_frequency", "none of: instant, daily, weekly"),
    ("a@example.com,,,,,25:00", "quiet_from", "no time of day"),
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


def take(text: str, *, is_asking: bool = False) -> ImportReport:
    """Take in a list and commit."""
    tally = ImportReport()
    for tally in import_list(db.session, open_list(BytesIO(text.encode())), ImportOptions(NOW, is_asking)):  # noqa: B007
        db.session.commit()
    return tally


def readers() -> dict[str, Subscriber]:
    return {one.address: one for one in db.session.scalars(select(Subscriber).order_by(Subscriber.id))}


@pytest.mark.parametrize(
    ("row", "state"),
    [
        (f"ann@example.com,confirmed,{WHEN},{WHEN},Yes please,", SubscriberState.CONFIRMED),
        (f"ann@example.com,subscribed,{WHEN},{WHEN},,/join", SubscriberState.CONFIRMED),
        (f"ann@example.com,confirmed,{WHEN},{WHEN},,", SubscriberState.PENDING),
        (f"ann@example.com,confirmed,,{WHEN},Yes please,", SubscriberState.PENDING),
        (f"ann@example.com,confirmed,{WHEN},,Yes please,", SubscriberState.PENDING),
        (f"ann@example.com,,{WHEN},{WHEN},Yes please,", SubscriberState.CONFIRMED),
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


@pytest.mark.parametrize(("row", "column", "reason"), FAULTS)
def test_a_row_that_is_wrong_is_refused_with_its_reason(app: Flask, row: str, column: str, reason: str) -> None:
    tally = take(f"{HEADING}\n{row or ',pending'}\ngood@example.com\n")

    (fault,) = tally.errors
    assert (fault.line, fault.column, tally.rejected) == (2, column, 1)
    assert reason in fault.reason
    assert list(readers()) == ["good@example.com"]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("a@example.com,,2026-13-01", "requested_at"),
        ("a@example.com,,0001-01-01T00:00+14:00", "requested_at"),
        ("a@example.com,,1969-01-01", "requested_at"),
        ("a@example.com,,2030-01-01", "requested_at"),
        ("a@example.com,,,,Mars/Olympus", "timezone"),
        ("a@example.com,,,,../../etc/passwd", "timezone"),
        ("a@example.com,,,,,," + "x" * 101, "name"),
        ("a@example.com,,,,,,,0x7", "id"),
        ("a@example.com,,,,,,,sub_2147483647", "id"),
    ],
)
def test_a_foreign_id_or_an_odd_value_refuses_no_reader(app: Flask, row: str, column: str) -> None:
    report = take(f"{HEADING}\n{row}\n")

    assert list(readers()) == ["a@example.com"]
    assert {heading: one.count for heading, one in report.left_out.items()} == {column: 1}


def test_one_row_may_have_several_faults(app: Flask) -> None:
    tally = take(f"{HEADING}\nann,x,yesterday,hourly\n")

    assert [fault.column for fault in tally.errors] == ["address", "site_frequency"]
    assert tally.rejected == 1


@pytest.mark.parametrize(
    "text", ["\x00", "\u202eevil", "<script>alert(1)</script>", "'; DROP TABLE subscribers; --", "a\r\nb"]
)
def test_hostile_names_are_stored_harmlessly(app: Flask, text: str) -> None:
    take(f'email,name\nann@example.com,"{text}"\n')

    name = readers()["ann@example.com"].name or ""
    assert "\x00" not in name
    assert "\n" not in name
    assert "\u202e" not in name
