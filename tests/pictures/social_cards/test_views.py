"""The addresses of cards, and what is kept of them."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.database import db
from blog.models import Article
from blog.pictures.social_cards import card_files
from blog.pictures.social_cards.card_names import Card, CardSite, article_card
from tests.factories import NOW, make_article, make_draft, make_topic

SITE = CardSite("IFBG News", "", "news.example.org")


@pytest.fixture
def article(app: Flask, media: Path) -> Article:
    return make_article("Herons return", topics=[make_topic("Rivers")])


def test_a_card_is_drawn_once_and_kept_for_ever(
    client: FlaskClient, article: Article, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = article_card(article, SITE)
    first = client.get(card.path)
    monkeypatch.setattr(card_files, "draw", None)
    second = client.get(card.path)

    assert (first.status_code, first.content_type, first.data[:8]) == (200, "image/png", b"\x89PNG\r\n\x1a\n")
    assert first.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert second.data == first.data == (media / card.file).read_bytes()
    assert client.get(card.path, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_other_words_are_another_address_and_the_older_one_leads_there(client: FlaskClient, article: Article) -> None:
    before = article_card(article, SITE)
    article.headline = "Herons leave"
    db.session.commit()
    after = article_card(article, SITE)

    response = client.get(before.path)

    assert before.path != after.path
    assert (response.status_code, response.headers["Location"]) == (302, after.path)
    assert response.headers["Cache-Control"] == "no-store"


def test_a_new_card_takes_the_place_of_those_before(
    client: FlaskClient, article: Article, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(card_files, "draw", lambda card, mark: card.headline.encode())
    other = article_card(make_article("Storks stay"), SITE)
    for headline in ("Herons leave", "Herons stay"):
        client.get(article_card(article, SITE).path)
        client.get(other.path)
        article.headline = headline
        db.session.commit()

    client.get(article_card(article, SITE).path)

    kept = sorted(file.relative_to(media).as_posix() for file in media.glob("card-[0-9]*/*.png"))
    assert kept == sorted([article_card(article, SITE).file, other.file])


def test_what_readers_may_not_see_has_no_card(client: FlaskClient, article: Article, media: Path) -> None:
    draft = article_card(make_draft("Secret"), SITE)
    taken = article_card(article, SITE)
    article.withdraw(NOW)
    db.session.commit()
    before = sorted(media.rglob("*"))

    for path in (
        draft.path,
        taken.path,
        "/cards/0/x.png",
        f"/cards/{10**12}/x.png",
        "/cards/٣/x.png",
        "/cards/a/b.png",
    ):
        assert client.get(path).status_code == 404, path
    assert sorted(media.rglob("*")) == before


@pytest.mark.parametrize("subject", ["site", "logo"])
def test_the_site_has_a_card_and_a_sign(client: FlaskClient, media: Path, subject: str) -> None:
    response = client.get(f"/cards/{subject}/old.png", follow_redirects=True)

    assert (response.status_code, response.content_type) == (200, "image/png")


def test_a_card_that_has_no_turn_is_asked_for_again_later(
    client: FlaskClient, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(card_files, "LOCK_TIMEOUT_SECONDS", 0.01)
    with card_files.DRAWING_LOCK:
        response = client.get(article_card(article, SITE).path)

    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
    assert client.get(article_card(article, SITE).path).status_code == 200


def test_pages_of_other_sites_may_show_our_pictures(client: FlaskClient, article: Article) -> None:
    assert client.get(article_card(article, SITE).path).headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert client.get("/").headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_a_name_is_made_of_all_that_is_shown() -> None:
    cards = [Card("1", *words) for words in ("abcd", "xbcd", "axcd", "abxd", "abcx")]

    assert len({card.name for card in cards} | {Card("2", *"abcd").name}) == 6
