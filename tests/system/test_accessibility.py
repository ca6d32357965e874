"""axe-core finds nothing on any kind of page, light and dark."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.system.browser import axe_faults
from tests.system.newsroom import Newsroom, text_of
from tests.system.people import link_in, sign_in, subscribe

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("reading")]
Visit = Callable[..., Page]
NOWHERE = "/nowhere"
OPEN_PAGES = (
    "/",
    "/articles/water-for-the-upper-valley",
    "/topics/grants",
    "/articles/water-for-the-upper-valley/history",
    "/articles/water-for-the-upper-valley/report",
    "/corrections/",
    "/archive/",
    "/kept/",
    "/offline",
    "/search?q=water",
    "/subscribe?topic=grants",
    "/subscribe/requested",
    "/login",
    "/password-resets/new",
    NOWHERE,
)
DESK_PAGES = (
    "/desk/",
    "/desk/articles/new",
    "/desk/articles/1/edit",
    "/desk/articles/1/publication",
    "/desk/alerts/",
    "/desk/articles/1/corrections",
    "/desk/articles/1/revisions",
    "/desk/reports",
    "/desk/media",
    "/desk/media/1",
    "/desk/media/1/deletion",
    "/account",
)
ADMINISTRATOR_PAGES = ("/desk/mailing", "/desk/readers", "/desk/readers/1")


def faults_on(page: Page, paths: tuple[str, ...]) -> dict[str, list[str]]:
    """Return what axe finds on each path, in light and in dark."""
    found = {}
    for path in paths:
        answer = page.goto(path)
        assert answer is not None
        assert answer.ok is (path != NOWHERE), path
        found[path] = faults_in_both_schemes(page)
    return {path: faults for path, faults in found.items() if faults}


def faults_in_both_schemes(page: Page) -> list[str]:
    """Return what axe finds on the page that is shown, and leave it light."""
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    dark = [f"dark: {fault}" for fault in axe_faults(page)]
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    return dark + axe_faults(page)


def test_public_pages_have_no_fault(site: Newsroom, visitor: Visit) -> None:
    assert faults_on(visitor(site), OPEN_PAGES) == {}


def test_pages_behind_signed_links_have_no_fault(site: Newsroom, visitor: Visit) -> None:
    page = visitor(site)
    address = "dora@example.com"
    subscribe(page, address)
    text = text_of(site.mail(address))
    link = link_in(text, "/subscriptions/confirm/")

    assert faults_on(page, (link,)) == {}
    page.get_by_role("button", name="Yes, send me alerts").click()
    page.get_by_role("link", name="preferences").first.wait_for()
    preferences = str(page.get_by_role("link", name="preferences").first.get_attribute("href"))
    assert faults_in_both_schemes(page) == []
    assert faults_on(page, (preferences, f"{preferences}/leave")) == {}


def test_the_desk_has_no_fault(site: Newsroom, member: Visit) -> None:
    assert faults_on(member(site), DESK_PAGES) == {}


def test_what_only_administrators_see_has_no_fault(site: Newsroom, visitor: Visit) -> None:
    address = "boss@news.example.org"
    printed = site.flask("accounts", "create", address, "Bo Ss", "--role", "administrator", "--generate")
    page = visitor(site)
    subscribe(page, "one@example.com")
    sign_in(page, address, printed.split()[-1])

    assert faults_on(page, ADMINISTRATOR_PAGES) == {}
