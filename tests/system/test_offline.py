"""Articles that a reader keeps: read without network, listed, brought up to date, cleared."""

import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest
from playwright.sync_api import Error, Page, Route, expect

from tests.system.browser import PHONE, axe_faults
from tests.system.newsroom import Newsroom, wait_until
from tests.system.people import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("reading")]
Visit = Callable[..., Page]
ARTICLE = "/articles/the-annual-report"
OTHER = "/articles/a-library-on-wheels"
CACHES = "caches.keys()"
WORKERS = "navigator.serviceWorker.getRegistrations().then((all) => all.length)"
PHOTO = "document.querySelector('.lead-photo img')"


def keep(page: Page, path: str) -> None:
    page.goto(path)
    foot = page.locator(".article__foot .keep")
    foot.get_by_role("button", name="Save for offline").click()
    expect(foot.get_by_role("status")).to_have_text("Saved. You can read it offline.")


def write(room: Newsroom, path: str, **values: str) -> None:
    """Change the article at *path* behind the back of every process."""
    columns = ", ".join(f"{name} = :{name}" for name in values)
    with closing(sqlite3.connect(room.instance / "blog.sqlite3")) as connection, connection:
        connection.execute(f"UPDATE articles SET {columns} WHERE slug = :slug", {**values, "slug": path[10:]})


