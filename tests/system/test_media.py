"""Pictures on their way into articles and the library, in a real browser."""

import base64
import re
from collections.abc import Callable
from pathlib import Path
from time import sleep

import pytest
from playwright.sync_api import Page, Route, expect

from tests.system.browser import DESK, PHONE, axe_faults
from tests.system.newsroom import Newsroom
from tests.system.people import make_photo

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("desk")]
Visit = Callable[..., Page]
SEND = "**/desk/media/uploads"
HAND = """(place, [kind, files]) => {
    const data = new DataTransfer();
    for (const [name, type, text] of files) {
        data.items.add(new File([Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0))], name, { type }));
    }
    const how = { bubbles: true, cancelable: true };
    if (kind === "paste") place.dispatchEvent(new ClipboardEvent(kind, { clipboardData: data, ...how }));
    else place.dispatchEvent(new DragEvent(kind, { dataTransfer: data, ...how }));
}"""


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    return make_photo(tmp_path)


def hand(page: Page, place: str, kind: str, photo: Path, *names: str) -> None:
    """Drop or paste the photo under each of *names*; one that is called .pdf says that it is no picture."""
    text = base64.b64encode(photo.read_bytes()).decode()
    files = [[name, "application/pdf" if name.endswith("pdf") else "image/jpeg", text] for name in names]
    page.locator(place).evaluate(HAND, [kind, files])


def hold(_route: Route) -> None:
    """Let a request wait for good."""


def late(route: Route) -> None:
    """Let a request arrive a while after it was sent."""
    sleep(0.7)
    route.continue_()


def describe(page: Page, words: str) -> None:
    """Describe the first picture that waits for it, and press Enter."""
    field = page.locator(".uploads__item [data-word='alt']:visible").first
    field.fill(words)
    field.press("Enter")


@pytest.mark.parametrize(("size", "scheme"), [(DESK, "dark"), (PHONE, "light")], ids=["desk", "phone"])
def test_pictures_come_by_drop_paste_and_button(
    site: Newsroom, member: Visit, photo: Path, size: object, scheme: str
) -> None:
    page = member(site, "/desk/articles/new", viewport=size, color_scheme=scheme)
    body = page.locator("#body")
    body.fill("First.\n\nSecond.")
    body.evaluate("field => field.setSelectionRange(7, 7)")

    hand(page, "#body", "drop", photo, "one.jpg", "notes.pdf")
    expect(page.locator(".uploads__item [data-word='alt']").first).to_be_focused()
    expect(page.get_by_role("alert").filter(has_text="Unsupported file type")).to_be_visible()
    faults = [] if size == PHONE else axe_faults(page)
    body.evaluate("field => { field.setRangeText('Typed. ', 0, 0); field.dispatchEvent(new InputEvent('input')); }")
    page.get_by_role("button", name="Dismiss").click()
    describe(page, "A [round] well")
    expect(page.locator(".uploads__item")).to_have_count(0)
    assert body.input_value().startswith("Typed. First.\n\n![A \\[round\\] well](picture:")
    assert body.input_value().endswith(")\n\nSecond.")
    body.press("Control+z")
    expect(body).to_have_value("Typed. First.\n\nSecond.")

    hand(page, "#body", "paste", photo, "two.jpg")
    describe(page, "Pasted")
    expect(page.locator(".uploads__item")).to_have_count(0)
    page.locator("[data-files]").set_input_files([photo])
    page.locator(".uploads__item").get_by_label("Decorative").check()
    page.get_by_role("button", name="Put into the text").click()
    expect(page.locator(".uploads__item")).to_have_count(0)

    assert body.input_value().count("](picture:") == 2
    assert "![Pasted](picture:" in body.input_value()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert faults == []


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (1, 2, 0)], ids=str)
def test_photos_dropped_together_stand_in_their_order(
    site: Newsroom, member: Visit, photo: Path, order: tuple[int, ...]
) -> None:
    page = member(site, "/desk/articles/new")
    page.locator("#body").fill("Before.\n\nAfter.")
    page.locator("#body").evaluate("field => field.setSelectionRange(7, 7)")
    hand(page, "#body", "drop", photo, *(f"{number}.jpg" for number in range(3)))
    fields = page.locator(".uploads__item [data-word='alt']").element_handles()

    for number in order:
        fields[number].fill(f"Photo {number}")
        fields[number].press("Enter")
    expect(page.locator(".uploads__item")).to_have_count(0, timeout=20_000)

    text = page.input_value("#body")
    assert re.findall(r"Before|Photo \d|After", text) == ["Before", "Photo 0", "Photo 1", "Photo 2", "After"]


