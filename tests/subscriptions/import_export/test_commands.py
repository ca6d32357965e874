"""flask subscribers: what the operator types and reads."""

import csv
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from blog.database import db
from blog.models import Delivery, Subscriber
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
    for words in ("utf-8", "Not used: phone", "1 new, pending", "2 refused", "line 4: address: Line 2 has this"):
        assert words in result.stdout


def test_a_dry_run_writes_nothing(app: Flask, file: Path) -> None:
    result = call(app, "import", file, "--dry-run", "--ask")

    assert "Nothing was written" in result.stdout
    assert "1 confirmation mails owed" in result.stdout
    assert addresses() == []


def test_asking_owes_a_mail(app: Flask, file: Path) -> None:
    call(app, "import", file, "--ask")

    assert list(db.session.scalars(select(Delivery.address))) == ["ann@example.com"]


def test_the_report_names_each_refused_row(app: Flask, file: Path, tmp_path: Path) -> None:
    report = tmp_path / "refused.csv"

    call(app, "import", file, "--report", report)

    rows = list(csv.reader(report.read_text().splitlines()))
    assert rows[0] == ["line", "column", "value", "reason"]
    assert [row[:3] for row in rows[1:]] == [["3", "address", "'=bob"], ["4", "address", "ann@example.com"]]
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
