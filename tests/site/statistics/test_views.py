"""Editors see sums and take them along; what strangers sent to be counted does no harm there."""

import csv
import io
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.database import db
from blog.models import PageKind, Role, ViewedPage
from blog.models.page_views import add_referrals, add_views
from blog.web.clock import read_clock
from tests.databases import on_sqlite
from tests.factories import make_article, make_person, sign_in
from tests.settings import change_settings


@pytest.fixture
def editor(client: FlaskClient) -> FlaskClient:
    sign_in(client, make_person("Ed Itor", Role.EDITOR))
    return client


def count_something() -> int:
    """Count views of one article on three days of the last 40; return its id."""
    today, article = read_clock().date(), make_article("=Tea & <b>cake</b>")
    for days, views in ((0, 1200), (6, 30), (40, 500)):
        add_views(db.session, today - timedelta(days), {ViewedPage(PageKind.ARTICLE, article.id): views})
    add_views(db.session, today, {ViewedPage(PageKind.FRONT): 7, ViewedPage(PageKind.FEED): 99})
    add_referrals(db.session, today, {"example.com": 5, "": 3, "own": 2, "others": 1})
    db.session.commit()
    return int(article.id)


def test_sums_of_the_chosen_days_stand_beside_a_table(editor: FlaskClient) -> None:
    id = count_something()

    page = editor.get("/desk/statistics?days=7").text

    assert "<b>1,237</b>" in page
    assert f'href="/desk/articles/{id}/statistics?days=7">=Tea &amp; &lt;b&gt;cake' in page
    assert page.count('<svg class="chart__drawing"') == page.count("The numbers as a table") > 0
    assert "example.com" in page
    assert "1,737" in editor.get("/desk/statistics?days=365").text


def test_nonsense_in_the_address_shows_a_month(editor: FlaskClient) -> None:
    for days in ("", "x", "-1", "9" * 400):
        answer = editor.get("/desk/statistics", query_string={"days": days})
        assert answer.status_code == 200
        assert 'aria-current="true">30 days' in answer.text


def test_the_views_are_downloaded_with_titles_that_no_spreadsheet_runs(editor: FlaskClient) -> None:
    id, today = count_something(), read_clock().date().isoformat()

    answer = editor.get("/desk/statistics.csv?days=7")

    rows = list(csv.reader(io.StringIO(answer.text)))
    assert rows[0] == ["day", "kind", "id", "title", "views"]
    assert [today, "article", str(id), "'=Tea & <b>cake</b>", "1200"] in rows
    assert [today, "feed", "0", "", "99"] in rows
    assert len(rows) == 5
    assert "attachment" in answer.headers["Content-Disposition"]


@on_sqlite
@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.AUTHOR])
def test_figures_of_the_whole_site_are_for_editors(client: FlaskClient, role: Role) -> None:
    sign_in(client, make_person("Au Thor", role))

    assert client.get("/desk/statistics").status_code == 403
    assert client.get("/desk/statistics.csv").status_code == 403


@on_sqlite
def test_a_site_that_does_not_count_says_so(app: Flask, editor: FlaskClient) -> None:
    change_settings(app, count_page_views=False)

    assert "Page views are not counted." in editor.get("/desk/statistics").text
