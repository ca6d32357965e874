"""Pictures at a CDN: in all that readers are given, never in a draft, and let in by the policy of each page."""

import pytest
from flask import Flask

from blog.database import db
from blog.models import Role
from blog.pictures.files.article_bodies import render_body
from blog.pictures.files.storage import storage
from blog.web.observability.logs import OWN_REQUEST
from blog.web.rendering.public_pictures import with_public_pictures
from tests.factories import make_article, make_draft, make_person, sign_in
from tests.pictures.picture_factories import make_picture, mark

CDN = "https://cdn.example/news"
OWN = "/media/"


@pytest.fixture
def cdn(app: Flask, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(app.extensions["links"], "media_url", CDN)
    return CDN


def illustrate():
    """Publish an article with a photo above and a picture in its text."""
    lead, inside = make_picture("A boat", widths=[400, 900], formats=["jpg", "webp"]), make_picture("Two halves")
    text = f'{mark(inside)}\n\nWritten as words: `"/media/{inside.key}/400.jpg"`.'
    words = {"body_markdown": text, "body_html": render_body(db.session, text).html}
    return make_article("The ferry", 1, lead_picture=lead, lead_alt="A boat", slug="the-ferry", **words)


def test_everything_that_readers_are_given_names_pictures_at_the_cdn(client, cdn):
    article = illustrate()
    key, inside = article.lead_picture.key, article.body_html.partition("/media/")[2][:32]

    page = client.get("/articles/the-ferry").text
    texts = [
        client.get(path).text for path in ("/", "/feed.atom", "/feed.rss", "/feed.json", "/sitemap-articles-1.xml")
    ]

    for width, kind in ((400, "jpg"), (900, "jpg"), (400, "webp"), (900, "webp")):
        assert f"{CDN}/{key}/{width}.{kind}" in page
    assert f'src="{CDN}/{inside}/' in page
    assert f'content="{CDN}/{key}/900.jpg"' in page  # The card of a link.
    assert f'<code>"/media/{inside}/400.jpg"</code>' in page  # Words stay words.
    for text in texts:
        assert f"{CDN}/{key}/" in text.replace("\\/", "/")
        assert f"/media/{key}" not in text


def test_policies_let_pictures_come_from_there_and_nothing_else(client, cdn):
    illustrate()

    for path in ("/", "/articles/the-ferry", "/login"):
        policy = client.get(path).headers["Content-Security-Policy"]
        assert f"img-src 'self' {CDN}/ data:" in policy
        assert policy.count(CDN) == 1


def test_without_the_setting_nothing_changes(client):
    article = illustrate()

    answer = client.get("/articles/the-ferry")

    assert f"/media/{article.lead_picture.key}/900.jpg" in answer.text
    assert "img-src 'self' data:" in answer.headers["Content-Security-Policy"]


def test_the_desk_and_drafts_name_no_public_address(client, cdn):
    author = make_person(role=Role.EDITOR)
    sign_in(client, author)
    picture = make_picture("Not yet shown")
    draft = make_draft("Planned", author=author, lead_picture=picture)

    texts = [client.get(path).text for path in (f"/desk/articles/{draft.id}/edit", "/desk/media")]

    assert all(f"/media/{picture.key}/" in text for text in texts)
    assert not any(f"{CDN}/{picture.key}" in text for text in texts)


def test_old_addresses_answer_as_before(client, media, cdn):
    storage().put("0123456789abcdef" * 2 + "/400.jpg", b"pixels")

    assert client.get(OWN + "0123456789abcdef" * 2 + "/400.jpg").data == b"pixels"


def test_pages_that_become_files_keep_their_pictures_beside_them(client, cdn):
    key = illustrate().lead_picture.key

    page = client.get("/articles/the-ferry", environ_overrides={OWN_REQUEST: True}).text

    assert f'src="/media/{key}/400.jpg"' in page or f"/media/{key}/400.jpg 400w" in page


def test_only_addresses_in_tags_are_changed():
    words = '<p title="/media/k/1.jpg">"/media/k/1.jpg"</p>'
    html = f'{words}<img src="/media/k/1.jpg" srcset="/media/k/1.jpg 1w, /media/k/2.jpg 2w">'

    assert with_public_pictures(html, "https://c") == (
        f'{words}<img src="https://c/k/1.jpg" srcset="https://c/k/1.jpg 1w, https://c/k/2.jpg 2w">'
    )
