"""Every page of the desk, by the map of addresses: axe-core finds nothing, and nothing is wider than a phone."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page

from tests.audit import IS_AUDIT
from tests.deskpages import BOSS, NO_PAGES, furnish_desk
from tests.system.browser import PHONE
from tests.system.inside import inside
from tests.system.newsroom import Newsroom
from tests.system.people import sign_in
from tests.system.test_accessibility import DRESSES, PLAIN, Dress, faults_in_every_dress

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("reading")]
Visit = Callable[..., Page]
COLOURFUL = {
    "/desk/",
    "/desk/alerts/<id:alert_id>",
    "/desk/articles/<id:id>/byline",
    "/desk/articles/<id:id>/comparison",
    "/desk/articles/<id:id>/edit",
    "/desk/articles/<id:id>/publication",
    "/desk/articles/<id:id>/review",
    "/desk/media/<id:id>",
    "/desk/people",
    "/desk/people/<id:id>",
}
"""Pages with every colour that the others have; AUDIT=1 looks at all of them in every dress."""
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def pages(site: Newsroom) -> dict[str, list[str]]:
    """The addresses to look at, by the rule that answers them."""
    with inside(site):
        return furnish_desk()


def desk_rules(app: Flask) -> Iterator[str]:
    """Return the rules of all that the desk answers to GET."""
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith(("/desk", "/account")) and "GET" in (rule.methods or set()):
            yield rule.rule


def look(page: Page, path: str, dresses: tuple[Dress, ...]) -> list[str]:
    """Return what is wrong with the page at *path*: what it answers, its width, and what axe finds in *dresses*."""
    page.set_viewport_size(PHONE)
    answer = page.goto(path)
    status = answer.status if answer else 0
    wrong = [f"status {status}"] if status != 200 else []
    wrong += [f"{wide} pixels too wide"] if (wide := page.evaluate(OVERFLOW)) > 0 else []
    return wrong + faults_in_every_dress(page, dresses)


def dresses_for(rule: str, *, is_first: bool) -> tuple[Dress, ...]:
    """Return how axe looks at a page of *rule*; in an audit it looks at each in every dress."""
    further = PLAIN if is_first or IS_AUDIT else ()
    return DRESSES if rule in COLOURFUL else further


def test_every_page_of_the_desk_is_known(sqlite_app: Flask, pages: dict[str, list[str]]) -> None:
    assert set(desk_rules(sqlite_app)) == {*pages, *NO_PAGES}


def test_every_page_of_the_desk_has_no_fault(site: Newsroom, visitor: Visit, pages: dict[str, list[str]]) -> None:
    page = visitor(site, "/healthz")
    sign_in(page, BOSS)
    found = {
        path: look(page, path, dresses_for(rule, is_first=path == paths[0]))
        for rule, paths in pages.items()
        for path in paths
    }

    assert {path: wrong for path, wrong in found.items() if wrong} == {}
