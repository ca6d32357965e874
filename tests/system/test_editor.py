"""The writing page as a whole: how much it weighs, how few presses it takes, and for whom it works."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Response, expect

from tests.factories import PASSWORD
from tests.system.browser import DESK, PHONE, axe_faults
from tests.system.newsroom import Newsroom
from tests.system.people import EDITOR, choose_editing_mode

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("desk")]
Visit = Callable[..., Page]
MOST_REQUESTS = 8
MOST_BYTES = 60 * 1024
MOST_ABOVE_THE_TEXT = 300
"""Pixels from the top of a phone's window to the first line of the text."""
WIDE = {"width": 1920, "height": 1080}


def test_the_page_loads_in_few_requests_and_bytes(site: Newsroom, member: Visit, visitor: Visit) -> None:
    known = member(site, "/desk/").context.storage_state()
    page = visitor(site, "/healthz", storage_state=known)
    answers: list[Response] = []

    def note(answer: Response) -> None:
        answers.append(answer)

    page.on("response", note)

    page.goto("/desk/articles/1/edit")
    # The preview beside the text, and the sign that the page is open, which is sent after two seconds.
    expect(page.get_by_role("region", name="Live preview")).to_be_visible()
    page.wait_for_timeout(2500)

    sizes = [answer.request.sizes() for answer in answers]
    assert len(answers) <= MOST_REQUESTS, [answer.url for answer in answers]
    assert sum(size["responseHeadersSize"] + size["responseBodySize"] for size in sizes) <= MOST_BYTES


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no-script"])
def test_three_presses_lead_from_signing_in_to_a_published_article(
    site: Newsroom, visitor: Visit, has_script: bool
) -> None:
    page = visitor(site, "/login", java_script_enabled=has_script)
    choose_editing_mode(page, "markdown")
    page.fill("[name=address]", EDITOR)
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/")

    page.get_by_role("link", name="New article").last.click()
    page.wait_for_url("**/desk/articles/new")
    expect(page.locator("#headline")).to_be_focused()
    page.keyboard.type(f"Three presses, script {has_script}")
    page.locator("#body").focus()
    page.keyboard.type("That is all.")
    page.get_by_role("button", name="Publish", exact=True).click()
    page.wait_for_url("**/publication")
    quietly = page.get_by_role("button", name="Publish without alert")
    quietly.or_(page.get_by_role("button", name="Publish", exact=True)).click()

    page.wait_for_url("**/articles/three-presses*")
    expect(page.get_by_text("That is all.")).to_be_visible()


@pytest.mark.parametrize(("size", "scheme"), [(DESK, "light"), (PHONE, "dark")], ids=["desk", "phone"])
def test_panels_and_dialogs_have_no_fault_and_fit(site: Newsroom, member: Visit, size: object, scheme: str) -> None:
    page = member(site, "/desk/articles/1/edit", viewport=size, color_scheme=scheme, reduced_motion="reduce")
    for summary in page.locator("summary:visible").all():
        summary.click()
    opened = axe_faults(page)

    page.get_by_role("button", name="Find an article").click()
    expect(page.get_by_role("listbox").get_by_role("option").first).to_be_visible()

    assert (opened, axe_faults(page)) == ([], [])
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


@pytest.mark.parametrize("width", [360, 768, 1280, 1920])
def test_the_bar_is_one_row_at_every_width_and_every_deed_is_to_be_had(
    site: Newsroom, member: Visit, width: int
) -> None:
    page = member(site, "/desk/articles/1/edit", viewport={"width": width, "height": 740})
    bar = page.locator(".editor-bar")

    boxes = [one.bounding_box() for one in bar.locator(":scope > :visible").all()]
    middles = {round((box["y"] + box["height"] / 2) / 4) for box in boxes if box}
    size = bar.bounding_box()
    page.get_by_role("button", name="Details").click()

    assert size
    assert (size["width"], size["height"] <= 60, len(middles)) == (width, True, 1)
    for deed in ("Preview", "Save for later"):
        expect(page.get_by_role("button", name=deed)).to_be_visible()
    expect(page.get_by_role("link", name="Revisions")).to_be_visible()
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_the_details_open_by_key_take_the_focus_and_give_it_back(site: Newsroom, member: Visit) -> None:
    page = member(site, "/desk/articles/1/edit", viewport=WIDE)
    opener = page.get_by_role("button", name="Details")
    expect(opener).to_have_attribute("aria-expanded", "false")

    page.keyboard.press("Control+.")
    expect(page.get_by_role("heading", name="Details")).to_be_focused()
    page.reload()
    expect(page.get_by_label("Grants")).to_be_visible()
    page.get_by_label("Grants").press("Escape")

    expect(opener).to_be_focused()
    expect(page.get_by_label("Grants")).to_be_hidden()


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no-script"])
def test_on_a_phone_the_text_begins_at_300_pixels_and_the_details_are_one_press_away(
    site: Newsroom, member: Visit, has_script: bool
) -> None:
    page = member(site, "/desk/articles/new", viewport=PHONE, java_script_enabled=has_script)
    page.fill("#headline", "A winter count of herons")
    page.fill("#standfirst", "Nineteen volunteers, four thermoses and one river: what a morning says about the water.")
    box = page.locator("#body").bounding_box()

    assert box
    assert box["y"] <= MOST_ABOVE_THE_TEXT
    page.locator("[data-opens-details]").click()
    expect(page.get_by_label("Grants")).to_be_visible()


