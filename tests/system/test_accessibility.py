"""axe-core finds nothing on any kind of page, light and dark, on a phone and on a desk."""

from collections.abc import Callable, Iterable
from typing import Any, Literal

import pytest
from flask import current_app, render_template
from playwright.sync_api import Page, ViewportSize

from tests.audit import IS_AUDIT
from tests.kinds import REFUSED, SLUG, furnish_pages
from tests.system.browser import DESK, PHONE, axe_faults
from tests.system.inside import inside
from tests.system.newsroom import Newsroom, text_of
from tests.system.people import link_in, subscribe
from tests.system.picturestories import tell_stories

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("reading")]
Visit = Callable[..., Page]
Dress = tuple[Literal["light", "dark"], ViewportSize, dict[str, Any]]
COLOURS = ["color-contrast", "link-in-text-block"]
ALL: dict[str, Any] = {"rules": {"target-size": {"enabled": True}}}
"""The size of what is pressed (WCAG 2.2, AA) is off unless one asks for it."""
DRESSES: tuple[Dress, ...] = (("light", PHONE, ALL), ("dark", DESK, {"runOnly": COLOURS}))
"""Each rule once, and each colour on both sides: only colours differ between them, and hardly between widths."""
if IS_AUDIT:
    DRESSES = tuple((scheme, screen, ALL) for scheme in ("dark", "light") for screen in (PHONE, DESK))
LIGHT = DRESSES if IS_AUDIT else DRESSES[:1]
"""For pages whose colours are looked at in the dark elsewhere; an audit looks at all pages in every dress."""
NO_COLOURS: dict[str, Any] = {"rules": {**ALL["rules"], **{rule: {"enabled": False} for rule in COLOURS}}}
PLAIN: tuple[Dress, ...] = DRESSES if IS_AUDIT else (("light", PHONE, NO_COLOURS),)
"""For pages without colours of their own, on which axe would take half of its time for those of others."""
COLOURFUL = {
    *("/", "/topics/everything", "/archive/", "/search?q=water", "/corrections/", "/kept/", "/login", "/nowhere"),
    *(f"/articles/{SLUG}", f"/articles/{SLUG}/history", f"/articles/{SLUG}/report", "/articles/portrait"),
    "/subscribe?topic=everything",
}
"""Pages with every colour that the others have, and all that signed links lead to."""


def faults_on(page: Page, paths: Iterable[str]) -> dict[str, list[str]]:
    """Return what axe finds on each path, its colours too if it has any of its own."""
    found = {path: faults_in_every_dress(page, dresses_for(path)) for path in paths if page.goto(path)}
    return {path: faults for path, faults in found.items() if faults}


def dresses_for(path: str) -> tuple[Dress, ...]:
    is_colourful = path in COLOURFUL or path.startswith(("/subscriptions/", "/previews/", "/failure"))
    return DRESSES if is_colourful else PLAIN


def faults_in_every_dress(page: Page, dresses: tuple[Dress, ...] = DRESSES) -> list[str]:
    """Return what axe finds on the page that is shown, light and dark, on a phone and on a desk."""
    # Before the first change of colours, which would otherwise be looked at halfway.
    page.emulate_media(reduced_motion="reduce")
    found = []
    for scheme, screen, options in dresses:
        page.set_viewport_size(screen)
        page.emulate_media(color_scheme=scheme)
        found += [f"{scheme}, {screen['width']} pixels: {fault}" for fault in axe_faults(page, **options)]
    return found


def test_every_kind_of_public_page_has_no_fault(site: Newsroom, visitor: Visit) -> None:
    page = visitor(site, "/healthz")
    tell_stories(site)
    with inside(site):
        paths = furnish_pages()

    assert faults_on(page, [*paths, *REFUSED, "/articles/portrait"]) == {}


def test_the_page_for_a_failure_has_no_fault(site: Newsroom, visitor: Visit) -> None:
    page = visitor(site, "/healthz")
    with inside(site), current_app.test_request_context(base_url=site.address):
        html = render_template("errors/500.html", request_id="0123")
    page.route("**/failure", lambda route: route.fulfill(status=500, content_type="text/html", body=html))

    assert faults_on(page, ["/failure"]) == {}


def test_the_box_is_answered_by_a_page_without_fault(site: Newsroom, visitor: Visit) -> None:
    page = visitor(site)
    subscribe(page, "dora@example.com")

    assert faults_in_every_dress(page) == []
    page.goto(link_in(text_of(site.mail("dora@example.com")), "/subscriptions/confirm/"))
    page.get_by_role("button", name="Subscribe").click()
    page.get_by_role("link", name="preferences").first.wait_for()
    assert faults_in_every_dress(page) == []
