"""No letter lies beyond an edge that clips it, and nothing is wider than the window, on any kind of public page."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from blog.authoring.drafts.bylines import set_coauthors
from blog.database import db
from blog.models import Revision, Role
from tests.audit import IS_AUDIT
from tests.factories import NOW, make_article, make_person
from tests.kinds import REFUSED, furnish_pages
from tests.system.inside import inside
from tests.system.newsroom import Newsroom

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("reading")]
Visit = Callable[..., Page]
WIDTHS = (320, 360, 390, 412, 600, 768, 1024, 1280) if IS_AUDIT else (320, 390, 1280)
NAMES = ("Tomás Oyelaran", "Bartholomew Featherstonehaugh-Cholmondeley", "Noor Blankers")
CLIPPED = """() => {
    const inset = (style, box) => {
        const found = /^inset\\(([^)]+)\\)/.exec(style.clipPath);
        if (!found) return null;
        const [top, right = top, bottom = top, left = right] = found[1].split(" ").map(parseFloat);
        return { left: box.left + left, right: box.right - right, top: box.top + top, bottom: box.bottom - bottom };
    };
    const hides = (value) => value === "hidden" || value === "clip";
    const wrong = new Set();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const text = walker.currentNode;
        const owner = text.parentElement;
        if (!text.data.trim() || !owner.checkVisibility({ visibilityProperty: true })) continue;
        if (owner.closest(".visually-hidden, [aria-hidden=true], script, style, select, textarea")) continue;
        const range = document.createRange();
        range.selectNodeContents(text);
        const letters = [...range.getClientRects()].filter((box) => box.width > 1);
        for (let around = owner; around; around = around.parentElement) {
            const style = getComputedStyle(around);
            if (style.overflowX === "auto" || style.overflowX === "scroll") break;
            const box = around.getBoundingClientRect();
            const edge = inset(style, box) ?? (hides(style.overflowX) ? box : null);
            if (edge && letters.some((one) => one.left < edge.left - 1 || one.right > edge.right + 1))
                wrong.add(`${text.data.trim().slice(0, 40)} in ${around.className || around.tagName}`);
        }
    }
    const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    return wide > 0 ? [...wrong, `${wide} pixels too wide`] : [...wrong];
}"""


def sign_with_many_names(site: Newsroom) -> None:
    """Publish an article whose byline wraps at every width, and whose history has two versions."""
    with inside(site):
        first, *others = (
            make_person(name, Role.AUTHOR, address=f"{at}@names.example") for at, name in enumerate(NAMES)
        )
        article = make_article("The river gets its bends back", 1, author=first, slug="many-names")
        set_coauthors(db.session, article, [person.id for person in others])
        for number, words in ((8, "The river bends."), (9, "The river bends again.")):
            state = {"headline": article.headline, "body_markdown": words, "is_public": True}
            db.session.add(Revision(article_id=article.id, number=number, saved_at=NOW, **state))
        db.session.commit()


def test_no_words_are_clipped_and_no_page_is_too_wide(site: Newsroom, visitor: Visit) -> None:
    page = visitor(site, "/healthz")
    sign_with_many_names(site)
    with inside(site):
        paths = [*furnish_pages(), *REFUSED, "/articles/many-names", "/articles/many-names/history"]

    found = {}
    for path in paths:
        page.goto(path)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            if wrong := page.evaluate(CLIPPED):
                found[f"{path} at {width}"] = wrong

    assert found == {}
