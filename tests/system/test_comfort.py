"""What a reader changes about the page: it takes effect at once, holds, and needs no script."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.system.browser import DESK, PHONE, axe_faults
from tests.system.newsroom import Newsroom

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("reading")]
Visit = Callable[..., Page]
ARTICLE = "/articles/water-for-the-upper-valley"
NEXT = "/articles/the-annual-report"
STRICTEST = {"runOnly": {"type": "rule", "values": ["color-contrast-enhanced"]}}


def style(page: Page, name: str, selector: str = ".prose p") -> str:
    return str(page.locator(selector).first.evaluate("(e, name) => getComputedStyle(e)[name]", name))


def open_panel(page: Page) -> None:
    page.locator("summary", has_text="Reading settings").click()


def choose(page: Page, legend: str, words: str) -> None:
    page.locator("#comfort").get_by_role("group", name=legend).get_by_role("button", name=words, exact=True).click()


def test_each_choice_acts_at_once_is_said_and_holds(site: Newsroom, visitor: Visit) -> None:
    page = visitor(site, ARTICLE, viewport=PHONE)
    before = {name: style(page, name) for name in ("lineHeight", "fontFamily", "color")}
    open_panel(page)
    page.evaluate("window.isSamePage = true")

    choose(page, "Line spacing", "Loose")
    choose(page, "Typeface", "Legible")
    choose(page, "Contrast", "High")
    choose(page, "Column width", "Narrow")

    assert page.evaluate("window.isSamePage")
    expect(page.locator(".comfort__form [role=status]")).to_have_text("Column width: Narrow")
    expect(page.locator("#comfort [name=face][value=legible]")).to_have_attribute("aria-pressed", "true")
    assert all(style(page, name) != value for name, value in before.items())
    restarted = visitor(site, NEXT, storage_state=page.context.storage_state())
    assert all(style(restarted, name) != value for name, value in before.items())


def test_one_button_sets_everything_back(site: Newsroom, visitor: Visit) -> None:
    page = visitor(site, ARTICLE)
    page.get_by_role("button", name="Larger text").click()
    open_panel(page)
    for legend, words in (("Typeface", "Sans serif"), ("Theme", "Dark"), ("Line spacing", "Tight")):
        choose(page, legend, words)

    page.get_by_role("button", name="Reset").click()
    left = page.context.cookies()
    page.keyboard.press("Escape")

    assert left == []
    expect(page.locator("html")).to_have_attribute("data-text-size", "2")
    expect(page.locator("#comfort")).to_be_hidden()
    expect(page.locator("footer").get_by_role("button", name="Automatic")).to_have_attribute("aria-pressed", "true")


def test_without_script_a_choice_comes_back_with_the_panel_open(site: Newsroom, visitor: Visit) -> None:
    page = visitor(site, ARTICLE, java_script_enabled=False)
    open_panel(page)
    choose(page, "Column width", "Wide")
    expect(page.locator("#comfort")).to_be_visible()
    choose(page, "Typeface", "Sans serif")
    page.goto(NEXT)

    expect(page.locator("html[data-measure=wide][data-face=sans]")).to_have_count(1)


@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["phone", "desk"])
def test_the_open_panel_has_no_fault_and_moves_nothing(site: Newsroom, visitor: Visit, screen: dict[str, int]) -> None:
    page = visitor(site, ARTICLE, viewport=screen, reduced_motion="reduce")
    before = page.locator("h1").bounding_box()
    open_panel(page)
    choose(page, "Contrast", "High")

    assert page.locator("h1").bounding_box() == before
    assert page.evaluate("document.documentElement.scrollWidth") <= screen["width"]
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        assert axe_faults(page) == []
        assert strict_faults(page) == []


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_the_open_panel_leaves_half_of_the_window_to_the_text(site: Newsroom, visitor: Visit, width: int) -> None:
    page = visitor(site, ARTICLE, viewport={"width": width, "height": 720})
    page.locator(".article__standfirst").scroll_into_view_if_needed()
    open_panel(page)

    panel = page.locator(".comfort").bounding_box()

    assert panel is not None
    assert panel["y"] >= 360
    assert panel["y"] + panel["height"] == 720
    open_panel(page)
    expect(page.locator("#comfort")).to_be_hidden()


def test_who_asks_the_system_for_more_contrast_gets_it(site: Newsroom, visitor: Visit) -> None:
    page = visitor(site, ARTICLE, contrast="more")
    asked = style(page, "color", "body")
    open_panel(page)
    choose(page, "Contrast", "Normal")

    assert (asked, style(page, "color", "body")) == ("rgb(0, 0, 0)", "rgb(26, 23, 20)")


def strict_faults(page: Page) -> list[Any]:
    """Return what has less contrast than 7 to 1, or 4.5 to 1 where it is large (WCAG 1.4.6)."""
    found = Axe().run(page, options=STRICTEST).response["violations"]
    return [node["html"] for fault in found for node in fault["nodes"]]


def test_what_is_chosen_is_seen_where_the_system_sets_the_colours(site: Newsroom, visitor: Visit) -> None:
    page = visitor(site, "/articles/the-annual-report")
    page.emulate_media(forced_colors="active")
    page.locator(".comfort > summary").click()

    grounds = page.locator(".comfort__row").evaluate_all(
        "rows => rows.map(row => [...row.querySelectorAll('button')].map(one => getComputedStyle(one).backgroundColor))"
    )

    assert grounds
    assert [row for row in grounds if len(set(row)) != 2] == []
