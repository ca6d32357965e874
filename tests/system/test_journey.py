"""The main job, from an empty form to an alert in a mailbox, as people do it."""

from collections.abc import Callable
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Page, expect

from tests.factories import PASSWORD
from tests.system.browser import PHONE
from tests.system.newsroom import Newsroom, text_of, wait_until
from tests.system.people import (
    EDITOR,
    confirm,
    link_in,
    make_photo,
    open_picture,
    sign_in,
    subscribe,
    write,
)

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("newsroom")]
Visit = Callable[..., Page]
BUTTON_WORDS = "document.activeElement.matches('button.button--primary') ? document.activeElement.innerText : ''"


def publish(page: Page) -> None:
    page.get_by_role("button", name="Publish and alert").click()
    page.wait_for_url("**/desk/alerts/*")


def test_a_reader_subscribes_confirms_is_told_and_leaves_by_one_click(
    newsroom: Newsroom, visitor: Visit, tmp_path: Path
) -> None:
    reader, editor = visitor(newsroom), visitor(newsroom)
    subscribe(reader, "anna@example.com")
    confirm(reader, newsroom, "anna@example.com")

    sign_in(editor)
    write(editor, "Clean water for forty families", make_photo(tmp_path))
    publish(editor)
    alert = newsroom.mail("anna@example.com", "Clean water for forty families")
    page = link_in(text_of(alert), "/articles/")
    reader.goto(page)

    expect(reader.get_by_role("heading", level=1)).to_have_text("Clean water for forty families")
    assert "Forty families get clean water this winter." in text_of(alert)
    assert one_click(alert["List-Unsubscribe"].strip("<>")) == 200
    assert_nothing_more_comes(newsroom, editor)


def one_click(address: str) -> int:
    """Leave as a mail program does (RFC 8058): a POST without cookie, origin or token."""
    request = Request(address, data=b"List-Unsubscribe=One-Click", method="POST")
    with urlopen(request, timeout=10) as response:
        return int(response.status)


def assert_nothing_more_comes(newsroom: Newsroom, editor: Page) -> None:
    """Publish again, to somebody else, and see that the one who left gets nothing."""
    other = f"ben{newsroom.port}@example.com"
    page = editor.context.browser.new_page(base_url=newsroom.address)  # type: ignore[union-attr]
    subscribe(page, other)
    confirm(page, newsroom, other)
    page.close()
    write(editor, "The second well")
    publish(editor)
    newsroom.mail(other, "The second well")

    assert newsroom.mails("anna@example.com", "The second well") == []


def test_the_lead_photo_is_served_in_sizes_and_without_its_place(
    site: Newsroom, visitor: Visit, tmp_path: Path
) -> None:
    editor = visitor(site)
    sign_in(editor)
    write(editor, "A photo from the meadow", make_photo(tmp_path))
    editor.get_by_role("button", name="Publish", exact=False).last.click()
    editor.goto("/articles/a-photo-from-the-meadow")

    image = editor.locator("figure img").first
    served = open_picture(site.get(str(image.get_attribute("src"))))

    assert dict(served.getexif()) == {}
    assert image.get_attribute("alt") == "A well in a meadow, seen from above"
    assert image.get_attribute("width")
    assert len(str(image.get_attribute("srcset")).split(",")) >= 2
    wait_until(lambda: b"image/avif" in site.get("/articles/a-photo-from-the-meadow"), "the smaller formats")


@pytest.mark.parametrize("options", [{"java_script_enabled": False, "viewport": PHONE}, {"color_scheme": "dark"}])
def test_reading_subscribing_and_leaving_work_without_script_and_in_the_dark(
    site: Newsroom, visitor: Visit, options: dict[str, object]
) -> None:
    reader = visitor(site, **options)
    address = f"carla{len(options)}@example.com"

    subscribe(reader, address)
    confirm(reader, site, address)
    reader.get_by_role("link", name="preferences").first.click()
    reader.get_by_role("button", name="Unsubscribe").click()

    expect(reader.get_by_role("heading", level=1)).to_be_visible()
    assert reader.context.cookies() == []


def test_publishing_works_without_script_on_a_phone(site: Newsroom, visitor: Visit, tmp_path: Path) -> None:
    editor = visitor(site, java_script_enabled=False, viewport=PHONE)

    sign_in(editor)
    write(editor, "Published from the train", make_photo(tmp_path))
    editor.get_by_role("button", name="Publish without alert").or_(
        editor.get_by_role("button", name="Publish", exact=True)
    ).first.click()
    editor.goto("/articles/published-from-the-train")

    expect(editor.get_by_role("heading", level=1)).to_have_text("Published from the train")


def test_from_signing_in_to_a_published_article_takes_three_clicks(site: Newsroom, visitor: Visit) -> None:
    editor = visitor(site)
    sign_in(editor)

    editor.get_by_role("link", name="New article").first.click()
    editor.get_by_label("Headline", exact=True).fill("Three clicks")
    editor.locator("textarea[name=body]").fill("One, two, three.")
    editor.get_by_role("button", name="Publish", exact=True).click()
    editor.locator("form.ask__deeds button").first.click()
    editor.goto("/articles/three-clicks")

    expect(editor.get_by_role("heading", level=1)).to_have_text("Three clicks")


def test_a_forgotten_password_is_set_anew_by_mail(site: Newsroom, visitor: Visit) -> None:
    person = visitor(site, "/login", viewport=PHONE)
    person.get_by_role("link", name="Forgot your password?").click()
    person.locator("[name=address]").fill(EDITOR)
    person.locator("main button[type=submit]").click()

    person.goto(link_in(text_of(site.mail(EDITOR)), "/password-resets/"))
    for field in person.locator("input[type=password]").all():
        field.fill(PASSWORD)
    person.locator("main button[type=submit]").click()
    sign_in(person)

    expect(person.get_by_role("heading", level=1)).to_be_visible()


def test_writing_and_publishing_need_no_mouse(site: Newsroom, visitor: Visit) -> None:
    editor = visitor(site)
    sign_in(editor)
    editor.goto("/desk/articles/new")

    editor.locator("[name=headline]").focus()
    editor.keyboard.type("By keyboard alone")
    reach(editor, "body")
    editor.keyboard.type("Not one click.")
    press(editor, "Publish")
    editor.wait_for_url("**/publication")
    press(editor, "Publish")
    editor.wait_for_url(lambda address: "/publication" not in address)
    editor.goto("/articles/by-keyboard-alone")

    expect(editor.get_by_role("heading", level=1)).to_have_text("By keyboard alone")


def reach(page: Page, name: str) -> None:
    """Press Tab until the field called *name* has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == name:
            return
    raise AssertionError(f"Tab never reached {name}.")


def press(page: Page, words: str) -> None:
    """Tab to the primary button whose words begin with *words*, and press Enter."""
    page.evaluate("document.activeElement.blur()")
    for _ in range(80):
        page.keyboard.press("Tab")
        if str(page.evaluate(BUTTON_WORDS)).startswith(words):
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"Tab never reached the button {words!r}.")
