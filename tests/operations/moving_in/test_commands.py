"""flask import says what it does, what is lost and where, and refuses a trap with a sentence."""

import csv
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from blog.database import db
from blog.models import Article, AuditEvent, AuditKind
from blog.operations.moving_in.commands import import_command
from tests.operations.moving_in.exports import OLD, write_wxr, wxr_item


def test_a_dry_run_names_each_loss_and_its_place(app: Flask, tmp_path: Path) -> None:
    path = write_wxr(
        tmp_path, [wxr_item(1, f'<p>Words</p><img src="{OLD}/a.jpg"><iframe src="https://m.example/x"></iframe>')]
    )

    result = app.test_cli_runner().invoke(import_command, [str(path), "--dry-run"])

    assert result.exit_code == 0
    assert "Nothing was written" in result.output
    assert f"/2019/03/story-1/  {OLD}/a.jpg" in result.output
    assert "/2019/03/story-1/  https://m.example/x" in result.output
    assert db.session.scalars(select(Article)).all() == []


def test_the_report_counts_the_words_of_each_article(app: Flask, tmp_path: Path) -> None:
    path, report = write_wxr(tmp_path, [wxr_item(1, "<p>Three small words</p>")]), tmp_path / "report.csv"

    app.test_cli_runner().invoke(import_command, [str(path), "--report", str(report)])

    with report.open() as stream:
        (row,) = csv.DictReader(stream)
    assert (row["words before"], row["words after"], row["address"]) == ("3", "3", "/articles/story-1")
    event = db.session.scalars(select(AuditEvent)).one()
    assert (event.kind, event.subject) == (AuditKind.ARTICLES_IMPORTED, "wordpress old.example.org")


def test_what_is_no_export_is_refused(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "x.xml").write_text("<!DOCTYPE x [<!ENTITY a 'b'>]><rss><wp:post_id>&a;</wp:post_id></rss>")
    (tmp_path / "y.bin").write_text("nothing")

    trap = app.test_cli_runner().invoke(import_command, [str(tmp_path / "x.xml")])
    other = app.test_cli_runner().invoke(import_command, [str(tmp_path / "y.bin")])

    assert (trap.exit_code, other.exit_code) == (1, 1)
    assert "declares a document type" in trap.output
    assert "no export that is known" in other.output
