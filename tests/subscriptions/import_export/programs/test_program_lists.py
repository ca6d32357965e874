"""Lists come in as their programs give them out: left means left, bounced means bounced, proof is kept."""

import random
from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy import select

from blog.database import db
from blog.models import Subscriber
from blog.subscriptions.import_export.csv_import import ImportOptions, import_list
from blog.subscriptions.import_export.import_formats import open_list
from blog.subscriptions.import_export.import_report import ImportReport
from tests.factories import NOW
from tests.subscriptions.import_export.programs.program_lists import (
    ASKED,
    DEAD,
    GONE,
    LISTS,
    MEMBER,
    NOBODY,
    SPAM,
    ProgramList,
)

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252")


def take(data: bytes, *, is_asking: bool = False) -> ImportReport:
    report = ImportReport()
    for report in import_list(db.session, open_list(BytesIO(data)), ImportOptions(NOW, is_asking)):  # noqa: B007
        db.session.commit()
    return report


def outcome_of(reader: Subscriber | None) -> str:
    if reader is None:
        return NOBODY
    if reader.suppression:
        return {"hard_bounce": DEAD, "complaint": SPAM}[reader.suppression.value]
    return reader.state.value


def outcomes(count: int) -> list[str]:
    found = {one.address: one for one in db.session.scalars(select(Subscriber))}
    return [outcome_of(found.get(f"a{number}@example.com")) for number in range(count)]


@pytest.mark.parametrize("one", LISTS, ids=lambda one: one.program or one.headings[0])
def test_a_list_comes_in_as_its_program_writes_it(app: Flask, one: ProgramList) -> None:
    report = take(one.write().encode(), is_asking=True)

    assert (report.rejected, report.unknown_states) == (0, {})
    assert outcomes(len(one.rows)) == list(one.becomes)
    assert report.confirmations == list(one.becomes).count(ASKED)
    assert report.new["confirmed"] == list(one.becomes).count(MEMBER)


@pytest.mark.parametrize("one", LISTS, ids=lambda one: one.program or one.headings[0])
def test_a_program_is_known_by_its_columns_in_any_order(sqlite_app: Flask, one: ProgramList) -> None:
    order = random.Random(7).sample(range(len(one.headings)), len(one.headings))

    with sqlite_app.app_context():
        found = open_list(BytesIO(one.write(order).encode()))

    assert (found.program.name if found.program else "") == one.program
    assert "address" in found.columns


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("ending", ["\r\n", "\n", "\r"])
def test_whatever_a_spreadsheet_makes_of_it_the_list_is_read(app: Flask, encoding: str, ending: str) -> None:
    german = next(one for one in LISTS if one.headings[0] == "E-Mail-Adresse")
    text = ("sep=;\r\n\r\n" + german.write()).replace("\r\n", ending)

    report = take(text.encode(encoding))

    assert (report.rejected, outcomes(3)) == (0, list(german.becomes))
    reader = db.session.scalars(select(Subscriber).where(Subscriber.address == "a0@example.com")).one()
    assert reader.name == "Jürgen Groß"
    assert reader.requested_at.isoformat() == "2021-03-14T08:21:00+00:00"


def test_the_proof_of_consent_is_kept(app: Flask) -> None:
    take(LISTS[0].write().encode())

    reader = db.session.scalars(select(Subscriber)).one()
    assert (reader.requested_at.year, reader.confirmed_at and reader.confirmed_at.year) == (2021, 2021)
    assert reader.consent_form == "Mailchimp"
    assert "Asked from 192.0.2.1. Confirmed from 192.0.2.2." in reader.consent_wording
    assert (reader.name, reader.timezone) == ("Ann", "Europe/Berlin")


def test_the_time_of_leaving_and_of_bouncing_is_kept(app: Flask) -> None:
    take(LISTS[1].write().encode())
    left = db.session.scalars(select(Subscriber).order_by(Subscriber.id)).first()
    db.session.delete(left)
    take(LISTS[2].write().encode())

    bounced = db.session.scalars(select(Subscriber).where(Subscriber.address == "a0@example.com")).one()
    assert left is not None
    assert (left.left_at and left.left_at.year, bounced.suppressed_at and bounced.suppressed_at.year) == (2022, 2022)


@pytest.mark.parametrize(
    "address",
    [
        "Anna Nuß <a0@example.com>",
        '"Nuß, Anna" <a0@example.com>',
        "mailto:a0@example.com",
        "<MAILTO:a0@example.com>",
        "'a0@example.com'",
        " a0@example.com; ",
        "\u200ba0@example.com\u00a0",
        "a0@example.com\x00",
    ],
)
def test_an_address_is_read_as_mail_programs_write_it(app: Flask, address: str) -> None:
    report = take(f'email,x\n"{address.replace(chr(34), chr(34) * 2)}",1\n'.encode())

    (reader,) = db.session.scalars(select(Subscriber))
    assert (report.rejected, reader.address) == (0, "a0@example.com")
    assert reader.name in {None, "Anna Nuß", "Nuß, Anna"}


@pytest.mark.parametrize("text", ["a0@example.com\na1@example.com\n", "1;a0@example.com\n2;a1@example.com\n"])
def test_a_list_of_bare_addresses_needs_no_headings(app: Flask, text: str) -> None:
    assert take(text.encode()).new["pending"] == 2
    assert outcomes(2) == [ASKED, ASKED]


def test_a_column_is_the_address_because_of_what_stands_in_it(app: Flask) -> None:
    take(b"Nr,Kontakt\n1,a0@example.com\n")

    assert outcomes(1) == [ASKED]


def test_hostile_files_lose_no_reader_and_take_nothing_else(app: Flask) -> None:
    text = (
        "email,email,name,status,email\n"
        'a0@example.com,x@example.com,"two\nlines",=1+1,y@example.com\n'
        "a1@example.com,,'=cmd|' /C calc'!A0,unsubscribed,,,,\n"
        f"{'a' * 300_000},,,,\n"
        'a2@example.com,,"never closed\n'
    )

    report = take(text.encode())

    assert outcomes(2) == [ASKED, GONE]
    assert report.unknown_states == {"=1+1": 1}
    assert [error.line for error in report.errors] == [5]
    assert len(db.session.scalars(select(Subscriber)).all()) == 3
