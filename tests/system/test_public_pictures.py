"""Pictures at another host, in a real browser: the policy lets them in, and a kept article has them without network."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.system.browser import PHONE
from tests.system.newsroom import Newsroom

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("factors")]
ARTICLE = "/articles/the-annual-report"
PHOTO = "document.querySelector('.lead-photo img')"


def test_a_picture_at_a_cdn_is_shown_and_kept_for_offline_reading(
    named_site: Newsroom, visitor: Callable[..., Page]
) -> None:
    page, site = visitor(named_site, "/healthz", viewport=PHONE), f"http://localhost:{named_site.port}"
    refused: list[str] = []
    page.on("console", lambda line: refused.append(line.text) if "Content Security Policy" in line.text else None)
    page.goto(f"{site}{ARTICLE}")
    page.wait_for_function(f"{PHOTO}.complete && {PHOTO}.naturalWidth > 0")
    assert page.evaluate(f"{PHOTO}.currentSrc").startswith(f"http://127.0.0.1:{named_site.port}/media/")

    foot = page.locator(".article__foot .keep")
    foot.get_by_role("button", name="Save for offline").click()
    expect(foot.get_by_role("status")).to_have_text("Saved. You can read it offline.")
    page.context.set_offline(True)
    page.reload()

    expect(page.get_by_text("This copy was saved on")).to_be_visible()
    page.wait_for_function(f"{PHOTO}.complete && {PHOTO}.naturalWidth > 0")
    assert page.evaluate(f"{PHOTO}.currentSrc").startswith(f"{site}/media/")
    assert refused == []
