"""A text says its language and direction where the page says another one, on every page where a headline stands."""

import re
from datetime import UTC, datetime
from html import unescape
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.models import Article, SlugRedirect
from blog.pictures.social_cards.card_names import CardSite, article_card
from blog.text.markdown import render
from blog.text.quotation_marks import marks_of
from blog.web.formatting.memoized import lang_attribute, language_attributes
from tests.articles.corrections.correction_factories import make_correction
from tests.delivery.mail_factories import alert_for, compose, html_of, text_of
from tests.factories import NOW, make_article, make_person, make_topic, save
from tests.pictures.picture_factories import make_picture
from tests.settings import change_settings


def publish(slug: str, headline: str, text: str = "Слово. ", **more: Any) -> Article:
    return make_article(headline, slug=slug, text=text, body_html=render(text).html, **more)


@pytest.mark.parametrize(
    ("tag", "attributes"), [("", ""), ("en", ""), ("de", ' lang="de"'), ("ar", ' lang="ar" dir="rtl"')]
)
def test_nothing_is_said_that_the_page_says(app: Flask, tag: str, attributes: str) -> None:
    article = SimpleNamespace(language=tag)

    assert language_attributes(article) == attributes
    assert attributes.startswith(lang_attribute(article))


def test_the_pages_and_the_articles_of_a_site_may_have_two_languages(app: Flask) -> None:
    change_settings(app, content_language="he")

    assert language_attributes(SimpleNamespace(language="")) == ' lang="he" dir="rtl"'
    assert language_attributes(SimpleNamespace(language="en")) == ""


def test_a_headline_has_its_language_wherever_it_stands(client: FlaskClient) -> None:
    topic, author = make_topic(slug="food"), make_person(slug="anna")
    about = {"topics": [topic], "author": author, "standfirst": "Перше", "language": "uk"}
    publish("older", "Борщ", **about)
    shown = publish("newer", "Сало", **about)
    make_correction(shown)

    for page in ("/", "/topics/food", "/authors/anna", "/corrections/", "/articles/newer"):
        text = client.get(page).text
        for line in re.findall(r"<(?:h\d|p|span)[^>]*>(?:<a [^>]*>)?(?:Борщ|Сало|Перше)", text):
            assert 'lang="uk"' in line, (page, line)
        assert 'lang="uk"' in text, page


def test_an_article_in_the_language_of_the_site_says_nothing_more(client: FlaskClient) -> None:
    publish("tea", "Tea", "Tea is hot.\n\n- And green.", standfirst="Hot.")

    for page in ("/", "/articles/tea"):
        shown = client.get(page).text.partition("</head>")[2]
        assert not re.findall(r"<[^>]* lang=", shown)
    assert '<div class="prose"' in shown
    assert "dir=" not in re.search(r'<div class="prose".*?</div>', shown, re.DOTALL)[0]


def test_an_arabic_article_runs_from_right_to_left_block_by_block(client: FlaskClient) -> None:
    publish("apple", "آبل", "Apple تعلن\n\nقالت الشركة\n\n- أول", language="ar")

    prose = re.search(r'<div class="prose".*?</ul>', client.get("/articles/apple").text, re.DOTALL)[0]

    assert re.match(r'<div class="prose"\s+lang="ar" dir="rtl"', prose)
    assert '<p dir="ltr">Apple' in prose
    assert prose.count("dir=") == 2


def test_quotes_are_those_of_the_language_in_every_text_of_an_article(client: FlaskClient) -> None:
    text = 'Er sagte: "Wort".'
    words = {"standfirst": text, "lead_caption": text, "lead_picture": make_picture("Boot"), "lead_alt": "Boot"}
    article = publish("wort", text, text, language="de", **words)
    article.body_html = render(text, marks=marks_of("de")).html

    shown = {path: unescape(client.get(path).text) for path in ("/articles/wort", "/", "/feed.atom", "/feed.rss")}
    mail, card = compose(alert_for(article)), article_card(article, CardSite("News", "", "news.example.org"))
    texts = [*shown.values(), client.get("/articles/wort.txt").text, text_of(mail), html_of(mail)]
    texts += [mail["Subject"], card.headline]

    assert [one for one in texts if "„Wort“" not in one or '"Wort"' in one] == []
    assert shown["/articles/wort"].count("„Wort“") >= 8
    assert client.get("/feed.json").json["items"][0]["title"] == "Er sagte: „Wort“."


def test_programs_are_told_the_language(client: FlaskClient) -> None:
    now = datetime.now(UTC)
    publish("borscht", "Борщ", language="uk", published_at=now)
    publish("hot-tea", "熱茶", "熱茶。", language="zh-Hant", published_at=now)
    publish("tea", "Tea", "Tea.", published_at=now)

    page, news = client.get("/articles/borscht").text, client.get("/sitemap-news.xml").text
    atom, rss, feed = (client.get(f"/feed.{kind}") for kind in ("atom", "rss", "json"))

    assert '"inLanguage": "uk"' in page
    assert re.findall(r"<news:language>([^<]*)", news).count("en") == 1
    assert {"uk", "zh-tw"} <= set(re.findall(r"<news:language>([^<]*)", news))
    assert sorted(re.findall(r'xml:lang="([^"]*)"', atom.text)) == ["en", "uk", "zh-Hant"]
    assert sorted(re.findall(r"<dc:language>([^<]*)", rss.text)) == ["uk", "zh-Hant"]
    assert [item.get("language") for item in feed.json["items"]].count(None) == 1
    assert '<div lang="uk" dir="ltr">' in feed.text.replace('\\"', '"')
    for suffix, tag in (("borscht.txt", "uk"), ("borscht.md", "uk"), ("tea.txt", "en")):
        assert client.get(f"/articles/{suffix}").headers["Content-Language"] == tag


def test_an_address_in_its_own_script_is_encoded_wherever_it_stands(client: FlaskClient) -> None:
    topic, author = make_topic("Їжа", slug="їжа"), make_person("Оля", slug="оля")
    article = publish("київ", "Київ", topics=[topic], author=author, published_at=datetime.now(UTC))
    save(SlugRedirect(slug="москва", article_id=article.id, created_at=NOW))
    address = f"/articles/{quote('київ')}"

    paths = ("/", address, "/feed.atom", "/feed.rss", "/feed.json", f"{address}.txt", "/sitemap-news.xml")
    paths += ("/sitemap-articles-1.xml", "/sitemap-pages.xml", f"/topics/{quote('їжа')}", f"/authors/{quote('оля')}")
    shown = {path: client.get(path) for path in paths}
    texts = [answer.text for answer in shown.values()] + [html_of(compose(alert_for(article)))]
    moved = client.get(f"/articles/{quote('москва')}")
    chosen = client.post("/choices", data={"size": "4", "back": "/articles/київ"})

    assert {path for path, answer in shown.items() if answer.status_code != 200} == set()
    assert [
        found for text in texts for found in re.findall(r"(?<!value=\")/(?:articles|topics|authors)/[^\x00-\x7f]", text)
    ] == []
    assert all(address in text or "/feed" in text for text in texts[:2])
    assert chosen.location == address
    assert (moved.status_code, moved.location) == (301, address)
    assert f'href="/topics/{quote("їжа")}" aria-current' in shown[f"/topics/{quote('їжа')}"].text
