"""A retraction stands before the headline on each page and in each file that readers and programs get."""

import json
import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.database import db
from blog.models import Article, ArticleState, CorrectionKind, RelatedArticle
from blog.web.clock import read_clock
from blog.web.formatting.public_headline import public_headline
from tests.articles.corrections.correction_factories import make_correction
from tests.factories import NOW, make_article, make_person, make_topic, save

HEADLINE, SHOWN = "Ferry resumes", "Retracted: Ferry resumes"
LISTS = (
    "/", "/topics/sea", "/authors/ann", "/archive/2026/5", "/search?q=ferry", "/articles/the-newer", "/ferry-resumes",
    "/articles/the-related",
)  # fmt: skip
FILES = (
    "/feed.atom", "/feed.rss", "/feed.json", "/topics/sea/feed.atom", "/authors/ann/feed.json", "/articles/ferry.md",
    "/articles/ferry.txt", "/articles/ferry/history", "/articles/ferry/report",
)  # fmt: skip


def publish_all(kind: CorrectionKind, **more: object) -> Article:
    topic, author = make_topic("Sea", slug="sea"), make_person(slug="ann")
    article = make_article(HEADLINE, slug="ferry", topics=[topic], author=author)
    newer = make_article("The newer", -1, slug="the-newer")
    related = make_article("The related", -2, slug="the-related")
    save(RelatedArticle(article_id=related.id, related_id=article.id, position=1))
    make_correction(article, kind=kind, **more)
    assert newer.id
    return article


def shown_headlines(client: FlaskClient, path: str) -> set[str]:
    """Return each way in which the page or file at *path* writes the headline, with what stands before it."""
    text = unescape(re.sub(r"</?mark>", "", client.get(path).get_data(as_text=True)))
    return set(re.findall(rf"(?:Retracted: )?{HEADLINE}", text))


@pytest.mark.parametrize("path", LISTS + FILES)
def test_readers_and_programs_see_that_an_article_is_retracted(client: FlaskClient, path: str) -> None:
    publish_all(CorrectionKind.RETRACTION)

    assert shown_headlines(client, path) == {SHOWN}


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        (CorrectionKind.CORRECTION, {}),
        (CorrectionKind.CLARIFICATION, {}),
        (CorrectionKind.RETRACTION, {"struck_at": NOW, "strike_reason": "It was right."}),
    ],
)
def test_no_other_correction_marks_the_headline(client: FlaskClient, kind: CorrectionKind, more: dict) -> None:
    publish_all(kind, **more)

    assert {path: shown_headlines(client, path) for path in ("/", "/feed.rss", "/articles/ferry")} == {
        "/": {HEADLINE},
        "/feed.rss": {HEADLINE},
        "/articles/ferry": {HEADLINE},
    }


def test_the_page_says_it_above_the_headline_in_its_title_its_card_and_its_structured_data(client: FlaskClient) -> None:
    publish_all(CorrectionKind.RETRACTION)

    html = client.get("/articles/ferry").get_data(as_text=True)

    found = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html)[1])["@graph"]
    assert f"<title>{SHOWN} · IFBG News</title>" in html
    assert f'<meta property="og:title" content="{SHOWN}">' in html
    assert f'<meta property="og:image:alt" content="{SHOWN}">' in html
    assert found[0]["headline"] == found[1]["itemListElement"][-1]["name"] == SHOWN
    body = html[html.index("<body") :]
    assert body.index("This article has been retracted") < body.index("<h1")


def test_the_news_sitemap_says_it(client: FlaskClient) -> None:
    article = publish_all(CorrectionKind.RETRACTION)
    article.published_at = read_clock()
    db.session.commit()

    assert shown_headlines(client, "/sitemap-news.xml") == {SHOWN}


def test_a_retraction_is_news_for_who_asks_a_feed_what_has_changed(client: FlaskClient) -> None:
    article = publish_all(CorrectionKind.CORRECTION)
    seen = client.get("/feed.rss").headers["Last-Modified"]

    make_correction(article, hours=99, kind=CorrectionKind.RETRACTION)

    assert client.get("/feed.rss", headers={"If-Modified-Since": seen}).status_code == 200


def test_an_article_that_was_loaded_without_it_knows_when_it_is_asked(app: Flask) -> None:
    article = publish_all(CorrectionKind.RETRACTION)

    assert public_headline(article) == SHOWN


@pytest.mark.parametrize("is_struck", [False, True])
def test_a_translation_of_a_retracted_article_is_retracted_with_it(client: FlaskClient, is_struck: bool) -> None:
    original = publish_all(
        CorrectionKind.RETRACTION, explanation="It never sailed.", struck_at=NOW if is_struck else None
    )
    topics, author = list(original.topics), original.author
    make_article(
        "Fähre fährt", 3, slug="hafen", language="de", translation_of_id=original.id, topics=topics, author=author
    )
    places = ("/search?q=fähre", "/feed.rss", "/articles/hafen.md")

    shown = {
        path: set(re.findall("(?:Retracted: )?Fähre fährt", unescape(re.sub("</?mark>", "", client.get(path).text))))
        for path in places
    }
    page = client.get("/articles/hafen").text

    assert shown == {path: {"Fähre fährt" if is_struck else "Retracted: Fähre fährt"} for path in places}
    assert ("It never sailed." in page) == ("/articles/ferry/history" in page) == (not is_struck)
    assert ("<title>Retracted: Fähre fährt" in page) == (not is_struck)
    assert ('lang="en">It never sailed.' in page) == (not is_struck)


def test_a_retracted_translation_leaves_its_original_as_it_is(client: FlaskClient) -> None:
    original = make_article("Ferry", slug="ferry")
    german = make_article("Fähre", slug="hafen", language="de", translation_of_id=original.id)
    make_correction(german, kind=CorrectionKind.RETRACTION)

    assert [("<title>Retracted:" in client.get(f"/articles/{slug}").text) for slug in ("ferry", "hafen")] == [
        False,
        True,
    ]


def test_a_translation_of_a_withdrawn_retracted_article_leads_nowhere_else(client: FlaskClient) -> None:
    original = publish_all(CorrectionKind.RETRACTION)
    make_article("Fähre", slug="hafen", language="de", translation_of_id=original.id)
    original.state = ArticleState.WITHDRAWN
    db.session.commit()

    page = client.get("/articles/hafen").text

    assert 'href="#corrections"' in page
    assert "/articles/ferry" not in page
    assert client.get("/articles/hafen/history").status_code == 200


def test_a_retraction_without_a_reason_leads_from_a_translation_to_the_original(client: FlaskClient) -> None:
    original = publish_all(CorrectionKind.RETRACTION)
    make_article("Fähre", slug="hafen", language="de", translation_of_id=original.id)

    assert 'href="/articles/ferry#corrections"' in client.get("/articles/hafen").text
