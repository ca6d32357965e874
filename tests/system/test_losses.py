"""Not a word is lost, and nobody is overwritten unseen: in a real browser, with and without script."""

import random
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from benchmarks.losses import ACCIDENTS, Writer, lost
from tests.system.browser import DESK, PHONE, axe_faults
from tests.system.newsroom import Newsroom

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("desk")]
Visit = Callable[..., Page]


class Hasty(random.Random):
    """Chance that never waits long, since the suite has no time for it."""

    def choice(self, seq: object) -> object:  # type: ignore[override]
        return 0


@pytest.mark.parametrize("accident", ["broken line", "ended session"])
def test_no_word_is_lost(site: Newsroom, member: Visit, accident: str) -> None:
    writer = Writer(site, member(site).context, Hasty(3), stop=Newsroom.stop)

    assert lost(ACCIDENTS[accident], writer) == []


def begin(page: Page) -> str:
    """Save a draft twice and return its address."""
    page.goto("/desk/articles/new")
    page.fill("#headline", "The well")
    page.fill("#body", "It was deep.\n\nThe water was clear.")
    save_draft(page)
    page.fill("#body", "It was deep.\n\nThe water was cold.")
    save_draft(page)
    return page.url


def save_draft(page: Page) -> None:
    """Press "Save draft", which stands in the details where the bar has no room for it, and wait for the next page."""
    button = page.get_by_role("button", name="Save draft")
    if not button.is_visible():
        page.get_by_role("button", name="Details").click()
    with page.expect_navigation():
        button.click()


def faults(page: Page) -> list[str]:
    """Return what is wrong with the page as it is: wider than a phone, or else an accessibility fault."""
    if page.viewport_size == PHONE:
        is_wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        return ["wider than the window"] if is_wide else []
    return axe_faults(page)


@pytest.mark.parametrize(("size", "scheme"), [(DESK, "dark"), (PHONE, "light")], ids=["desk", "phone"])
def test_revisions_are_compared_and_brought_back(site: Newsroom, member: Visit, size: object, scheme: str) -> None:
    page = member(site, viewport=size, color_scheme=scheme)
    address = begin(page)
    found = {}

    page.get_by_role("button", name="Details").click()
    page.get_by_role("link", name="Revisions").click()
    expect(page.get_by_role("button", name="Compare")).to_be_visible()
    found["list"] = faults(page)
    page.get_by_role("button", name="Compare").click()
    expect(page.locator("del")).to_contain_text("clear")
    expect(page.locator("ins")).to_contain_text("cold")
    found["comparison"] = faults(page)
    page.get_by_role("link", name="Restore revision 1").click()
    expect(page.get_by_role("heading", name="Restore revision 1")).to_be_visible()
    found["restoration"] = faults(page)
    page.get_by_role("button", name="Restore revision 1").click()

    expect(page.locator("#body")).to_have_value("It was deep.\n\nThe water was clear.")
    assert page.url == address
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize(("size", "has_script"), [(DESK, True), (PHONE, False)], ids=["desk", "phone-without-script"])
def test_a_newer_version_is_seen_before_it_is_overwritten(
    site: Newsroom, member: Visit, size: object, has_script: bool
) -> None:
    mine = member(site, viewport=size, java_script_enabled=has_script)
    address = begin(mine)
    theirs = mine.context.new_page()
    theirs.goto(address)
    theirs.fill("#body", "It was deep.\n\nThe water was old.")
    theirs.get_by_role("button", name="Save draft").click()

    mine.fill("#body", "It was deep.\n\nThe water was new.")
    mine.get_by_role("button", name="Save draft").click()
    expect(mine.get_by_role("alert")).to_contain_text("You saved a newer version in another window")
    wrong = faults(mine) if has_script else []
    expect(mine.locator("del")).to_contain_text("old")
    mine.get_by_role("link", name="Use the newer version").click()
    expect(mine.locator("#body")).to_have_value("It was deep.\n\nThe water was old.")
    mine.get_by_role("link", name="See what differs").first.click()
    mine.get_by_role("link", name="Continue with this version").click()

    expect(mine.locator("#body")).to_have_value("It was deep.\n\nThe water was new.")
    assert wrong == []


RESTORE = """() => {
    const key = sessionStorage.getItem("key");
    if (!key) return;
    new MutationObserver(() => {
        const field = document.querySelector("[name='copy_key']");
        if (field) field.value = key;
    }).observe(document, { childList: true, subtree: true });
}"""
"""What Firefox does at a reload: it puts back what the fields held."""


@pytest.mark.parametrize("is_restored", [False, True], ids=["chromium", "as-firefox"])
def test_a_reload_tells_of_a_text_once(site: Newsroom, member: Visit, is_restored: bool) -> None:
    path = f"/desk/articles/{3 if is_restored else 2}"
    page = member(site, f"{path}/edit")
    page.add_init_script(f"({RESTORE})()")
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("#body").press("Control+End")
    page.keyboard.type(" Typed and kept.")
    expect(page.locator("[data-kept]")).to_contain_text("Autosaved at")
    if is_restored:
        page.evaluate("sessionStorage.setItem('key', document.querySelector('[name=copy_key]').value)")
    page.keyboard.type(" And this was not sent yet.")

    page.reload()
    page.wait_for_load_state("networkidle")

    told = page.locator("a[href='/desk/articles/2/recovery']:visible")
    expect(told).to_have_count(0 if is_restored else 1)


def test_a_draft_takes_what_is_typed_and_one_with_nothing_in_it_is_gone(site: Newsroom, member: Visit) -> None:
    page = member(site, "/desk/articles/new")
    status = page.locator("[data-kept]")
    page.fill("#body", "x")
    expect(status).to_contain_text("Draft autosaved")
    page.wait_for_url("**/edit")
    page.fill("#body", "")
    expect(status).to_contain_text("Not saved yet")
    page.wait_for_url("**/articles/new")

    page.fill("#headline", "The draft itself")
    page.fill("#body", "Typed, and never saved by hand.")
    expect(status).to_contain_text("Draft autosaved")
    page.wait_for_url("**/edit")
    page.goto(page.url)

    expect(page.locator("#body")).to_have_value("Typed, and never saved by hand.")
    expect(page.locator("#headline")).to_have_value("The draft itself")
    expect(page.locator("[data-left]")).to_have_count(0)
