"""flask subscribers: what the operator types and reads."""

import csv
import re
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from blog.database import db
from blog.models import AuditEvent, AuditKind, Delivery, Subscriber
from tests.factories import make_subscriber

LIST = "email,phone\nann@example.com,1\n=bob\nann@example.com,2\n"


def call(app: Flask, *words: object) -> Result:
    db.session.commit()
    return app.test_cli_runner().invoke(args=["subscribers", *map(str, words)])


def addresses() -> list[str]:
    return list(db.session.scalars(select(Subscriber.address).order_by(Subscriber.id)))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(LIST)
    return path


def test_a_list_is_taken_in_and_told_about(app: Flask, file: Path) -> None:
    result = call(app, "import", file)

    assert result.exit_code == 0
    assert addresses() == ["ann@example.com"]
    for words in (
        "utf-8",
        "phone",
        "not used",
        "1 new, pending",
        "2 refused",
        "line 4: address: “ann@example.com” Line 2 has this",
    ):
        assert words in result.stdout


def test_a_dry_run_writes_nothing(app: Flask, file: Path) -> None:
    result = call(app, "import", file, "--dry-run", "--ask")

    assert "Nothing was written" in result.stdout
    assert "1 confirmation mails to send" in result.stdout
    assert addresses() == []


def test_asking_owes_a_mail(app: Flask, file: Path) -> None:
    call(app, "import", file, "--ask")

    assert list(db.session.scalars(select(Delivery.address))) == ["ann@example.com"]


def test_the_report_names_each_refused_row(app: Flask, file: Path, tmp_path: Path) -> None:
    report = tmp_path / "refused.csv"

    call(app, "import", file, "--report", report)

    rows = list(csv.reader(report.read_text().splitlines()))
    assert rows[0] == ["line", "column", "value", "reason"]
    assert [row[:3] for row in rows[1:]] == [["3", "email", "'=bob"], ["4", "address", "ann@example.com"]]
    assert report.stat().st_mode & 0o777 == 0o600


def test_many_refused_rows_are_cut_short(app: Flask, file: Path) -> None:
    file.write_text("email\n" + "nobody\n" * 25)

    output = call(app, "import", file).stdout

    assert output.count("not an e-mail address") == 20
    assert "and 5 more" in output


@pytest.mark.parametrize(
    ("text", "words", "more"),
    [
        ("", "is empty", []),
        ("name\nAnn\n", "must name the columns", []),
        (LIST, "one character", ["--delimiter", "::"]),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(
    app: Flask, file: Path, text: str, words: str, more: list[str]
) -> None:
    file.write_text(text)

    result = call(app, "import", file, *more)

    assert result.exit_code in {1, 2}
    assert words in result.output


def test_an_export_is_taken_back(app: Flask, tmp_path: Path) -> None:
    make_subscriber("ann@example.com")
    file = tmp_path / "export.csv"

    written, printed = call(app, "export", file), call(app, "export")

    assert "keep it secret" in written.stdout
    assert printed.stdout.splitlines() == file.read_text().splitlines()
    assert file.stat().st_mode & 0o777 == 0o600
    assert "1 were here already" in call(app, "import", file).stdout


def test_the_columns_are_shown_with_what_they_were_taken_for(app: Flask, file: Path) -> None:
    output = call(app, "import", file, "--dry-run").stdout

    assert re.search(r"email +address +3 +ann@example.com, =bob", output)
    assert re.search(r"phone +not used +2 +1, 2", output)


def test_a_column_can_be_mapped_by_hand(app: Flask, file: Path) -> None:
    file.write_text("email,Gruppe\nann@example.com,abgemeldet\n")

    refused = call(app, "import", file, "--ask")
    result = call(app, "import", file, "--ask", "--column", "Gruppe=state")

    assert (refused.exit_code, addresses()) == (1, ["ann@example.com"])
    assert "The column “Gruppe” may say who has unsubscribed" in refused.output
    assert "1 new, left" in result.stdout


@pytest.mark.parametrize(
    ("mapped", "words"),
    [
        ("town=name", "has no column “town”"),
        ("phone=moon", "is not one of"),
        ("phone=left_at", "phone: No value in this column"),
    ],
)
def test_a_wrong_mapping_is_said(app: Flask, file: Path, mapped: str, words: str) -> None:
    file.write_text("email,phone\nann@example.com,Berlin\n")

    result = call(app, "import", file, "--column", mapped)

    assert result.exit_code in {1, 2}
    assert words in result.output
    assert addresses() == []


def test_a_state_that_is_not_understood_stops_the_asking_and_nothing_else(app: Flask, file: Path) -> None:
    file.write_text("email,status\nann@example.com,hibernating\n")

    asked = call(app, "import", file, "--ask")
    taken = call(app, "import", file)

    assert (asked.exit_code, taken.exit_code) == (1, 0)
    assert "“hibernating” (1)" in asked.output
    assert "1 of the state “hibernating”, which is unknown" in taken.stdout
    assert addresses() == ["ann@example.com"]


@pytest.mark.parametrize(("state", "line"), [("left", "1 new, left"), ("bounced", "1 new, bounced")])
def test_the_operator_says_what_a_whole_file_is(app: Flask, file: Path, state: str, line: str) -> None:
    file.write_text("email,status\nann@example.com,active\nbob@example.com,unsubscribed\n")
    make_subscriber("ann@example.org")

    output = call(app, "import", file, "--state", state).stdout

    assert line in output.replace("2 new", "1 new")
    assert db.session.scalars(select(AuditEvent.kind)).all() == [AuditKind.IMPORTED]


def test_confirmed_readers_need_a_source_and_keep_what_speaks_against_mail(app: Flask, file: Path) -> None:
    file.write_text(
        "email,status,created_at\nann@example.com,active,2021-01-02\nbob@example.com,unsubscribed,2021-01-02\n"
    )

    refused = call(app, "import", file, "--state", "confirmed")
    output = call(app, "import", file, "--state", "confirmed", "--source", "Ghost, links by mail").stdout

    ann = db.session.scalars(select(Subscriber).where(Subscriber.address == "ann@example.com")).one()
    assert "needs --source" in refused.output
    assert "1 new, confirmed" in output
    assert "1 new, left" in output
    assert (ann.consent_form, ann.confirmed_at and ann.confirmed_at.year) == ("Ghost, links by mail", 2021)
