"""Fields for search engines and shared links: what is refused beside its field, and what becomes of the rest."""

import pytest
from sqlalchemy import select

from blog.database import db
from blog.models import Article
from tests.authoring.conftest import Desk

NEW = "/desk/articles/new"
TYPED = {
    "meta_description": "Herons & what they <count> for",
    "social_title": "63 herons",
    "social_description": "A morning at the river",
    "is_card_drawn": "y",
    "canonical_url": "https://elsewhere.example/herons",
    "is_noindex": "y",
}


def test_what_is_said_to_search_engines_and_in_links_is_saved_and_shown_again(desk: Desk) -> None:
    saved = desk.post(NEW, headline="Herons", body="Many.", **TYPED)

    article = db.session.scalars(select(Article)).one()
    assert {name: getattr(article, name) for name in TYPED} == {**TYPED, "is_card_drawn": True, "is_noindex": True}
    page = desk.get(saved.location).text
    assert "Herons &amp; what they &lt;count&gt; for" in page
    assert page.count(" checked ") == 2


@pytest.mark.parametrize(
    "address",
    [
        "herons",
        "/articles/herons",
        "javascript:alert(1)",
        "ftp://example.org/x",
        "https://",
        "https://me@example.org/",
        "https://example.org:port/",
        "https://[::1/",
    ],
)
def test_an_address_that_no_search_engine_could_open_is_refused_and_kept(desk: Desk, address: str) -> None:
    answer = desk.post(NEW, headline="Herons", body="Many.", canonical_url=address)

    assert answer.status_code == 422
    assert 'id="canonical_url-error"' in answer.text
    assert "Many." in answer.text
    assert db.session.scalars(select(Article)).all() == []


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("https://zürich.example/größe?q=ä", "https://xn--zrich-kva.example/gr%C3%B6%C3%9Fe?q=%C3%A4"),
        ("https://example.org/<b>", "https://example.org/%3Cb%3E"),
        ("https://example.org/a\\b", "https://example.org/a%5Cb"),
    ],
)
def test_an_address_in_any_script_is_written_as_headers_carry_it(desk: Desk, typed: str, stored: str) -> None:
    desk.post(NEW, headline="Herons", body="Many.", canonical_url=typed)

    assert db.session.scalars(select(Article)).one().canonical_url == stored


@pytest.mark.parametrize(("name", "limit"), [("meta_description", 300), ("social_title", 200), ("canonical_url", 500)])
def test_what_is_too_long_is_refused_beside_its_field(desk: Desk, name: str, limit: int) -> None:
    answer = desk.post(NEW, headline="Herons", **{name: "https://a.example/".ljust(limit + 1, "x")})

    assert answer.status_code == 422
    assert f'id="{name}-error"' in answer.text
