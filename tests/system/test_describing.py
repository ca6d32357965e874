"""What stands in a page for programs is data to a browser, and nothing of it is reported."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.system.newsroom import Newsroom

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("reading")]
Visit = Callable[..., Page]
ARTICLE = "/articles/water-for-the-upper-valley"
LISTEN = "window.broken = []; addEventListener('securitypolicyviolation', e => window.broken.push(e.violatedDirective))"
READ = "JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').textContent)"


def test_facts_in_a_page_break_no_policy_and_say_nothing_in_the_console(site: Newsroom, visitor: Visit) -> None:
    page, said = visitor(site, "/archive/"), []
    page.on("console", lambda message: said.append(message.text))
    page.add_init_script(LISTEN)

    kinds = []
    for path in ("/", ARTICLE):
        page.goto(path, wait_until="networkidle")
        kinds.append(page.evaluate(READ).get("@type", "@graph"))
        assert page.evaluate("window.broken") == []

    assert (kinds, said) == (["WebSite", "@graph"], [])
