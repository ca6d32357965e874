"""The search page shows what was found and what can be chosen as text, whatever it holds."""

import re
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient

from blog.articles.search import filters
from blog.articles.search import views as search_views
from blog.database import db
from blog.models import article_coauthors
from tests.factories import make_article, make_person, make_topic

HOSTILE = [
    '"',
    "'",
    "a'b",
    "*",
    "NOT",
    "AND OR",
    '"unclosed',
    "(",
    "-",
    "-x",
    "a\\",
    ":*",
    "NEAR(a b)",
    "\u202e",
    "\0",
    "🦆",
    "%ff",
]


def test_hits_are_set_off_and_the_text_around_them_is_escaped(client: FlaskClient) -> None:
    make_article('<b>Kingfisher</b> & "heron"', standfirst="A <i>kingfisher</i>.")

    page = client.get("/search?q=kingfisher").get_data(as_text=True)

    assert "&lt;b&gt;<mark>Kingfisher</mark>&lt;/b&gt; &amp; “heron”</a>" in page
    assert "&lt;i&gt;<mark>kingfisher</mark>&lt;/i&gt;." in page


def test_what_can_be_chosen_is_escaped_and_the_choice_is_selected(client: FlaskClient) -> None:
    make_article("Heron", topics=[make_topic('<i>"Birds"', slug="birds"), make_topic("Water", slug="water")])

    page = client.get("/search?q=heron&topic=birds").get_data(as_text=True)

    assert '<option selected value="birds">&lt;i&gt;&#34;Birds&#34;</option>' in page
    assert '<option value="water">Water</option>' in page
    assert '<option value="">All topics</option>' in page


def test_a_changed_topic_and_author_can_be_chosen_at_once(client: FlaskClient) -> None:
    topic, author = make_topic("Birds", slug="birds"), make_person("Ada", slug="ada")
    make_article("Heron", topics=[topic], author=author)
    before = page(client, "/search?q=heron")

    topic.name, author.name = "Fowl & co", "Bea"
    db.session.commit()
    after = page(client, "/search?q=heron")

    assert '<option value="birds">Birds</option>' in before
    assert '<option value="ada">Ada</option>' in before
    assert '<option value="birds">Fowl &amp; co</option>' in after
    assert '<option value="ada">Bea</option>' in after
    assert ">Birds</option>" not in after
    assert ">Ada</option>" not in after


def page(client: FlaskClient, path: str) -> str:
    return client.get(path).get_data(as_text=True)


def test_search_finds_a_word_that_stands_only_in_the_body(client: FlaskClient) -> None:
    make_article("Herons return", text="The kingfisher nests at the weir.")
    make_article("Something else")

    html = page(client, "/search?q=kingfisher")

    assert "Herons return" in html
    assert "<mark>kingfisher</mark>" in html
    assert "1 article\n" in html


@pytest.mark.parametrize("query", HOSTILE)
def test_no_query_breaks_search(client: FlaskClient, query: str) -> None:
    make_article("Herons return")

    response = client.get("/search", query_string={"q": query})

    assert response.status_code == 200


def test_a_query_beyond_the_cap_gets_an_error_beside_the_field(client: FlaskClient) -> None:
    response = client.get("/search", query_string={"q": "a" * 1_000_000})

    assert response.status_code == 422
    assert "at most 200 characters" in response.get_data(as_text=True)


def test_searching_too_often_is_answered_with_the_time_to_wait(client: FlaskClient, monkeypatch: Any) -> None:
    monkeypatch.setattr(search_views, "SEARCH_LIMIT", search_views.SEARCH_LIMIT.__class__("search", 2, 3600))

    statuses = [client.get("/search?q=heron").status_code for _ in range(3)]
    response = client.get("/search?q=heron")

    assert statuses == [200, 200, 429]
    assert int(response.headers["Retry-After"]) > 0
    assert "Too many requests" in response.get_data(as_text=True)


