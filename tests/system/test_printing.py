"""An article on paper: what is read, where it stands, and nothing that is pressed."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from blog.database import db
from blog.models import Article, CorrectionKind
from tests.articles.corrections.correction_factories import make_correction
from tests.factories import NOW
from tests.system.browser import DESK
from tests.system.inside import inside
from tests.system.newsroom import Newsroom

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("reading")]
ARTICLE = "/articles/the-annual-report"
BODY = '<p>See <a href="https://example.org/report">the report</a> and <a href="#note-1">1</a>.</p>' * 8
CORRECTED = "water-for-the-upper-valley"
SHOWN = r"all => all.filter((one) => one.checkVisibility()).map((one) => one.textContent.replace(/\s+/g, ' ').trim())"
GROUND = "getComputedStyle(document.documentElement).backgroundColor"


def test_an_article_is_printed_with_its_address_and_without_controls(
    site: Newsroom, visitor: Callable[..., Page]
) -> None:
    page = visitor(site, ARTICLE, viewport=DESK, color_scheme="dark")
    page.locator("summary", has_text="Reading settings").click()
    page.get_by_role("button", name="High", exact=True).click()
    page.locator(".prose").evaluate("(prose, body) => (prose.innerHTML = body)", BODY)
    address = page.locator("link[rel=canonical]").get_attribute("href")

    page.emulate_media(media="print", color_scheme="dark")

    shown = page.locator("button, input, select, summary, nav, form").evaluate_all(
        "all => all.filter((one) => one.checkVisibility()).map((one) => one.outerHTML)"
    )
    assert shown == []
    for part in ("h1", ".byline time", ".lead-photo img"):
        expect(page.locator(part).first).to_be_visible()
    expect(page.locator(".byline").first).to_contain_text("1-min read")
    expect(page.locator(".article__source")).to_contain_text(f"{address}")
    after = page.locator(".prose a").evaluate_all("all => all.map((a) => getComputedStyle(a, '::after').content)")
    assert after[:2] == ['" [https://example.org/report]"', "none"]
    assert page.evaluate(GROUND) == "rgb(255, 255, 255)"


def test_a_short_article_is_one_sheet(site: Newsroom, visitor: Callable[..., Page]) -> None:
    page = visitor(site, ARTICLE)

    sheet = page.pdf(format="A4")

    assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 1


@pytest.fixture
def corrected(site: Newsroom) -> Iterator[str]:
    """The address of an article with a topic, a retraction, a correction and a struck clarification."""
    with inside(site):
        article = db.session.query(Article).filter_by(slug=CORRECTED).one()
        struck = {"struck_at": NOW, "strike_reason": "It was clear."}
        rows = [make_correction(article), make_correction(article, 2, kind=CorrectionKind.CLARIFICATION, **struck)]
        rows.append(make_correction(article, 3, kind=CorrectionKind.RETRACTION, explanation="The source lied."))
        db.session.commit()
        yield f"/articles/{CORRECTED}"
        for row in rows:
            db.session.delete(row)
        db.session.commit()


def test_paper_says_the_topic_and_what_was_wrong(site: Newsroom, visitor: Callable[..., Page], corrected: str) -> None:
    page = visitor(site, corrected)

    page.emulate_media(media="print")

    assert page.locator(".article-bar .kicker").evaluate_all(SHOWN) == ["Grants"]
    [retraction] = page.locator(".retraction").evaluate_all(SHOWN)
    assert retraction.startswith("This article has been retracted The source lied. Retracted May 4")
    assert page.locator(".retraction a").evaluate_all(SHOWN) == []
    [top] = page.locator(".corrected-line").evaluate_all(SHOWN)
    assert top.startswith("Corrected May 4")
    first, struck, last = page.locator(".correction").evaluate_all(SHOWN)
    assert "on Tuesday" in first
    assert "on Monday" in first
    assert "Struck" in struck
    assert "It was clear." in struck
    assert "The source lied." in last
    assert page.locator(".corrections__more").evaluate_all(SHOWN) == []
    assert page.locator(".correction").first.evaluate("one => getComputedStyle(one).breakInside") == "avoid"
