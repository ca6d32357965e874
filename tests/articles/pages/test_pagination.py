"""Keyset pagination of article lists."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories import make_article, make_person, make_topic
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


@pytest.mark.parametrize(
    "key", ["x", "1", "-", "1-2-3", "9" * 40 + "-1", "1-99999999999", "'--", "1-4294967296", "%00"]
)
def test_a_page_key_that_this_site_never_gave_out_is_not_found(client: FlaskClient, key: str) -> None:
    response = client.get(f"/?before={key}")

    assert response.status_code == 404
