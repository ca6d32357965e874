"""A reader reports an error, the desk closes it, and the reader is told once."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.database import db
from blog.models import Article, Correction, Delivery, ErrorReport, ReportOutcome, Role
from blog.text.markdown.paragraphs import list_paragraphs
from blog.web.clock import read_clock
from blog.web.extensions import links
from blog.web.forms.timestamps import make_timestamp
from tests.authoring.conftest import Desk, Sit
from tests.databases import on_postgres, on_sqlite
from tests.delivery.letters import compose, text_of
from tests.factories import NOW, make_article, make_person, make_subscriber, save

BODY = "<h2>Water</h2><p>It met on <em>Tuesday</em>.</p><ul><li>One</li><li><p>Two &amp; three</p></li></ul>"
TEXT = "It met on Tuesday."


def send(client: FlaskClient, article: Article, **fields: Any) -> Any:
    values = {"paragraph": "2", "words": "It was Monday.", "stamp": make_timestamp(links(), read_clock())}
    return client.post(f"/articles/{article.slug}/report", data={**values, **fields})


def stored() -> list[ErrorReport]:
    db.session.expire_all()
    return list(db.session.scalars(select(ErrorReport).order_by(ErrorReport.id)))


def make_report(article: Article, **more: Any) -> ErrorReport:
    values = {"paragraph": 1, "quote": "It met.", "words": "It was Monday.", "reported_at": NOW}
    return save(ErrorReport(article=article, **{**values, **more}))


def answers() -> list[Delivery]:
    return list(db.session.scalars(select(Delivery).filter_by(kind="report_answer")))


@pytest.fixture
def editor(sit: Sit) -> Desk:
    return sit(role=Role.EDITOR)


def test_paragraphs_are_numbered_as_the_page_holds_them() -> None:
    found = [(one.number, one.text) for one in list_paragraphs(BODY)]

    assert found == [(1, "Water"), (2, "It met on Tuesday."), (3, "One"), (5, "Two & three")]
    assert list_paragraphs("") == []
    assert list_paragraphs(f"<p>{'word ' * 99}</p>")[0].label.endswith("word …")


def test_a_report_keeps_paragraph_words_and_address_and_sets_no_cookie(app: Flask, client: FlaskClient) -> None:
    article = make_article(body_html=BODY)
    form = client.get(f"/articles/{article.slug}/report?paragraph=2")

    answer = send(client, article, address="Ann@EXAMPLE.com")

    [report] = stored()
    assert 'selected value="2"' in form.get_data(as_text=True)
    assert (report.paragraph, report.quote) == (2, "It met on Tuesday.")
    assert (report.words, report.address) == ("It was Monday.", "Ann@example.com")
    assert answer.status_code == 303
    assert client.get(answer.location).status_code == 200
    assert not any("Set-Cookie" in one.headers for one in (form, answer))
    assert answers() == []


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"words": " "}, 422),
        ({"words": "x" * 2001}, 422),
        ({"words": "\x00\u202e"}, 422),
        ({"address": "nobody"}, 422),
        ({"address": "x" * 100_000 + "@example.com"}, 422),
        ({"address": "a@example.com\r\nBcc: b@example.com"}, 422),
        ({"paragraph": "99"}, 422),
        ({"paragraph": "'; --"}, 422),
        ({"stamp": "forged"}, 422),
        ({"website": "https://spam.example"}, 303),
    ],
)
@on_postgres
def test_what_no_reader_sends_is_not_taken(
    app: Flask, client: FlaskClient, fields: dict[str, str], status: int
) -> None:
    assert send(client, make_article(body_html=BODY), **fields).status_code == status
    assert stored() == []


@on_sqlite
def test_one_network_reports_ten_times_an_hour(app: Flask, client: FlaskClient) -> None:
    article = make_article(body_html=BODY)

    codes = [send(client, article, words="'; DROP TABLE articles; -- <script>").status_code for _ in range(11)]

    assert codes == [303] * 10 + [429]
    assert len(stored()) == 10


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
    assert '<span class="reports__count">2' in editor.get("/desk/").get_data(as_text=True)


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
    assert all(words in text for words in ("You are right.", "Monday", "published a correction", "on no list"))
    assert "spam words" not in text


@pytest.mark.parametrize(
    ("outcome", "words"), [("changed", "we have changed the text"), ("rejected", "the text stays as it is")]
)
def test_a_report_is_closed_once_and_answered_once(editor: Desk, outcome: str, words: str) -> None:
    report = make_report(make_article(), address="ann@example.com")

    codes = [editor.post(f"/desk/reports/{report.id}", outcome=outcome).status_code for _ in range(2)]

    [owed] = answers()
    assert codes == [303, 303]
    assert words in text_of(compose(owed))
    assert "Closed" in editor.get("/desk/reports?state=closed").get_data(as_text=True)


def test_an_address_gets_three_answers_a_day_and_a_suppressed_one_none(editor: Desk) -> None:
    article = make_article()
    make_subscriber("gone@example.com", suppressed_at=NOW)
    addresses = ["ann@example.com"] * 4 + ["gone@example.com", None]

    for address in addresses:
        editor.post(f"/desk/reports/{make_report(article, address=address).id}", outcome="rejected")

    assert [one.address for one in answers()] == ["ann@example.com"] * 3
    assert {report.outcome for report in stored()} == {ReportOutcome.REJECTED}


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