def test_a_choice_that_is_not_offered_gets_an_error_beside_the_field_and_keeps_the_words(client: FlaskClient) -> None:
    make_article("Herons return")

    for choice in ("topic=none", "author=none", "time=1066"):
        response = client.get(f"/search?q=heron&{choice}")
        assert response.status_code == 422
        assert "Choose one from the list." in response.text
        assert 'value="heron"' in response.text


def test_search_shows_what_was_chosen_with_a_way_back_each(client: FlaskClient) -> None:
    topic, author = make_topic("Rivers", slug="rivers"), make_person("Maren Holt", slug="maren")
    make_article("Herons return", topics=[topic], author=author)
    make_article("Heron elsewhere")

    html = page(client, "/search?q=heron&topic=rivers&author=maren&time=2026&order=newest")

    assert "1 article\n" in html
    removals = re.findall(r'search__removal" href="([^"]+)"', html)
    assert [unescape(way) for way in removals] == [
        "/search?q=heron&author=maren&time=2026&order=newest",
        "/search?q=heron&topic=rivers&time=2026&order=newest",
        "/search?q=heron&topic=rivers&author=maren&order=newest",
    ]


def test_search_offers_what_is_newly_filed_and_writes_names_as_text(client: FlaskClient) -> None:
    make_article("Heron", topics=[make_topic("Rivers", slug="rivers")], author=make_person("Maren Holt", slug="maren"))
    before = page(client, "/search?q=heron&author=maren")

    make_article("Another", topics=[make_topic('<b>"Ponds" & more', slug="ponds")])
    after = page(client, "/search?q=heron&topic=ponds")

    assert 'value="ponds"' not in before
    assert '<option selected value="maren">Maren Holt</option>' in before
    assert '<option selected value="ponds">&lt;b&gt;&#34;Ponds&#34; &amp; more</option>' in after


def test_search_names_all_authors_in_order(client: FlaskClient) -> None:
    article = make_article("Heron", author=make_person("Maren Holt"))
    others = [make_person(name) for name in ("Zoe Ames", "Ben Ito")]
    rows = [{"article_id": article.id, "person_id": other.id, "position": n} for n, other in enumerate(others)]
    db.session.execute(article_coauthors.insert(), rows)
    db.session.commit()

    names = re.findall(r'rel="author"[^>]*>([^<]+)<', page(client, "/search?q=heron"))

    assert names == ["Maren Holt", "Zoe Ames", "Ben Ito"]


def test_search_narrows_to_a_topic_beyond_the_end_of_the_list(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filters, "MAX_OPTIONS", 1)
    for name in ("Alders", "Birches"):
        make_article(f"Heron under {name}", topics=[make_topic(name, slug=name.lower())])

    assert "1 article\n" in page(client, "/search?q=heron&topic=birches")
    assert client.get("/search?q=heron&topic=cedars").status_code == 422


def test_search_leads_from_page_to_page(client: FlaskClient) -> None:
    author = make_person()
    for number in range(45):
        make_article(f"Heron {number}", number, author=author)

    seen, address = [], "/search?q=heron"
    while address:
        html = page(client, address)
        seen += re.findall(r"Heron</mark> (\d+)</a>", html)
        further = re.search(r'href="([^"]+)" rel="next"', html)
        address = unescape(further[1]) if further else ""

    assert seen == [str(number) for number in range(45)]
    assert client.get("/search?q=heron&after=x").status_code == 404


def test_a_search_without_hits_says_what_may_have_been_meant_and_leads_on(client: FlaskClient) -> None:
    make_article("Herons return", topics=[make_topic("Rivers")], text="They stand in the reeds.", standfirst="")

    html = page(client, "/search?q=hreons+reeds")

    assert 'href="/search?q=herons+reeds"' in html
    assert "No results" in html
    assert 'href="/search?q=reeds"' in html
    assert "Newest articles" in html
    assert ">Rivers</a>" in html
