"""The pages of the error report: the form may be cached, a program learns nothing."""

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.database import db
from blog.models import Article, Delivery, ErrorReport
from blog.web.clock import read_clock
from blog.web.extensions import links
from blog.web.forms.timestamps import make_timestamp
from tests.databases import on_postgres, on_sqlite
from tests.factories import make_article

BODY = "<p>One</p><p>Two</p>"


@pytest.mark.parametrize(
    ("query", "selected"), [("", ["0"]), ("2", ["2"]), ("9", []), ("x", ["0"]), ("²", ["0"]), ("1" * 99, ["0"])]
)
@on_sqlite
def test_the_address_names_the_paragraph(app: Flask, client: FlaskClient, query: str, selected: list[str]) -> None:
    make_article(slug="one", body_html=BODY)

    page = client.get("/articles/one/report", query_string={"paragraph": query}).text

    assert re.findall(r'<option selected value="(\d+)"', page) == selected


@on_sqlite
def test_a_program_gets_the_answer_of_a_person_and_nothing_is_stored(app: Flask, client: FlaskClient) -> None:
    make_article(slug="one", body_html=BODY)

    answer = client.post("/articles/one/report", data={"words": "Buy.", "website": "https://spam.example"})

    assert (answer.status_code, answer.location) == (303, "/articles/one/reported")
    assert db.session.scalars(select(ErrorReport)).all() == []


REPORTED_BODY = "<h2>Water</h2><p>It met on <em>Tuesday</em>.</p><ul><li>One</li><li><p>Two &amp; three</p></li></ul>"


def send(client: FlaskClient, article: Article, **fields: Any) -> Any:
    values = {"paragraph": "2", "words": "It was Monday.", "stamp": make_timestamp(links(), read_clock())}
    return client.post(f"/articles/{article.slug}/report", data={**values, **fields})


def stored() -> list[ErrorReport]:
    db.session.expire_all()
    return list(db.session.scalars(select(ErrorReport).order_by(ErrorReport.id)))


def answers() -> list[Delivery]:
    return list(db.session.scalars(select(Delivery).filter_by(kind="report_answer").order_by(Delivery.id)))


def test_a_report_keeps_paragraph_words_and_address_and_sets_no_cookie(app: Flask, client: FlaskClient) -> None:
    article = make_article(body_html=REPORTED_BODY)
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
    assert send(client, make_article(body_html=REPORTED_BODY), **fields).status_code == status
    assert stored() == []


@on_sqlite
def test_one_network_reports_ten_times_an_hour(app: Flask, client: FlaskClient) -> None:
    article = make_article(body_html=REPORTED_BODY)

    codes = [send(client, article, words="'; DROP TABLE articles; -- <script>").status_code for _ in range(11)]

    assert codes == [303] * 10 + [429]
    assert len(stored()) == 10
