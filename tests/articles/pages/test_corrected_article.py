"""What the top of an article says of corrections and updates."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from blog.models import CorrectionKind
from tests.articles.corrections.correction_factories import make_correction
from tests.factories import NOW, make_article


def head_of(client: FlaskClient, path: str) -> str:
    html = client.get(path).get_data(as_text=True)
    return re.search(r'<header class="article__head">(.*?)</header>', html, re.DOTALL)[1]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (CorrectionKind.CORRECTION, "Corrected on May 4, 2026: see what was wrong"),
        (CorrectionKind.CLARIFICATION, "Clarified on May 4, 2026: see what was unclear"),
    ],
)
def test_a_line_under_the_byline_leads_to_the_correction(client: FlaskClient, kind: CorrectionKind, words: str) -> None:
    article = make_article(slug="ferry")
    make_correction(article, kind=kind)

    head = head_of(client, "/articles/ferry")

    link = re.search(r'<a href="#corrections">(.*?)</a>', head, re.DOTALL)
    assert link
    assert link[1].strip() == words
    assert head.index("Maren Holt") < link.start()
    assert 'id="corrections"' in client.get("/articles/ferry").get_data(as_text=True)


def test_a_struck_correction_is_named_at_the_top_no_more(client: FlaskClient) -> None:
    make_correction(make_article(slug="ferry"), struck_at=NOW, strike_reason="It was right.")

    assert "#corrections" not in head_of(client, "/articles/ferry")


@pytest.mark.parametrize(("hours", "is_told"), [(0, False), (5, True)])
def test_updated_stands_beside_the_date_once_there_was_an_update(
    client: FlaskClient, hours: int, is_told: bool
) -> None:
    make_article(slug="ferry", updated_at=NOW + timedelta(hours=hours))

    head = head_of(client, "/articles/ferry")

    assert ('Updated <time datetime="2026-05-04T14:30:00Z">' in head) == is_told
