"""The parts of a series as readers see them: on each part, on its page, in feeds, and to machines."""

import json
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.articles.pages.series_parts import find_parts
from blog.authoring.drafts.topics import order_parts
from blog.database import db
from blog.models import ArticleState, Topic
from tests.factories import NOW, make_article, make_draft, make_topic

SERIES = "/topics/harbour"


def make_series(*headlines: str, **more: Any) -> Topic:
    """Make a series of public parts, the first the oldest, among articles of no series."""
    series = make_topic("The harbour", slug="harbour", is_series=True, masthead_position=None, **more)
    for age, headline in enumerate(reversed(headlines)):
        make_article(headline, age, slug=headline.lower(), topics=[series, make_topic()])
    make_article("Other news", 0.5, slug="other")
    db.session.commit()
    return series


def json_ld(page: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)[0])
    return found


def test_each_part_says_its_place_and_leads_to_the_parts_around_it(app: Flask, client: FlaskClient) -> None:
    make_series("One", "Two", "Three")

    first, second, last = (client.get(f"/articles/{slug}").text for slug in ("one", "two", "three"))

    assert 'Part 2 of 3: <a href="/topics/harbour" dir="auto">The harbour</a>' in second
    assert 'rel="prev" href="/articles/one"' in second
    assert 'rel="next" href="/articles/three"' in second
    assert "All parts of “The harbour”" in second
    assert ('rel="prev"' in first, 'rel="next" href="/articles/two"' in first) == (False, True)
    assert ('rel="prev" href="/articles/two"' in last, 'rel="next"' in last) == (True, False)
    assert "Part " not in client.get("/articles/other").text


def test_machines_are_told_of_the_series_and_the_place(app: Flask, client: FlaskClient) -> None:
    make_series("One", "Two", description="How it came to be </script>")

    news = json_ld(client.get("/articles/two").text)["@graph"][0]
    page = json_ld(client.get(SERIES).text)

    assert (news["isPartOf"]["@type"], news["position"]) == ("CreativeWorkSeries", 2)
    assert news["isPartOf"]["@id"] == page["@id"] == "https://news.example.org/topics/harbour"
    assert (page["@type"], page["description"]) == ("CreativeWorkSeries", "How it came to be </script>")
    assert [(part["position"], part["headline"]) for part in page["hasPart"]] == [(1, "One"), (2, "Two")]
    assert "position" not in json_ld(client.get("/articles/other").text)["@graph"][0]


def test_the_page_has_the_parts_in_the_order_of_the_desk_and_one_follow(app: Flask, client: FlaskClient) -> None:
    series = make_series("One", "Two", "Three")
    ids = {part.slug: part.id for part in find_parts(db.session, series.id, "en")}
    order_parts(db.session, series.id, [ids["three"], ids["one"]])
    db.session.commit()

    page = client.get(SERIES).text

    assert re.findall(r'story__headline.*?href="/articles/(\w+)"', page) == ["three", "one", "two"]
    assert "Series in 3 parts" in page
    assert 'href="/subscribe?topic=harbour" rel="nofollow">Follow this series</a>' in page
    assert 'href="/topics/harbour/feed.atom"' in page
    assert "Part 1 of 3" in client.get("/articles/three").text
    assert all(name in client.get("/topics/harbour/feed.atom").text for name in ("One", "Two", "Three"))
    assert f"https://news.example.org{SERIES}<" in client.get("/sitemap-pages.xml").text
    assert '<h2 class="tags__heading" id="series">Series</h2>' in client.get("/topics/").text


@pytest.mark.parametrize("state", [ArticleState.DRAFT, ArticleState.SCHEDULED, ArticleState.WITHDRAWN])
def test_what_is_not_public_is_neither_shown_nor_counted(app: Flask, client: FlaskClient, state: ArticleState) -> None:
    series = make_series("One", "Two")
    make_draft("Secret", slug="secret", state=state, published_at=NOW, scheduled_at=NOW, topics=[series])

    paths = [SERIES, f"{SERIES}/feed.json", f"{SERIES}/feed.atom", "/articles/one", "/articles/two", "/topics/"]
    pages = [client.get(path).text.lower() for path in paths]

    assert not any("secret" in page for page in pages)
    assert "Part 2 of 2" in client.get("/articles/two").text


def test_a_part_that_ended_has_no_place_any_more(app: Flask, client: FlaskClient) -> None:
    series = make_series("One")
    make_article("Ended", 3, slug="ended", state=ArticleState.ENDED, ends_at=NOW, topics=[series])

    assert "The harbour:" not in client.get("/articles/ended").text
    assert 'Series: <a href="/topics/harbour"' in client.get("/articles/one").text
    assert "Series in 1 part<" in client.get(SERIES).text


def test_a_translated_part_counts_once_and_leads_on_in_its_language(multilingual: Flask, client: FlaskClient) -> None:
    series = make_series("One", "Two", "Three")
    originals = {part.slug: part.id for part in find_parts(db.session, series.id, "en")}
    for slug, german in (("one", "eins"), ("two", "zwei")):
        make_article(german, 0, slug=german, language="de", translation_of_id=originals[slug], topics=[series])

    page = client.get("/articles/zwei").text

    assert "Part 2 of 3" in page
    assert 'rel="prev" href="/articles/eins"' in page
    assert 'rel="next" href="/articles/three"' in page
    assert 'rel="prev" href="/articles/one"' in client.get("/articles/two").text
    assert "zwei" not in client.get(SERIES).text


def test_an_empty_series_says_so(app: Flask, client: FlaskClient) -> None:
    make_topic("The harbour", slug="harbour", is_series=True)

    page = client.get(SERIES)

    assert (page.status_code, "No part has been published yet." in page.text) == (200, True)
    assert "hasPart" not in page.text
