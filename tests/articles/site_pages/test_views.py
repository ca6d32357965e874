"""The page at /<slug>, and every place where it must not be."""

import json
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.database import db
from blog.models import ArticleState, PagePlace, PagePurpose, SlugRedirect
from blog.models.article_state import PAGE_MARK
from tests.factories import NOW, make_article, make_person, make_topic, save
from tests.pictures.picture_factories import make_picture
from tests.site.page_factories import make_page

LISTS = (
    "/", "/archive/", "/archive/2026/5", "/topics/", "/topics/tea", "/authors/maren", "/corrections/",
    "/feed.atom", "/feed.rss", "/feed.json", "/topics/tea/feed.atom", "/authors/maren/feed.json",
    "/sitemap-news.xml", "/sitemap-articles-1.xml", "/articles/otters",
)  # fmt: skip
"""Whatever lists articles, and an article with its neighbours and related ones."""


def text_of(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.text


def test_a_page_has_title_and_text_and_nothing_of_an_article(client: FlaskClient) -> None:
    make_page("About us", "about", purpose=PagePurpose.ABOUT)

    html = text_of(client, "/about")

    main = html[html.index("<main") : html.index("</main>")]
    assert "<strong>gazelle</strong>" in main
    assert not re.search(r"<time|By |min read|Stay informed|Report an error", main)
    data = json.loads(re.search(r'application/ld\+json">(.*?)</script>', html)[1])  # type: ignore[index]
    assert data["@type"] == "AboutPage"
    assert "datePublished" not in data


def test_a_page_is_in_no_list_no_feed_and_beside_no_article(client: FlaskClient) -> None:
    maren, tea = make_person(slug="maren"), make_topic("Tea", slug="tea")
    make_article(
        "Otters return to the weir", slug="otters", author=maren, topics=[tea], text="The gazelle newsroom sits."
    )
    make_page("Gazelle imprint", "imprint", author=maren, topics=[tea], place=PagePlace.NOWHERE)

    shown = {path: text_of(client, path) for path in LISTS}

    assert [path for path, html in shown.items() if "imprint" in html.lower()] == []
    assert client.get("/articles/imprint").status_code == client.get("/articles/~imprint").status_code == 404


def test_a_page_is_in_the_sitemap_and_the_search(client: FlaskClient) -> None:
    make_article("Otters return")
    make_page("Imprint", place=PagePlace.NOWHERE)
    make_page("Secret plans", is_public=False)

    assert "<loc>https://news.example.org/imprint</loc>" in text_of(client, "/sitemap-pages.xml")
    assert 'href="/imprint"' in text_of(client, "/search?q=gazelles")
    assert "/imprint" not in text_of(client, "/search?q=otters")
    assert "secret" not in text_of(client, "/search?q=gazelle").lower().replace("secretary", "")


@pytest.mark.parametrize("state", [ArticleState.PAGE_DRAFT, ArticleState.PAGE_WITHDRAWN])
def test_what_is_not_public_is_not_found_and_not_linked(client: FlaskClient, state: ArticleState) -> None:
    make_page("Imprint").article.state = state

    assert client.get("/imprint").status_code == 404
    assert "/imprint" not in text_of(client, "/")


def test_links_stand_in_masthead_and_footer_in_their_order(client: FlaskClient) -> None:
    make_page("Privacy", place=PagePlace.FOOTER, position=2)
    make_page("Imprint", place=PagePlace.FOOTER, position=1)
    make_page("About us", "about", place=PagePlace.MASTHEAD)
    make_page("Hidden", place=PagePlace.NOWHERE)

    html = text_of(client, "/about")

    head, _main, foot = html.partition("<main")[0], None, html.partition("<footer")[2]
    assert 'href="/about" dir="auto" aria-current="page"' in head
    assert re.findall(r'href="(/(?:privacy|imprint|about|hidden))"', foot) == ["/imprint", "/privacy"]


def test_the_style_of_file_cards_comes_with_a_page_that_has_one(client: FlaskClient) -> None:
    make_page("Press", "press").article.body_html = '<figure class="file"><a href="/files/x">Kit</a></figure>'
    make_page("Imprint")

    assert "/assets/pictures." in text_of(client, "/press")
    assert "/assets/pictures." not in text_of(client, "/imprint")


def test_old_addresses_lead_to_the_present_one(client: FlaskClient) -> None:
    page = make_page("Imprint")
    save(SlugRedirect(slug=f"{PAGE_MARK}impressum", article_id=page.article_id, created_at=NOW))

    asked = {path: client.get(path).location for path in ("/impressum?x=1", "/Imprint", "/imprint/", "/IMPRESSUM/")}

    assert asked == {
        "/impressum?x=1": "/imprint?x=1",
        "/Imprint": "/imprint",
        "/imprint/": "/imprint",
        "/IMPRESSUM/": "/imprint",
    }


@pytest.mark.parametrize(
    "path", ["/no-such", "/no-such/", "/%00", "/~imprint", "/..%2f", "/%F0%9F%A6%A6", "/" + "x" * 3000]
)
def test_nothing_is_found_at_a_strange_address(client: FlaskClient, path: str) -> None:
    make_page("Imprint")

    assert client.get(path).status_code in {400, 404}


def test_a_page_and_an_article_may_have_the_same_last_part(client: FlaskClient) -> None:
    make_article("Imprint of an old press", slug="imprint")
    make_page("Imprint")

    assert "old press" in text_of(client, "/articles/imprint")
    assert "gazelle" in text_of(client, "/imprint")


def test_hostile_words_stay_words(client: FlaskClient) -> None:
    make_page("</title><script>alert(1)</script>", "about", text="<script>alert(2)</script> \u202etext")

    assert "<script>alert" not in text_of(client, "/about")


def test_a_program_route_wins_over_a_page(client: FlaskClient, app: Flask) -> None:
    make_page("Search", "search")

    assert "gazelle" not in text_of(client, "/search")
    assert client.get("/archive").status_code == 308
    db.session.rollback()


def test_the_privacy_page_is_linked_beside_forms_that_take_an_address_once_it_is_public(client: FlaskClient) -> None:
    make_article("Otters return", slug="otters")
    page = make_page("Privacy", purpose=PagePurpose.PRIVACY, place=PagePlace.NOWHERE)
    paths = ("/", "/articles/otters", "/subscribe", "/subscribe/link", "/articles/otters/report")

    shown = [path for path in paths if 'privacy-link"><a href="/privacy"' in text_of(client, path)]
    page.article.state = ArticleState.PAGE_WITHDRAWN
    db.session.commit()

    assert shown == list(paths)
    assert [path for path in paths if "privacy-link" in text_of(client, path)] == []


@pytest.mark.parametrize(
    ("is_chosen", "is_card_drawn", "shown"), [(True, True, "chosen"), (False, False, "lead"), (False, True, "card")]
)
def test_links_to_a_page_show_its_picture(
    client: FlaskClient, is_chosen: bool, is_card_drawn: bool, shown: str
) -> None:
    chosen, lead = make_picture("Chosen"), make_picture("Lead")
    article = make_page("About us", "about").article
    article.lead_picture, article.is_card_drawn = lead, is_card_drawn
    article.social_picture = chosen.key if is_chosen else ""
    db.session.commit()

    found = re.findall(r'property="og:image" content="([^"]+)"', text_of(client, "/about"))

    assert [{"chosen": chosen.key, "lead": lead.key, "card": "/cards/site/"}[shown] in image for image in found] == [
        True
    ]
