"""What pages tell search engines, and the cards of links."""

import json
import re
from datetime import datetime, timedelta
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient

from blog.models import Correction, CorrectionKind
from blog.text.markdown import render
from tests.articles.photos import make_photo
from tests.factories import NOW, make_article, make_person, make_topic, save

SITE = "https://news.example.org"
PNG = re.compile(rf"{SITE}/cards/[a-z0-9]+/[0-9a-f]{{20}}\.png")
NEWS = {
    "@type": "NewsArticle",
    "headline": "Herons",
    "description": "What the board decided, and why.",
    "image": [
        {
            "@type": "ImageObject",
            "url": f"{SITE}/media/{'a' * 32}/1200.jpg",
            "width": 1200,
            "height": 750,
            "caption": "Heron at dawn",
            "creditText": "Ada Lind",
        }
    ],
    "datePublished": "2026-05-04T09:30:00+00:00",
    "dateModified": "2026-05-04T11:30:00+00:00",
    "author": [{"@type": "Person", "name": "Maren Holt", "url": f"{SITE}/authors/maren"}],
    "mainEntityOfPage": f"{SITE}/articles/one",
    "articleSection": ["Rivers"],
    "keywords": ["Rivers", "Weirs"],
    "inLanguage": "en",
    "wordCount": 9,
    "isAccessibleForFree": True,
    "correction": [
        {"@type": "CorrectionComment", "text": "It was Monday.", "datePublished": "2026-05-04T09:30:00+00:00"}
    ],
}
"""Every field of an article with photo, topics and correction."""


def facts_of(client: FlaskClient, path: str) -> dict[str, Any]:
    html = client.get(path).get_data(as_text=True)
    [found] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    return json.loads(found)


def metas_of(client: FlaskClient, path: str) -> dict[str, str]:
    html = client.get(path).get_data(as_text=True)
    return {
        name: unescape(said) for name, said in re.findall(r'<meta (?:property|name)="(.*?)" content="(.*?)">', html)
    }


def test_the_facts_are_valid_json_whatever_the_headline(client: FlaskClient) -> None:
    headline = "</script><script>alert(`1`)</script> & “quotes” <!--\u2028"
    make_article(headline, slug="one", topics=[make_topic("</script>")])

    news, way = facts_of(client, "/articles/one")["@graph"]

    assert news["headline"] == way["itemListElement"][-1]["name"] == headline
    assert news["keywords"] == ["</script>"]


def test_an_article_has_every_field_that_news_search_engines_ask_for(client: FlaskClient) -> None:
    author, topics = make_person("Maren Holt", slug="maren"), [make_topic("Rivers", slug="rivers"), make_topic("Weirs")]
    photo = make_photo()
    changed = {"updated_at": NOW + timedelta(hours=2), "word_count": 9}
    article = make_article("Herons", slug="one", author=author, topics=topics, **photo, **changed)
    make_correction(article, explanation="It was Monday.")
    make_correction(article, explanation="Struck.", struck_at=NOW, strike_reason="No.")

    [news, _] = facts_of(client, "/articles/one")["@graph"]

    publisher = news.pop("publisher")
    assert publisher["@type"] == "NewsMediaOrganization"
    assert (publisher["name"], publisher["url"]) == ("IFBG News", f"{SITE}/")
    assert publisher["correctionsPolicy"] == f"{SITE}/corrections/"
    assert PNG.fullmatch(publisher["logo"]["url"])
    assert (publisher["logo"]["width"], publisher["logo"]["height"]) == (512, 512)
    assert news == NEWS
    assert datetime.fromisoformat(news["datePublished"]).tzinfo is not None


QUESTIONS = "::: questions\n### Who *pays*?\n\nAll[^1].\n\n- At once\n\n### When?\nSoon.\n:::\n\n[^1]: Note"


