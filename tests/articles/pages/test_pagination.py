"""Keyset pagination of article lists."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.articles.pages.pagination import Cursor, InvalidCursor, parse_cursor
from tests.factories import NOW, make_article, make_person, make_topic
from tests.settings import change_settings


def page(client: FlaskClient, path: str) -> str:
    return client.get(path).get_data(as_text=True)


@pytest.mark.parametrize("path", ["/", "/topics/rivers", "/authors/maren", "/archive/2026/5"])
def test_a_list_pages_through_every_article_once_newest_first(app: Flask, client: FlaskClient, path: str) -> None:
    change_settings(app, articles_per_page=2)
    topic, author = make_topic("Rivers", slug="rivers"), make_person(slug="maren")
    for number in range(5):
        make_article(f"Story {number}", number // 3 / 10, slug=f"s{number}", topics=[topic], author=author)

    seen, address = [], path
    while address:
        html = page(client, address)
        seen += re.findall(r'headline" dir="auto"><a href="/articles/(s\d)"', html)
        older = re.search(r'href="(\?before=[^"]+)" rel="next"', html)
        address = f"{path}{older[1]}" if older else ""

    assert seen == ["s2", "s1", "s0", "s4", "s3"]


def test_a_list_goes_on_below_articles_from_before_1970(app: Flask, client: FlaskClient) -> None:
    change_settings(app, articles_per_page=2)
    author = make_person(slug="maren")
    for number in range(3):
        make_article(f"Story {number}", 36_500 + number, author=author)
    older = re.search(r'href="(\?before=[^"]+)" rel="next"', page(client, "/authors/maren"))

    assert older is not None
    assert "Story 2" in page(client, f"/authors/maren{older[1]}")


@pytest.mark.parametrize(
    "key", ["x", "1", "-", "1-2-3", "9" * 40 + "-1", "1-99999999999", "'--", "1-4294967296", "%00"]
)
def test_a_page_key_that_this_site_never_gave_out_is_not_found(client: FlaskClient, key: str) -> None:
    response = client.get(f"/?before={key}")

    assert response.status_code == 404


@pytest.mark.parametrize(
    "moment", [NOW, NOW + timedelta(microseconds=1), datetime(1970, 1, 1, tzinfo=UTC), datetime(1923, 5, 1, tzinfo=UTC)]
)
def test_a_cursor_is_read_as_it_was_written(moment: datetime) -> None:
    cursor = Cursor(moment, 2**31 - 1)

    assert parse_cursor(cursor.token) == cursor


@pytest.mark.parametrize(
    "token", ["x", "1", "--1-1", "-" + "9" * 17 + "-1", "1-", "1-2147483648", "1 -1", "١-1", "1-1\n", "9" * 18 + "-1"]
)
def test_a_malformed_cursor_is_refused(token: str) -> None:
    with pytest.raises(InvalidCursor):
        parse_cursor(token)


@pytest.mark.parametrize("token", [None, ""])
def test_the_first_page_has_no_cursor(token: str | None) -> None:
    assert parse_cursor(token) is None
