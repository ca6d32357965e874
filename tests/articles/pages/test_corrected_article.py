"""What the top of an article says of corrections and updates."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from blog.models import CorrectionKind
from tests.articles.corrections.correction_factories import make_correction
from tests.factories import NOW, make_article, make_topic


def head_of(client: FlaskClient, path: str) -> str:
    html = client.get(path).get_data(as_text=True)
    return re.search(r'<header class="article__head">(.*?)</header>', html, re.DOTALL)[1]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (CorrectionKind.CORRECTION, ["Corrected", "The day was wrong.", "What was wrong"]),
        (CorrectionKind.CLARIFICATION, ["Clarified", "The day was wrong.", "What was unclear"]),
    ],
)
def test_a_line_under_the_byline_leads_to_the_correction(
    client: FlaskClient, kind: CorrectionKind, words: list[str]
) -> None:
    article = make_article(slug="ferry")
    make_correction(article, kind=kind, explanation="The day was wrong.")

    html = client.get("/articles/ferry").get_data(as_text=True)

    line = re.search(r'<p class="corrected-line">(.*?)</p>', html, re.DOTALL)
    assert line
    words_and_time = re.findall(r">\s*([^<>]*\w[^<>]*?)\s*<", line[1])
    assert words_and_time[:1] + words_and_time[2:] == words
    assert '<time datetime="2026-05-04T10:30:00Z" title="May 4, 2026, ' in line[1]
    assert '<a href="#corrections">' in line[1]
    assert html.index("Maren Holt</a>") < line.start() < html.index("</header>", html.index("<h1"))
    assert 'id="corrections"' in html


def test_a_long_explanation_is_left_to_the_list(client: FlaskClient) -> None:
    make_correction(make_article(slug="ferry"), explanation="The day was wrong, and so was the hour. " * 4)

    assert "The day was wrong" not in head_of(client, "/articles/ferry")


def test_a_struck_correction_is_named_at_the_top_no_more(client: FlaskClient) -> None:
    make_correction(make_article(slug="ferry"), struck_at=NOW, strike_reason="It was right.")

    assert "#corrections" not in head_of(client, "/articles/ferry")


@pytest.mark.parametrize(("hours", "is_told"), [(0, False), (5, True)])
def test_updated_stands_beside_the_date_once_there_was_an_update(
    client: FlaskClient, hours: int, is_told: bool
) -> None:
    make_article(slug="ferry", updated_at=NOW + timedelta(hours=hours))

    head = head_of(client, "/articles/ferry")

    assert ('Updated <time datetime="2026-05-04T14:30:00Z"' in head) == is_told


RETRACTED = {"kind": CorrectionKind.RETRACTION, "explanation": "Nobody asked the port."}


def test_a_retracted_article_says_why_over_its_headline_and_asks_nothing(client: FlaskClient) -> None:
    make_correction(make_article(slug="ferry"), old_wording="", new_wording="", **RETRACTED)

    html = client.get("/articles/ferry").get_data(as_text=True)

    body = html[html.index("<main") :]
    box = body[body.index('<section class="retraction"') : body.index("<h1")]
    assert "Nobody asked the port." in box
    assert "/articles/ferry/history" in box
    assert body.count("Nobody asked the port.") == body.count('id="corrections"') == 1
    assert "stay-informed" not in body
    assert "E-mail this" not in body


@pytest.mark.parametrize("path", ["/", "/topics/tea", "/articles/kin"])
def test_a_list_says_why_in_place_of_what_was_claimed(client: FlaskClient, path: str) -> None:
    topic = make_topic("Tea", slug="tea")
    for number, slug in enumerate(("kin", "new", "old", "ferry")):
        article = make_article(age_days=number, slug=slug, standfirst="It sails.", topics=[topic])
    make_correction(article, **RETRACTED)

    html = client.get(path).text

    [row] = [part for part in html.split("<article")[1:] if "card--retracted" in part.partition(">")[0]]
    assert "Nobody asked the port." in row
    assert "It sails." not in row


def test_a_retraction_beside_other_corrections_stands_in_their_list_too(client: FlaskClient) -> None:
    article = make_article(slug="ferry")
    make_correction(article)
    make_correction(article, 2, **RETRACTED)

    html = client.get("/articles/ferry").get_data(as_text=True)

    body = html[html.index("<main") :]
    assert body.count("Nobody asked the port.") == 2
    assert body.count('id="corrections"') == 1


def test_a_retraction_that_was_struck_leaves_the_article_as_it_was(client: FlaskClient) -> None:
    struck = {"struck_at": NOW, "strike_reason": "It held."}
    make_correction(make_article(slug="ferry"), **RETRACTED, **struck)

    html = client.get("/articles/ferry").get_data(as_text=True)

    assert 'class="retraction"' not in html
    assert "stay-informed" in html
    assert "It held." in html
