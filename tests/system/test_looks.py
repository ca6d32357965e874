"""What meets the eye on the first screen, and that nothing moves afterwards."""

from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from blog.text.markdown import render
from tests.factories import NOW, make_article
from tests.system.browser import DESK, PHONE
from tests.system.inside import inside
from tests.system.newsroom import Newsroom
from tests.system.picturestories import STORIES, tell_stories
from tests.system.slowly import served_slowly

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("reading")]
Visit = Callable[..., Page]
FIRST_LINE = """() => {
    const range = document.createRange()
    range.selectNodeContents(document.querySelector(".prose p"))
    return range.getClientRects()[0].bottom
}"""
PIECES = (
    b"<main",
    b'<p class="kicker',
    b'<article class="',
    b"<h1",
    b'<div class="article__opening',
    b'<div class="prose',
)
SHIFTS = """(() => {
    window.shifts = []
    new PerformanceObserver(list => {
        for (const entry of list.getEntries())
            window.shifts.push(...entry.sources.map(source => `${source.node?.nodeName} ${source.node?.className}`))
    }).observe({type: "layout-shift", buffered: true})
})()"""


@pytest.fixture(scope="module")
def stories(site: Newsroom) -> Newsroom:
    """The newsroom with photos and long headlines."""
    tell_stories(site)
    return site


@pytest.mark.parametrize("height", [657, 720, 900])
def test_a_lead_photo_reaches_from_the_text_to_the_end_of_the_page_whatever_the_height(
    stories: Newsroom, visitor: Visit, height: int
) -> None:
    page = visitor(stories, "/healthz", viewport={"width": 1366, "height": height})

    edges = {}
    for slug in STORIES:
        page.goto(f"/articles/{slug}", wait_until="domcontentloaded")
        # The bar ends where the page ends.
        photo, text, bar = map(edges_of(page), (".lead-photo img", ".prose", ".article-bar"))
        edges[slug] = photo == (text[0], text[1] if slug == "portrait" else bar[1])

    assert set(edges.values()) == {True}


def edges_of(page: Page) -> Callable[[str], tuple[int, int]]:
    """Return what says where an element of *page* begins and ends in its line, in pixels."""

    def edges(selector: str) -> tuple[int, int]:
        box = page.locator(selector).bounding_box()
        assert box is not None, selector
        return round(box["x"]), round(box["x"] + box["width"])

    return edges


def first_line(page: Page, slug: str, wait_until: Literal["load", "domcontentloaded"] = "load") -> float:
    page.goto(f"/articles/{slug}", wait_until=wait_until)
    return float(page.evaluate(FIRST_LINE))


def test_the_first_line_of_the_text_is_on_the_second_screen_of_a_phone(stories: Newsroom, visitor: Visit) -> None:
    page = visitor(stories, "/healthz", viewport=PHONE)

    lines = {slug: first_line(page, slug) for slug in STORIES}

    assert {slug: line for slug, line in lines.items() if line > 2 * PHONE["height"]} == {}


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_nothing_moves_when_a_photo_arrives(stories: Newsroom, visitor: Visit, viewport: dict[str, int]) -> None:
    early, late = (visitor(stories, "/healthz", viewport=viewport) for _ in range(2))
    early.route("**/media/**", lambda _route: None)

    before = {slug: first_line(early, slug, wait_until="domcontentloaded") for slug in STORIES}
    after = {slug: first_line(late, slug) for slug in STORIES}
    early.unroute_all(behavior="ignoreErrors")

    # A rendition is rounded to whole pixels, so its proportions differ a little from those of the photo.
    assert before == pytest.approx(after, abs=1)


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_nothing_moves_when_a_page_arrives_in_pieces(
    stories: Newsroom, visitor: Visit, viewport: dict[str, int]
) -> None:
    page = visitor(stories, "/healthz", viewport=viewport)
    page.clock.set_fixed_time(NOW)  # "25 minutes ago" does not grow old and long meanwhile.
    page.add_init_script(SHIFTS)

    with served_slowly(stories.address, PIECES) as address:
        shifts = {path: (page.goto(address + path), page.evaluate("shifts"))[1] for path in ("/", "/articles/portrait")}

    assert shifts == {"/": [], "/articles/portrait": []}


def test_nothing_moves_on_a_short_article_without_a_photo(stories: Newsroom, visitor: Visit) -> None:
    with inside(stories):
        make_article("Ferry resumes", 30, slug="ferry", body_html="<p>Boats run every hour.</p>")
    page = visitor(stories, "/healthz", viewport={"width": 1350, "height": 940})
    page.add_init_script(SHIFTS)

    page.goto("/articles/ferry", wait_until="networkidle")

    expect(page.locator(".article__foot .keep button")).to_be_visible()
    assert page.evaluate("shifts") == []


def test_photos_are_shown_whole(stories: Newsroom, visitor: Visit) -> None:
    page = visitor(stories, "/healthz", viewport=DESK)

    for slug, (_, (width, height)) in STORIES.items():
        page.goto(f"/articles/{slug}")
        box = page.locator(".lead-photo img").bounding_box()
        assert box is not None
        assert box["width"] / box["height"] == pytest.approx(width / height, rel=0.01), slug


def test_the_first_headline_stands_within_the_first_200_pixels_of_content(stories: Newsroom, visitor: Visit) -> None:
    for viewport in (DESK, PHONE):
        page = visitor(stories, "/", viewport=viewport)
        main, headline = (page.locator(selector).first.bounding_box() for selector in ("main", "main h1"))

        assert main is not None
        assert headline is not None
        assert headline["y"] - main["y"] < 200


def test_a_wide_table_scrolls_and_its_rows_stay_low_on_a_phone(stories: Newsroom, visitor: Visit) -> None:
    cells = [f"| {' | '.join(['12.5'] * 8)} | Measured on Monday at the weir, and again on Tuesday |"] * 3
    text = "\n".join([f"| {' | '.join('ABCDEFGH')} | Remarks of the team |", f"{'| --- ' * 9}|", *cells])
    with inside(stories):
        make_article("Nine columns", 30, slug="nine", body_html=render(text).html)
    page = visitor(stories, "/articles/nine", viewport=PHONE)

    heights = page.locator(".prose tr").evaluate_all("rows => rows.map(row => row.offsetHeight)")

    assert max(heights) < 100
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
