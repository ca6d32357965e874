"""Where wide pictures, pull quotes and captions stand: beside the text where there is room, and never on it."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from blog.database import db
from tests.factories import make_article
from tests.system.browser import DESK, PHONE, TABLET
from tests.system.inside import inside
from tests.system.newsroom import Newsroom

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("reading")]
Visit = Callable[..., Page]
WORDS = {"en": "The pass was shut, and they waited. " * 9, "ar": "أُغلق الممر وانتظر الجميع في الوادي. " * 9}
QUOTE = '<figure class="pull"><blockquote><p>“We were never brave, we had no choice.”</p></blockquote></figure>'
PHOTO = (
    '<figure class="figure{}"><svg width="1200" height="800" viewBox="0 0 3 2"></svg>'
    "<figcaption>The road in spring, as it was before the slide took it away.</figcaption></figure>"
)
BOXES = """all => all.map(one => { const box = one.getBoundingClientRect();
    return [box.left, box.top, box.right, box.bottom].map(Math.round) })"""
TOUCHING = """() => {
    // What is seen of a paragraph are its lines: its box goes on behind what it flows around.
    const lines = new Range()
    const seen = one => (lines.selectNodeContents(one), lines.getBoundingClientRect())
    const parts = [...document.querySelectorAll(".prose > *, .prose figcaption, .lead-photo > *")]
    const boxes = parts.filter(one => !one.querySelector("figcaption"))
        .map(one => [one.className || one.tagName, one.tagName === "P" ? seen(one) : one.getBoundingClientRect()])
    return boxes.flatMap(([name, a], place) => boxes.slice(place + 1)
        .filter(([, b]) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1)
        .map(([other]) => `${name} on ${other}`))
}"""


@pytest.fixture(scope="module")
def articles(site: Newsroom) -> Iterator[Newsroom]:
    """The newsroom with the same article in two directions: quotes close to each other, and every width of picture."""
    with inside(site):
        rows = [make_article("The pass", 40, slug=f"grid-{tag}", language=tag, body_html=body(tag)) for tag in WORDS]
        db.session.commit()
        yield site
        for row in rows:
            db.session.delete(row)
        db.session.commit()


def body(language: str) -> str:
    """Return an article's HTML with all that stands outside of its column."""
    words = f"<p>{WORDS[language]}</p>"
    pictures = [words + QUOTE + words + PHOTO.format(width) for width in ("", " wide", " full", "")]
    return QUOTE + QUOTE + "".join(pictures) + words + QUOTE


@pytest.mark.parametrize("tag", WORDS)
@pytest.mark.parametrize("size", [2, 5])
@pytest.mark.parametrize("viewport", [PHONE, TABLET, DESK], ids=["phone", "tablet", "desk"])
def test_nothing_lies_on_anything_else(
    articles: Newsroom, visitor: Visit, tag: str, size: int, viewport: dict[str, int]
) -> None:
    page = visitor(articles, f"/articles/grid-{tag}", viewport=viewport)
    page.locator("html").evaluate("(html, size) => (html.dataset.textSize = size)", size)

    assert page.evaluate(TOUCHING) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


@pytest.mark.parametrize("tag", WORDS)
def test_each_width_of_picture_and_a_quote_have_their_place(articles: Newsroom, visitor: Visit, tag: str) -> None:
    page = visitor(articles, f"/articles/grid-{tag}", viewport=DESK)
    is_mirrored = tag == "ar"

    [text] = page.locator(".prose").evaluate_all(BOXES)
    plain, wide, full, _ = page.locator(".prose > .figure").evaluate_all(BOXES)
    quote, *_ = page.locator(".prose > .pull").evaluate_all(BOXES)

    assert (wide[0], wide[2]) == (64, 1216)
    assert (full[0], full[2]) == (0, 1280)
    assert (plain[2] if is_mirrored else plain[0]) == (1216 if is_mirrored else 64)
    assert quote[2] <= text[0] - 30 if is_mirrored else quote[0] >= text[2] + 30
    assert 64 <= quote[0] < quote[2] <= 1216
