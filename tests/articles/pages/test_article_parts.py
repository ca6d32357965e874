"""What stands over the text of an article and below it."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.models import CorrectionKind, Frequency
from blog.subscriptions.signup_wording import offer, promise_mail, promise_topic
from blog.subscriptions.targets import Target
from tests.articles.corrections.correction_factories import make_correction
from tests.articles.photos import make_photo
from tests.factories import make_article, make_topic
from tests.settings import change_settings


def parts(html: str, *marks: str) -> list[str]:
    """Return *marks* in the order in which they stand in *html*."""
    assert all(mark in html for mark in marks), [mark for mark in marks if mark not in html]
    return sorted(marks, key=html.index)


@pytest.mark.parametrize("is_first", [False, True])
def test_the_standfirst_stands_after_the_photo_or_under_the_headline(
    app: Flask, client: FlaskClient, is_first: bool
) -> None:
    make_article(slug="ferry", standfirst="What was decided.", **make_photo())
    change_settings(app, standfirst_under_headline=is_first)

    html = client.get("/articles/ferry").text

    standfirst, byline, photo = '"article__standfirst"', 'class="byline"', "lead-photo"
    order = [standfirst, byline, photo] if is_first else [byline, photo, standfirst]
    assert parts(html[html.index("<h1") :], *order) == order
    assert html.count(standfirst) == 1


@pytest.mark.parametrize(
    ("size", "is_narrow"), [((1600, 1000), False), ((1000, 1000), False), ((900, 1350), True), ((500, 300), True)]
)
def test_an_upright_and_a_small_photo_keep_to_the_text(
    client: FlaskClient, size: tuple[int, int], is_narrow: bool
) -> None:
    make_article(slug="ferry", **make_photo(width=size[0], height=size[1]))

    assert ("lead-photo--narrow" in client.get("/articles/ferry").text) == is_narrow


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("he", "rtl"), ("fr", None), ("", None)])
def test_an_article_that_runs_against_its_page_is_mirrored(
    client: FlaskClient, language: str, direction: str | None
) -> None:
    make_article(slug="ferry", language=language)

    html = client.get("/articles/ferry").text

    assert ("page--mirrored" in html) == bool(direction)
    assert re.search(r'<article class="article"(?: dir="(\w+)")?>', html)[1] == direction


def test_four_related_articles_have_their_photos_but_not_one_that_was_retracted(client: FlaskClient) -> None:
    topic = make_topic()
    make_article(slug="ferry", topics=[topic])
    for number in range(1, 8):
        photo = make_photo(key=f"{number}" * 32, formats=["avif", "webp", "jpg"]) if number != 3 else {}
        kin = make_article(f"Kin {number}", number, slug=f"kin-{number}", topics=[topic], **photo)
        if number == 4:
            make_correction(kin, kind=CorrectionKind.RETRACTION)

    html = client.get("/articles/ferry").text

    related = html[html.index("related-heading") : html.index("</section>", html.index("related-heading"))]
    assert re.findall(r"<a href=\"/articles/(kin-\d)", related) == ["kin-2", "kin-3", "kin-4", "kin-5"]
    assert re.findall(r'src="/media/(\d)\d+/', related) == ["2", "5"]
    assert re.findall(r'type="image/avif" srcset="/media/(\d)\d+/', related) == ["2", "5"]


def test_the_box_says_the_consent_of_either_choice_word_for_word(client: FlaskClient) -> None:
    topic = make_topic("Tea & Cake", slug="tea")
    make_article(slug="ferry", topics=[topic])

    html = client.get("/articles/ferry").text

    box = html[html.index('<section class="stay-informed"') :]
    target = Target("topic", topic.id, topic.slug, topic.name)
    for words in (promise_mail(Frequency.INSTANT), promise_mail(Frequency.INSTANT, target)):
        assert words.replace("&", "&amp;").replace("'", "&#39;") in box
    assert '<input type="hidden" name="topic" value="tea">' in box
    assert re.findall(r'name="about" value="(\w+)"( checked)?', box) == [("site", " checked"), ("this", "")]


def test_the_promise_of_a_topic_is_that_of_its_target(app: Flask) -> None:
    with app.test_request_context():
        promise = promise_topic(Frequency.WEEKLY, "tea", "Tea")

        assert promise.startswith(offer(Target("topic", 7, "tea", "Tea")))
        assert promise == promise_mail(Frequency.WEEKLY, Target("topic", 7, "tea", "Tea"))


def test_without_a_topic_there_is_nothing_to_choose(client: FlaskClient) -> None:
    make_article(slug="ferry")

    assert 'name="about"' not in client.get("/articles/ferry").text
