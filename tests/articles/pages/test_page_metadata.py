"""What the head of an article's page says to search engines, and to services that show links."""

import json
import re

import pytest
from flask.testing import FlaskClient

from blog.database import db
from blog.models import CorrectionKind
from tests.articles.corrections.correction_factories import make_correction
from tests.articles.photos import make_photo
from tests.factories import make_article
from tests.pictures.picture_factories import make_picture

SAID = {"meta_description": "For <searches> & more", "social_title": 'A "title"', "social_description": "Text of links"}


def head_of(client: FlaskClient, path: str = "/articles/tea") -> str:
    return client.get(path).text.partition("</head>")[0]


def content(head: str, name: str) -> str:
    """Return the content of the one meta element called *name*."""
    [found] = re.findall(rf'<meta (?:name|property)="{name}" content="([^"]*)">', head)
    return str(found)


def test_search_engines_and_links_are_told_what_was_written_for_them(client: FlaskClient) -> None:
    make_article("Tea", slug="tea", standfirst="Hot", **SAID)

    head = head_of(client)

    assert content(head, "description") == "For &lt;searches&gt; &amp; more"
    assert content(head, "og:title") == "A “title”"
    assert content(head, "og:description") == "Text of links"
    assert '"description": "For \\u003csearches\\u003e \\u0026 more"' in head


def test_what_is_empty_is_taken_from_the_next_that_is_not(client: FlaskClient) -> None:
    make_article("Tea", slug="tea", standfirst="Hot")
    make_article("Milk", slug="milk", standfirst="Cold", meta_description="For searches")

    heads = head_of(client), head_of(client, "/articles/milk")

    assert [content(head, "og:description") for head in heads] == ["Hot", "For searches"]
    assert [content(head, "og:title") for head in heads] == ["Tea", "Milk"]


def test_a_retraction_is_in_the_title_of_each_link(client: FlaskClient) -> None:
    article = make_article("Tea", slug="tea", **SAID)
    make_correction(article, 1, kind=CorrectionKind.RETRACTION)

    assert content(head_of(client), "og:title") == "Retracted: Tea"


@pytest.mark.parametrize("is_card_drawn", [False, True])
def test_a_link_shows_the_photo_or_the_drawn_card(client: FlaskClient, is_card_drawn: bool) -> None:
    make_article("Tea", slug="tea", is_card_drawn=is_card_drawn, **make_photo())

    image = content(head_of(client), "og:image")

    assert ("/cards/" in image, "/media/" in image) == (is_card_drawn, not is_card_drawn)


def test_the_canonical_address_is_where_it_was_published_first(client: FlaskClient) -> None:
    make_article("Tea", slug="tea", canonical_url="https://elsewhere.example/tea?a=1&b=2")

    assert '<link rel="canonical" href="https://elsewhere.example/tea?a=1&amp;b=2">' in head_of(client)
    link = client.get("/articles/tea.txt").headers["Link"]
    assert link == '<https://elsewhere.example/tea?a=1&b=2>; rel="canonical"'


def test_what_is_hidden_from_search_engines_says_so_in_every_form_and_stays_for_readers(client: FlaskClient) -> None:
    make_article("Tea", slug="tea", is_noindex=True)

    answers = [client.get(f"/articles/tea{suffix}") for suffix in ("", ".md", ".txt")]

    assert [answer.headers["X-Robots-Tag"] for answer in answers] == ["noindex"] * 3
    assert content(head_of(client), "robots") == "noindex"
    assert "application/ld+json" not in head_of(client)
    assert "/articles/tea" in client.get("/").text


def test_the_sitemap_and_its_news_name_only_what_search_engines_shall_list(client: FlaskClient) -> None:
    make_article(slug="open")
    make_article(slug="hidden", is_noindex=True)
    make_article(slug="first-elsewhere", canonical_url="https://elsewhere.example/")

    named = client.get("/sitemap-articles-1.xml").text + client.get("/sitemap-news.xml").text

    assert "/articles/open" in named
    assert "hidden" not in named
    assert "elsewhere" not in named


def images_of(head: str) -> list[dict[str, object]]:
    """Return the images that the structured data of an article name."""
    found = json.loads(head.partition('<script type="application/ld+json">')[2].partition("</script>")[0])
    return list(found["@graph"][0]["image"])


@pytest.mark.parametrize("is_card_drawn", [False, True])
def test_a_chosen_picture_is_what_links_show(client: FlaskClient, is_card_drawn: bool) -> None:
    chosen = make_picture("A boat", credit="Ada Lind")
    make_article("Tea", slug="tea", is_card_drawn=is_card_drawn, social_picture=chosen.key, **make_photo())

    head = head_of(client)

    assert content(head, "og:image").endswith(f"/media/{chosen.key}/900.jpg")
    assert (content(head, "og:image:width"), content(head, "og:image:alt")) == ("900", "A boat")
    assert [image["url"] for image in images_of(head)] == [
        content(head, "og:image"), "https://news.example.org/media/" + "a" * 32 + "/1200.jpg"
    ]  # fmt: skip
    assert images_of(head)[0]["creditText"] == "Ada Lind"


def test_a_picture_with_words_cannot_hide_a_retraction(client: FlaskClient) -> None:
    article = make_article("Tea", slug="tea", social_picture=make_picture().key)
    make_correction(article, 1, kind=CorrectionKind.RETRACTION)

    assert "/cards/" in content(head_of(client), "og:image")


def test_a_picture_that_is_gone_gives_way_to_the_card(client: FlaskClient) -> None:
    make_article("Tea", slug="tea", social_picture="f" * 32)

    assert "/cards/" in content(head_of(client), "og:image")


def test_a_picture_without_description_is_described_as_nothing(client: FlaskClient) -> None:
    make_article("Tea", slug="tea", social_picture=make_picture().key)

    assert "og:image:alt" not in head_of(client)


def test_what_links_show_follows_each_change_of_the_picture(client: FlaskClient) -> None:
    chosen = make_picture("A boat", credit="Ada")
    make_article("Tea", slug="tea", social_picture=chosen.key)
    before = head_of(client)

    chosen.alt, chosen.credit = "A ship", "Bo"
    db.session.commit()

    assert ("A boat" in before, "A boat" in head_of(client), "A ship" in head_of(client)) == (True, False, True)
    assert images_of(head_of(client))[0]["creditText"] == "Bo"