def test_a_picture_that_did_not_arrive_is_sent_again(site: Newsroom, member: Visit, photo: Path) -> None:
    page = member(site, "/desk/articles/new")
    page.route(SEND, lambda route: route.abort("connectionreset"))

    hand(page, "#body", "drop", photo, "one.jpg")
    expect(page.get_by_role("alert").filter(has_text="the connection failed")).to_be_visible()
    page.unroute(SEND)
    describe(page, "A well")
    page.get_by_role("button", name="Try again").click()

    expect(page.locator(".uploads__item")).to_have_count(0)
    assert "![A well](picture:" in page.input_value("#body")


def test_what_is_refused_or_under_way_is_said_and_can_be_cancelled(site: Newsroom, member: Visit, photo: Path) -> None:
    page = member(site, "/desk/articles/new")
    page.route(SEND, hold)
    page.get_by_label("Headline", exact=True).fill("Kept")

    hand(page, "#body", "drop", photo, "one.jpg", "two.jpg")
    expect(page.get_by_role("progressbar", name="one.jpg")).to_be_visible()
    expect(page.get_by_text("Waiting").last).to_be_visible()
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_role("alert").filter(has_text="A picture is not in the text yet")).to_be_visible()
    for _ in range(2):
        page.get_by_role("button", name="Cancel").first.click()

    expect(page.locator(".uploads__item")).to_have_count(0)
    page.get_by_role("button", name="Save draft").click()
    page.wait_for_url("**/edit")


def test_a_lead_photo_is_dropped_or_chosen_and_seen_at_once(site: Newsroom, member: Visit, photo: Path) -> None:
    page = member(site, "/desk/articles/new")
    page.get_by_label("Headline", exact=True).fill("The well")

    hand(page, "#lead-photo", "drop", photo, "one.jpg")
    expect(page.locator("#lead-photo [data-photo] img")).to_be_visible()
    expect(page.get_by_text("Photo selected. Save to apply.").first).to_be_visible()
    page.locator("#lead_alt").fill("A round well")
    page.get_by_role("button", name="Save draft").click()
    page.wait_for_url("**/edit")
    expect(page.locator("#lead-photo img")).to_have_attribute("alt", "A round well")

    page.get_by_role("button", name="Alt text and caption").click()
    page.locator("#lead-photo").get_by_role("button", name="Choose from the library").click()
    page.get_by_role("dialog").get_by_role("button", name="A round well").first.click()
    expect(page.locator("#lead_alt")).to_have_value("A round well")


def test_a_form_that_is_sent_while_its_photo_is_on_the_way_waits_for_it(
    site: Newsroom, member: Visit, photo: Path
) -> None:
    page = member(site, "/desk/articles/new")
    page.route(SEND, late)
    page.get_by_label("Headline", exact=True).fill("In a hurry")

    page.locator("[name=lead_file]").set_input_files(photo)
    page.locator("[name=lead_alt]").fill("Typed meanwhile")
    page.get_by_role("button", name="Save draft").click()
    page.wait_for_url("**/edit")

    expect(page.locator("#lead-photo [data-photo] img")).to_have_attribute("alt", "Typed meanwhile")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_focal_point_is_set_by_keyboard(site: Newsroom, member: Visit, photo: Path, size: dict[str, int]) -> None:
    page, words = member(site, "/desk/media", viewport=size), f"A wonder of {size['width']} pixels"
    page.locator("[type=file]").set_input_files([photo])
    page.locator(".uploads__item [data-word='alt']").fill(words)
    page.get_by_role("button", name="Save description").click()
    page.get_by_role("link", name=words).wait_for()
    page.get_by_label("Words of the description").fill(f"WONDER {size['width']}")
    page.get_by_role("button", name="Search").click()
    page.locator(".media__link").first.click()

    page.get_by_role("button", name="Focal point").focus()
    for key in ("Shift+ArrowLeft", "Shift+ArrowLeft", "ArrowUp"):
        page.keyboard.press(key)
    expect(page.get_by_label("From the left")).to_have_value("30")
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_label("From the top")).to_have_value("48")
    expect(page.locator(".crops img").first).to_have_css("object-position", "30% 50%")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_script_a_picture_is_chosen_and_nothing_typed_is_lost(
    site: Newsroom, member: Visit, photo: Path
) -> None:
    page = member(site, "/desk/media", viewport=PHONE, java_script_enabled=False)
    page.locator("[type=file]").set_input_files([photo])
    page.get_by_role("button", name="Add pictures").click()
    page.get_by_label("What the picture shows").fill("A plain well")
    page.get_by_label("From the left").fill("20")
    page.get_by_role("button", name="Save").click()

    page.goto("/desk/articles/new")
    page.get_by_label("Headline", exact=True).fill("Plain")
    page.locator("#body").fill("Typed words.")
    page.locator("#picture-panel summary").click()
    page.locator("#picture-panel").get_by_role("button", name="Choose from the library").click()
    page.get_by_role("button", name="A plain well").first.click()
    page.get_by_role("button", name="Add picture").click()

    assert page.locator("#body").input_value().startswith("Typed words.\n\n![A plain well](picture:")
    expect(page.get_by_label("Headline", exact=True)).to_have_value("Plain")
