"""The queue of error reports, and closing one with a correction."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from blog.database import db
from blog.models import Article, Correction, Delivery, ErrorReport, ReportOutcome, Role
from tests.authoring.conftest import Desk, Sit
from tests.databases import on_sqlite
from tests.delivery.mail_factories import compose, text_of
from tests.factories import NOW, make_article, make_person, save


def make_report(article: Article, **more: Any) -> ErrorReport:
    values = {"paragraph": 1, "quote": "It met.", "words": "It was Monday.", "reported_at": NOW}
    return save(ErrorReport(article=article, **{**values, **more}))


@pytest.fixture
def editor(sit: Sit) -> Desk:
    return sit(role=Role.EDITOR)


def test_the_queue_shows_reports_about_what_one_may_edit(app: Flask, sit: Sit, editor: Desk) -> None:
    author = sit()
    mine, other = make_article("Mine", author=author.person), make_article("Of others")
    make_report(mine, words="<b>Wrong</b>")
    theirs = make_report(other)

    page = author.get("/desk/reports").get_data(as_text=True)

    assert "Mine" in page
    assert "&lt;b&gt;Wrong" in page
    assert "Of others" not in page
    assert author.get(f"/desk/reports/{theirs.id}").status_code == 404
    assert '<span class="desk-nav__count desk-nav__count--waiting"> 2<' in editor.get("/desk/").get_data(as_text=True)


TEXT = "It met on Tuesday."


def stored() -> list[ErrorReport]:
    db.session.expire_all()
    return list(db.session.scalars(select(ErrorReport).order_by(ErrorReport.id)))


def answers() -> list[Delivery]:
    return list(db.session.scalars(select(Delivery).filter_by(kind="report_answer").order_by(Delivery.id)))


def test_closing_publishes_the_correction_and_answers_the_reader(editor: Desk) -> None:
    article = make_article("The budget", text=TEXT)
    report = make_report(article, address="ann@example.com", words="spam words")
    correction = {"old_wording": "Tuesday", "new_wording": "Monday", "replaces": "y", "kind": "correction", "seen": "0"}

    answer = editor.post(f"/desk/reports/{report.id}", outcome="corrected", answer="You are right.", **correction)

    [made] = db.session.scalars(select(Correction)).all()
    [report] = stored()
    [owed] = answers()
    message = compose(owed)
    text = text_of(message)
    assert answer.location == f"/desk/corrections/{made.id}"
    assert (report.outcome, report.correction_id, report.address) == (ReportOutcome.CORRECTED, made.id, None)
    assert article.body_markdown == "It met on Monday."
    assert (owed.address, message["Subject"]) == ("ann@example.com", "Your report: The budget")
    assert all(words in text for words in ("You are right.", "Monday", "published a correction", "to any list"))
    assert "spam words" not in text


@on_sqlite
def test_a_correction_that_cannot_be_made_leaves_the_report_open(app: Flask, sit: Sit, editor: Desk) -> None:
    article = make_article(text=TEXT, author=make_person())
    report = make_report(article, address="ann@example.com")
    fields = {"outcome": "corrected", "kind": "correction", "new_wording": "x", "replaces": "y", "seen": "0"}

    codes = [
        editor.post(f"/desk/reports/{report.id}", **{**fields, **more}).status_code
        for more in (
            {"old_wording": "no"},
            {"old_wording": TEXT, "new_wording": "", "explanation": "x"},
            {},
            {"seen": "7", "old_wording": "met"},
        )
    ]
    codes.append(sit(article.author).post(f"/desk/reports/{report.id}", **fields, old_wording="met").status_code)

    assert codes == [422, 422, 422, 409, 422]
    assert [one.outcome for one in stored()] == [ReportOutcome.OPEN]
    assert answers() == []