def test_a_kept_article_is_read_without_network_and_cleared(site: Newsroom, visitor: Visit) -> None:
    page = visitor(site, "/", viewport=PHONE)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(ARTICLE)
    before = (page.evaluate(CACHES), page.evaluate(WORKERS), [url for url in asked if "worker" in url])
    keep(page, ARTICLE)
    page.context.set_offline(True)

    page.reload()
    page.get_by_role("button", name="Larger text").click()
    page.reload()

    assert before == ([], 0, [])
    expect(page.get_by_text("This copy was saved on")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("data-text-size", "3")
    page.wait_for_function(f"{PHOTO}.complete && {PHOTO}.naturalWidth > 0")
    assert page.locator("body").evaluate("e => getComputedStyle(e).display") == "flex"
    page.goto(OTHER)
    expect(page.get_by_role("heading", level=1)).to_have_text("You're offline, and this page isn't saved")
    assert axe_faults(page) == []
    page.get_by_role("link", name="The annual report").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The annual report")
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
        page.goto("/desk/")
    page.wait_for_url("chrome-error://**")
    page.goto("/kept/")
    page.get_by_role("button", name="Remove all").click()
    expect(page.get_by_text("All saved articles removed.")).to_be_visible()
    assert (page.evaluate(CACHES), page.evaluate(WORKERS)) == ([], 0)


def test_the_list_says_what_is_kept_and_forgets_what_was_withdrawn(site: Newsroom, visitor: Visit) -> None:
    page = visitor(site, "/")
    keep(page, ARTICLE)
    keep(page, OTHER)
    page.goto("/kept/")
    expect(page.locator(".kept__item")).to_have_count(2)
    faults = axe_faults(page)
    page.locator(".kept__item", has_text="The annual report").get_by_role("button", name="Remove").click()
    expect(page.locator(".kept__item")).to_have_count(1)
    expect(page.locator(".kept__words")).to_contain_text("Storage used:")

    write(site, OTHER, state="withdrawn")
    try:
        page.reload()
        expect(page.locator(".kept__said")).to_contain_text("No longer published, so removed: A library on wheels")
    finally:
        write(site, OTHER, state="published")

    assert faults == []
    assert (page.evaluate(CACHES), page.evaluate(WORKERS)) == ([], 0)


def test_what_is_removed_while_it_is_brought_up_to_date_stays_removed(site: Newsroom, visitor: Visit) -> None:
    page = visitor(site, "/")
    keep(page, ARTICLE)
    keep(page, OTHER)
    write(site, ARTICLE, body_html="<p>The figures were mended once more.</p>")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(f"**{ARTICLE}", hold)
    page.goto("/kept/")
    wait_until(lambda: page.evaluate("1") and held, "the question for a new copy")
    page.locator(".kept__item", has_text="The annual report").get_by_role("button", name="Remove").click()
    expect(page.locator(".kept__item")).to_have_count(1)

    with page.expect_response(f"**{ARTICLE}"):
        held[0].continue_()
    page.unroute_all(behavior="wait")
    page.wait_for_load_state("networkidle")

    assert [name for name in page.evaluate(CACHES) if name.startswith("kept")] == [f"kept {OTHER}"]


def test_a_kept_article_changes_and_goes_with_the_public_one(site: Newsroom, visitor: Visit) -> None:
    page = visitor(site, "/")
    keep(page, ARTICLE)
    write(site, ARTICLE, body_html="<p>The figures were mended.</p>")
    page.reload()
    kept = f"caches.match('{ARTICLE}').then((page) => page.text())"
    wait_until(lambda: "mended" in page.evaluate(kept), "the new copy")
    page.context.set_offline(True)
    page.reload()
    expect(page.locator(".prose")).to_have_text("The figures were mended.")

    page.context.set_offline(False)
    write(site, ARTICLE, state="withdrawn")
    try:
        page.goto(ARTICLE)
    finally:
        write(site, ARTICLE, state="published")

    expect(page.get_by_role("heading", level=1)).to_have_text("Page not found")
    assert (page.evaluate(CACHES), page.evaluate(WORKERS)) == ([], 0)


def test_what_is_kept_outlives_a_change_of_its_files(site: Newsroom, visitor: Visit) -> None:
    page = visitor(site, "/")
    keep(page, ARTICLE)
    # From here on the worker sees what the page asks for; the new copy that the page makes meanwhile is there.
    page.reload(wait_until="networkidle")

    shelf = f"caches.open('kept {ARTICLE}')"
    put = f"{shelf}.then((shelf) => shelf.put('/assets/pages.000000000000.css', new Response('old')))"
    found = page.evaluate(f"{put}.then(() => fetch('/assets/pages.000000000000.css')).then((answer) => answer.text())")
    page.evaluate(f"{shelf}.then((shelf) => shelf.delete('{ARTICLE}'))")
    page.reload()
    wait_until(lambda: page.evaluate(f"{shelf}.then((shelf) => shelf.match('{ARTICLE}')).then(Boolean)"), "the copy")
    old = f"{shelf}.then((shelf) => shelf.match('/assets/pages.000000000000.css')).then(Boolean)"
    wait_until(lambda: not page.evaluate(old), "the end of the old file")

    assert found == "old"


def test_what_a_signed_in_person_keeps_is_what_everybody_sees(site: Newsroom, visitor: Visit) -> None:
    page = visitor(site, "/")
    sign_in(page)
    keep(page, ARTICLE)
    asked: list[str] = []
    page.context.on("request", lambda request: request.service_worker and asked.append(request.url))
    page.goto("/desk/")

    names = page.evaluate(
        "caches.keys().then((all) => Promise.all(all.map((name) => caches.open(name))))"
        ".then((all) => Promise.all(all.map((one) => one.keys()))).then((all) => all.flat().map(({ url }) => url))"
    )

    assert not [url for url in names if "/desk" in url or "/login" in url]
    assert asked == []


@pytest.mark.parametrize(
    ("name", "words"),
    [("QuotaExceededError", "No room left"), ("SecurityError", "perhaps because the window is private")],
)
def test_a_browser_that_keeps_nothing_says_why(site: Newsroom, visitor: Visit, name: str, words: str) -> None:
    page = visitor(site, "/")
    page.add_init_script(f"Cache.prototype.put = () => Promise.reject(new DOMException('', '{name}'))")
    page.goto(ARTICLE)

    page.locator(".article__foot .keep button").click()

    expect(page.locator(".article__foot .keep [role=status]")).to_contain_text(words)
    assert (page.evaluate(CACHES), page.evaluate(WORKERS)) == ([], 0)


def test_without_script_nothing_is_offered_and_the_list_says_so(site: Newsroom, visitor: Visit) -> None:
    page = visitor(site, ARTICLE, java_script_enabled=False)
    expect(page.locator(".keep button").first).to_be_hidden()

    page.get_by_role("link", name="Saved articles").click()

    expect(page.get_by_text("needs JavaScript, which is off")).to_be_visible()
