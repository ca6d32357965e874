"""The pages of a reader, through HTTP."""

import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask, render_template
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from blog.database import db
from blog.models import Article, ArticleState, Picture
from tests.factories import NOW, make_article, make_draft, make_person, make_topic, save, sign_in
from tests.settings import change_settings


def make_picture(**more: Any) -> Picture:
    values = {"key": "a" * 32, "width": 1600, "height": 1000, "widths": [400, 800, 1600], "formats": ["jpg"]}
    return save(Picture(**{**values, "uploaded_at": NOW, **more}))


def page(client: FlaskClient, path: str) -> str:
    return client.get(path).get_data(as_text=True)


def count_queries(client: FlaskClient, path: str) -> int:
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        client.get(path)
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return len(statements)


def make_hidden(topic: Any, author: Any) -> None:
    make_draft("Hidden draft", topics=[topic], author=author)
    make_draft("Hidden scheduled", state=ArticleState.SCHEDULED, scheduled_at=NOW, topics=[topic], author=author)
    withdrawn = {"state": ArticleState.WITHDRAWN, "published_at": NOW, "withdrawn_at": NOW}
    make_draft("Hidden withdrawn", topics=[topic], author=author, **withdrawn)


def test_reader_views_of_browsers_find_nothing_but_the_article(client: FlaskClient) -> None:
    """They leave out asides, footers and forms, whatever the length of the article; what is left is its text."""
    topic = make_topic()
    for number in range(5):
        make_article(f"Another {number}", number, topics=[topic])
    make_article("Ferry resumes", 2.5, slug="ferry", topics=[topic], body_html="<p>Boats run.</p>")

    page = client.get("/articles/ferry").text.partition("<main")[2].partition("</main>")[0]
    left = re.sub(r"<(aside|footer|form|small)\b.*?</\1>", "", page, flags=re.DOTALL)

    words = " ".join(re.sub(r"<[^>]*>", " ", left.partition(">")[2]).split())
    assert words.endswith("Boats run.")
    assert words.startswith(topic.name)


def test_an_article_shows_its_parts_in_the_agreed_order(client: FlaskClient) -> None:
    make_article("The one before", 2)
    more = {"lead_picture": make_picture(), "lead_alt": "A heron", "lead_caption": "Heron at dawn"}
    make_article("Herons return", 1, slug="herons", text="They stand in the reeds.", **more)
    make_article("The one after", 0)

    html = page(client, "/articles/herons")

    body = html[html.index("<body") :]
    parts = [
        "IFBG News",
        "Follow all the latest",
        "Font size:",
        "<h1",
        "Maren Holt",
        "<time",
        "<figure",
        "Heron at dawn",
    ]
    parts += ["What the board decided", "They stand in the reeds.", "Stay Informed", "The one before", "The one after"]
    places = [body.index(part) for part in parts]
    assert places == sorted(places)


@pytest.mark.parametrize("path", ["/", "/topics/rivers", "/authors/maren", "/archive/2026/5", "/search?q=hidden"])
def test_nothing_unpublished_appears_in_a_list(client: FlaskClient, path: str) -> None:
    topic, author = make_topic("Rivers", slug="rivers"), make_person(slug="maren")
    make_hidden(topic, author)
    make_article("Nothing is hidden", topics=[topic], author=author)

    html = page(client, path)

    assert re.findall(r"Hidden \w+", html) == []
    assert "is " in html


@pytest.mark.parametrize("path", ["/feed.atom", "/feed.rss", "/feed.json"])
def test_nothing_unpublished_is_told_to_a_program(client: FlaskClient, path: str) -> None:
    make_hidden(make_topic(), make_person())
    make_article("Public", slug="public-one")

    text = page(client, path)

    assert "public-one" in text
    assert "headline-" not in text
    assert "Hidden" not in text


def test_no_address_of_an_unpublished_article_is_found(client: FlaskClient) -> None:
    make_hidden(make_topic(), make_person())

    statuses = [client.get(f"/articles/{slug}").status_code for slug in db.session.scalars(db.select(Article.slug))]

    assert statuses == [404, 404, 404]


@pytest.mark.parametrize(
    "path",
    ["/", "/topics/rivers", "/authors/maren", "/archive/", "/archive/2026/5", "/search?q=story", "/articles/first",
     "/feed.atom", "/feed.rss", "/sitemap.xml"],
)  # fmt: skip
def test_the_number_of_queries_does_not_grow_with_the_articles(client: FlaskClient, path: str) -> None:
    topic, author = make_topic(slug="rivers"), make_person(slug="maren")
    for number in range(3):
        make_article(f"Story {number}", number, topics=[topic], author=author, lead_picture=None)
    for hours, pictured in ((1.2, make_picture()), (2.5, make_picture(key="kin"))):
        make_article("Pictured", hours, topics=[topic], author=author, coauthors=[make_person()], lead_picture=pictured)
    make_article("Story", 1.5, slug="first", topics=[topic], author=author)
    client.get(path)  # Shares of common words are read once and cached.
    few = count_queries(client, path)

    for number in range(6):
        more = {
            "topics": [topic, make_topic()],
            "author": make_person(),
            "coauthors": [make_person()],
            "lead_picture": make_picture(key=f"k{number}"),
        }
        make_article(f"Story {number}", number / 9, **more)

    assert count_queries(client, path) <= few


def test_a_front_page_without_articles_says_so(client: FlaskClient) -> None:
    response = client.get("/")

    assert response.status_code == 200
    assert "No articles yet." in response.get_data(as_text=True)