def test_an_article_is_found_by_keyboard_and_linked_to(site: Newsroom, member: Visit) -> None:
    page = member(site, "/desk/articles/new")
    body = page.locator("#body")
    body.fill("See .")
    body.evaluate("field => field.setSelectionRange(4, 4)")
    page.get_by_role("button", name="Find an article").focus()
    page.keyboard.press("Enter")

    page.keyboard.type("wheels")
    expect(page.get_by_role("option", name="A library on wheels")).to_have_attribute("aria-selected", "true")
    expect(page.get_by_role("dialog").get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")

    expect(body).to_have_value("See [A library on wheels](/articles/a-library-on-wheels).")
    expect(body).to_be_focused()
    page.keyboard.press("Control+z")
    expect(body).to_have_value("See .")


def test_words_are_counted_while_one_types_also_on_a_phone(site: Newsroom, member: Visit) -> None:
    page = member(site, "/desk/articles/new", viewport=PHONE)

    page.fill("#body", "## Two words\n\n- [x] **three** more words[^1]\n\n[^1]: [Six](https://example.org)")

    expect(page.locator(".editor-bar [data-words]")).to_have_text("6 words · 1 min")


def test_the_preview_follows_the_text(site: Newsroom, member: Visit) -> None:
    page = member(site, "/desk/articles/new")
    parts = "\n\n".join(f"## Part {number}\n\n{'word ' * 120}" for number in range(1, 13))
    page.fill("#body", parts)
    preview = page.get_by_role("region", name="Live preview")
    expect(preview.get_by_role("heading", name="Part 12")).to_be_attached()
    page.evaluate("scrollTo(0, 0)")
    expect(preview.get_by_role("heading", name="Part 1", exact=True)).to_be_in_viewport()

    page.evaluate("scrollTo(0, document.querySelector('#body').offsetHeight * 0.75)")

    expect(preview.get_by_role("heading", name="Part 1", exact=True)).not_to_be_in_viewport()
    tops = preview.get_by_role("heading").evaluate_all(
        "all => all.map(one => Math.abs(one.getBoundingClientRect().top))"
    )
    assert 9 <= tops.index(min(tops)) + 1 <= 11


def test_quiet_leaves_the_sheet_and_stays(site: Newsroom, member: Visit) -> None:
    page = member(site, "/desk/articles/1/edit")

    expect(page.get_by_role("region", name="Live preview")).to_be_visible()
    page.get_by_role("button", name="Quiet").click()
    expect(page.get_by_role("region", name="Live preview")).to_be_hidden()
    page.reload()
    expect(page.get_by_role("button", name="Quiet")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Quiet").click()

    expect(page.get_by_role("region", name="Live preview")).to_be_visible()


def test_without_script_the_help_says_how(site: Newsroom, member: Visit) -> None:
    page = member(site, "/desk/articles/new", java_script_enabled=False)

    expect(page.get_by_role("toolbar")).to_be_hidden()
    page.get_by_text("Formatting help").click()
    expect(page.get_by_text("> [!pull]")).to_be_visible()
    address = page.get_by_role("link", name="Find an article to link to").get_attribute("href")
    page.goto(f"{address}?q=wheels")

    expect(page.get_by_label("Markdown to copy")).to_have_value("[A library on wheels](/articles/a-library-on-wheels)")


def reach(page: Page, name: str, key: str = "Tab") -> None:
    """Press *key* until the link or button with this name has the focus."""
    for _ in range(60):
        page.keyboard.press(key)
        if (
            page.evaluate("document.activeElement.getAttribute('aria-label') ?? document.activeElement.innerText")
            == name
        ):
            return
    raise AssertionError(f"{name} was not reached")


def test_the_keyboard_alone_suffices(site: Newsroom, member: Visit) -> None:
    page = member(site, "/desk/")

    reach(page, "New article")
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/articles/new")
    expect(page.get_by_label("Headline", exact=True)).to_be_focused()
    page.keyboard.type("Written by keyboard")
    reach(page, "Bold")
    page.keyboard.press("Tab")
    page.keyboard.type("One.\n\n- two\nthree")
    reach(page, "Publish", "Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/publication")
    quietly = page.get_by_role("button", name="Publish without alert")
    reach(page, "Publish without alert" if quietly.count() else "Publish")
    page.keyboard.press("Enter")

    page.wait_for_url("**/articles/written-by-keyboard*")
    expect(page.get_by_role("listitem").filter(has_text="three")).to_be_visible()