def test_questions_with_answers_are_told_to_search_engines(client: FlaskClient) -> None:
    make_article(slug="one", body_html=render(QUESTIONS).html)

    [faq] = [part for part in facts_of(client, "/articles/one")["@graph"] if part["@type"] == "FAQPage"]
    assert faq == {
        "@type": "FAQPage",
        "mainEntity": [
            {
                "@type": "Question",
                "name": "Who pays?",
                "acceptedAnswer": {"@type": "Answer", "text": "All. At once"},
            },
            {"@type": "Question", "name": "When?", "acceptedAnswer": {"@type": "Answer", "text": "Soon."}},
        ],
    }


@pytest.mark.parametrize("text", ["words", "::: questions\n### Who?\n:::", QUESTIONS.replace("When", "Who pays")])
def test_questions_that_a_search_engine_would_refuse_are_not_told(client: FlaskClient, text: str) -> None:
    make_article(slug="one", body_html=render(text).html)

    assert [part["@type"] for part in facts_of(client, "/articles/one")["@graph"]][2:] == []


def make_correction(article: Any, **more: Any) -> None:
    values = {"kind": CorrectionKind.CORRECTION, "old_wording": "", "new_wording": "", "corrected_at": NOW}
    save(Correction(article=article, **{**values, **more}))


def test_the_way_to_an_article_leads_over_its_first_topic(client: FlaskClient) -> None:
    make_article("Herons", slug="one", topics=[make_topic("Rivers", slug="rivers")])

    way = facts_of(client, "/articles/one")["@graph"][1]

    assert way["@type"] == "BreadcrumbList"
    assert [(step["position"], step["name"], step["item"]) for step in way["itemListElement"]] == [
        (1, "IFBG News", f"{SITE}/"),
        (2, "Rivers", f"{SITE}/topics/rivers"),
        (3, "Herons", f"{SITE}/articles/one"),
    ]


def test_the_front_page_tells_of_the_site_and_its_newsroom(client: FlaskClient) -> None:
    make_article()

    facts = facts_of(client, "/")
    older = client.get("/?before=99999999999999999-1").text

    assert (facts["@type"], facts["name"], facts["url"]) == ("WebSite", "IFBG News", f"{SITE}/")
    assert facts["publisher"]["correctionsPolicy"] == f"{SITE}/corrections/"
    assert facts["potentialAction"]["target"]["urlTemplate"] == f"{SITE}/search?q={{search_term_string}}"
    assert "ld+json" not in older
    assert "noindex" in older


def test_a_link_to_an_article_with_a_photo_shows_the_photo(client: FlaskClient) -> None:
    make_article("Herons & “reeds”", slug="one", topics=[make_topic("Rivers")], **make_photo())

    metas = metas_of(client, "/articles/one")

    assert metas["og:title"] == "Herons & “reeds”"
    assert metas["og:image"] == f"{SITE}/media/{'a' * 32}/1200.jpg"
    assert (metas["og:image:width"], metas["og:image:height"]) == ("1200", "750")
    assert (metas["og:image:alt"], metas["twitter:card"]) == ("A heron", "summary_large_image")
    assert (metas["og:type"], metas["og:url"], metas["article:section"]) == (
        "article",
        f"{SITE}/articles/one",
        "Rivers",
    )


@pytest.mark.usefixtures("media")
@pytest.mark.parametrize("path", ["/articles/one", "/", "/topics/rivers", "/authors/maren", "/archive/2026/5"])
def test_a_link_without_a_photo_shows_a_card_that_is_there(client: FlaskClient, path: str) -> None:
    make_article("Herons", slug="one", topics=[make_topic(slug="rivers")], author=make_person(slug="maren"))

    metas = metas_of(client, path)
    picture = client.get(metas["og:image"].removeprefix(SITE))

    assert metas["og:url"] == SITE + path
    assert PNG.fullmatch(metas["og:image"])
    assert (metas["og:image:width"], metas["og:image:height"]) == ("1200", "630")
    assert (picture.status_code, picture.content_type) == (200, "image/png")
