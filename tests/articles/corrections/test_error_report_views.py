"""The pages of the error report: the form may be cached, a program learns nothing."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.database import db
from blog.models import ErrorReport
from tests.databases import on_sqlite
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
