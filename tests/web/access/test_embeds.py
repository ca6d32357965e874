"""Videos of other sites on public pages: nothing of theirs is allowed but what the article shows."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.text.markdown import render
from blog.web.access.security_headers import CONTENT_SECURITY_POLICY
from tests.authoring.conftest import Desk
from tests.factories import make_article, make_draft, make_person
from tests.settings import change_settings

YOUTUBE = render("https://youtu.be/dQw4w9WgxcQ").html
FILE = render("https://files.example.org/a.mp4").html


def policy_of(client: FlaskClient, path: str) -> str:
    return client.get(path).headers["Content-Security-Policy"]


def test_a_page_without_video_has_the_policy_of_all_pages(client: FlaskClient) -> None:
    make_article(slug="tea")

    assert policy_of(client, "/articles/tea") == CONTENT_SECURITY_POLICY
    assert "data-players" not in client.get("/articles/tea").text


def test_a_page_with_a_video_may_load_its_player_alone(client: FlaskClient) -> None:
    make_article(slug="tea", body_html=YOUTUBE)

    expected = f"{CONTENT_SECURITY_POLICY}; frame-src https://www.youtube-nocookie.com"
    assert policy_of(client, "/articles/tea") == expected
    assert 'data-players="www.youtube-nocookie.com"' in client.get("/articles/tea").text
    assert policy_of(client, "/") == CONTENT_SECURITY_POLICY


@pytest.mark.parametrize(("hosts", "more"), [("", ""), (" Files.example.org,x", " https://files.example.org")])
def test_the_operator_says_whose_files_may_play(app: Flask, client: FlaskClient, hosts: str, more: str) -> None:
    change_settings(app, video_hosts=hosts)
    make_article(slug="tea", body_html=FILE)

    assert policy_of(client, "/articles/tea") == CONTENT_SECURITY_POLICY.replace(
        "media-src 'self'", f"media-src 'self'{more}"
    )


def test_the_preview_allows_what_the_page_will(app: Flask) -> None:
    desk = Desk(app, make_person())
    draft = make_draft(author=desk.person, body_html=YOUTUBE)

    assert policy_of(desk.client, f"/desk/articles/{draft.id}/preview").endswith("https://www.youtube-nocookie.com")


@pytest.mark.parametrize("feed", ["atom", "rss", "json"])
def test_a_feed_has_the_plain_link(client: FlaskClient, feed: str) -> None:
    make_article(body_html=YOUTUBE)

    text = client.get(f"/feed.{feed}").text
    assert "https://youtu.be/dQw4w9WgxcQ" in text
    assert "<iframe" not in text
    assert "&lt;iframe" not in text