def test_an_author_page_shows_the_biography_and_only_of_who_has_published(client: FlaskClient) -> None:
    make_person("Nobody Yet", slug="nobody")
    make_article(author=make_person("Maren Holt", slug="maren", biography="Reports on <rivers>."))

    assert "Reports on &lt;rivers&gt;." in page(client, "/authors/maren")
    assert client.get("/authors/nobody").status_code == 404


def test_names_and_headlines_are_escaped_everywhere(client: FlaskClient) -> None:
    evil = "<script>alert(1)</script>\"'"
    topic = make_topic(evil, slug="evil", description=evil)
    author = make_person(evil, slug="evil", biography=evil)
    more = {"lead_picture": make_picture(), "lead_alt": evil, "lead_caption": evil, "lead_credit": evil}
    make_article(evil, slug="evil", topics=[topic], author=author, standfirst=evil, **more)
    make_article(evil, 1, topics=[topic], author=author, standfirst=evil)

    paths = ["/", "/articles/evil", "/topics/evil", "/authors/evil", "/archive/2026/5", "/search?q=alert"]

    assert [path for path in paths if "<script>alert" in page(client, path)] == []


def test_anonymous_pages_set_no_cookie_and_name_no_other_host(client: FlaskClient) -> None:
    make_article(slug="one")

    for path in ("/", "/articles/one", "/archive/", "/search?q=board", "/nothing"):
        response = client.get(path)
        html = response.get_data(as_text=True)
        assert "Set-Cookie" not in response.headers
        assert set(re.findall(r"(?:src|action|srcset)=\"(https?://[^/\"]+)", html)) == set()
        assert not re.search(r"<script(?! type=\"(?:module|application/ld\+json)\")|style=", html)


def test_canonical_addresses_come_from_the_settings(client: FlaskClient) -> None:
    make_article(slug="one")

    html = page(client, "/articles/one")

    assert '<link rel="canonical" href="https://news.example.org/articles/one">' in html


def test_a_preview_says_so_and_asks_nobody_to_subscribe(app: Flask) -> None:
    draft = make_draft("Not yet")

    with app.test_request_context("/desk/articles/1/preview", base_url="https://news.example.org"):
        html = render_template("articles/article/show.html", article=draft, previous=None, next=None, is_preview=True)

    assert "Preview, not public." in html
    assert "Send me alerts" not in html
    assert "canonical" not in html
    assert "Not yet" in html


@pytest.mark.parametrize(
    "path", ["/topics/none", "/authors/none", "/archive/2026/13", "/archive/0/1", "/archive/99999/1"]
)
def test_what_does_not_exist_is_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_failure_page_needs_no_database(app: Flask, client: FlaskClient, monkeypatch: Any) -> None:
    sign_in(client, make_person())
    app.config["PROPAGATE_EXCEPTIONS"] = False

    def fail(*_values: Any, **_more: Any) -> None:
        raise OperationalError("SELECT", {}, Exception("the disk is gone"))

    with monkeypatch.context() as patch:
        patch.setattr(db.session, "scalars", fail)
        patch.setattr(db.session, "scalar", fail)
        patch.setattr(db.session, "execute", fail)
        response = client.get("/")

    html = response.get_data(as_text=True)
    assert response.status_code == 500
    assert "Something went wrong" in html
    assert "the disk is gone" not in html


def test_the_archive_counts_by_the_month_of_the_site_s_zone(app: Flask, client: FlaskClient) -> None:
    make_article("New year in Auckland", slug="late", published_at=NOW.replace(year=2025, month=12, day=31, hour=23))
    make_article("Spring", published_at=NOW - timedelta(days=30))
    change_settings(app, timezone="Pacific/Auckland")
    app.extensions["babel"].default_timezone = "Pacific/Auckland"

    html = page(client, "/archive/")

    app.extensions["babel"].default_timezone = "UTC"
    assert re.findall(r'href="/archive/(\d+/\d+)"', html) == ["2026/4", "2026/1"]


def test_a_month_begins_at_midnight_where_the_site_is(app: Flask, client: FlaskClient) -> None:
    midnight = NOW.replace(year=2026, month=4, day=30, hour=22, minute=0)
    make_article("Last of April", published_at=midnight - timedelta(minutes=1))
    make_article("First of May", published_at=midnight)
    change_settings(app, timezone="Europe/Zurich")

    counts, months = page(client, "/archive/"), [page(client, f"/archive/2026/{month}") for month in (4, 5)]

    assert re.findall(r'href="/archive/(\d+/\d+)"', counts) == ["2026/5", "2026/4"]
    assert [("Last of April" in month, "First of May" in month) for month in months] == [(True, False), (False, True)]


def test_every_topic_with_something_to_read_stands_on_the_page_of_topics(client: FlaskClient) -> None:
    rivers, empty = make_topic("Rivers", description="Water and its ways."), make_topic("Empty")
    others = [make_topic(f"Desk {number}") for number in range(20)]
    make_article(topics=[rivers, *others])
    make_draft(topics=[empty])

    html = page(client, "/topics/")

    assert html.count('class="topic-row__name"') == 21
    assert "Water and its ways." in html
    assert "Empty" not in html


def test_the_page_of_topics_of_an_empty_site_says_so(client: FlaskClient) -> None:
    assert "No articles yet." in page(client, "/topics/")


@pytest.mark.parametrize(("length", "word"), [(60, None), (61, "headline--long"), (111, "headline--longest")])
def test_a_long_headline_is_set_smaller(client: FlaskClient, length: int, word: str | None) -> None:
    make_article("x" * length, slug="one")

    for path in ("/", "/articles/one"):
        assert re.findall(r"headline--\w+", page(client, path)) == ([word] if word else [])
