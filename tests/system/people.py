"""What people do with the site, in their own order and by what they see."""

import re
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import Page

from tests.factories import PASSWORD
from tests.system.newsroom import Newsroom, text_of

EDITOR = "editor@news.example.org"


def link_in(text: str, part: str) -> str:
    """Return the first address in *text* that holds *part*."""
    found = re.search(rf"https?://\S*{part}\S*", text)
    assert found, text
    return found.group()


def subscribe(page: Page, address: str) -> None:
    """Fill the box under an article and send it."""
    page.goto("/articles/water-for-the-upper-valley")
    page.get_by_label("E-mail address").fill(address)
    page.get_by_role("button", name="Send me alerts").click()
    page.get_by_role("heading", name="Check your e-mail").wait_for()


def confirm(page: Page, room: Newsroom, address: str) -> None:
    """Open the link of the confirmation message and press the button."""
    page.goto(link_in(text_of(room.mail(address, "onfirm")), "/subscriptions/confirm/"))
    page.get_by_role("button", name="Subscribe").click()
    page.get_by_role("heading", level=1).wait_for()


def sign_in(page: Page, address: str = EDITOR, password: str = PASSWORD) -> None:
    """Sign in as the editor, or as somebody else."""
    page.goto("/login")
    page.locator("[name=address]").fill(address)
    page.locator("[name=password]").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/desk/")
    choose_editing_mode(page, "markdown")


def choose_editing_mode(page: Page, mode: str) -> None:
    """Let the editor open in *mode*, markdown or sheet, whether or not this machine has the libraries of the sheet."""
    page.context.add_cookies([{"name": "editing-mode", "value": mode, "url": page.url}])


def write(page: Page, headline: str, photo: Path | None = None) -> None:
    """Write an article, with a lead photo if there is one, and go on to its publication page."""
    page.goto("/desk/articles/new")
    page.locator("[name=headline]").fill(headline)
    page.locator("[name=standfirst]").fill("Forty families get clean water this winter.")
    page.locator("textarea[name=body]").fill("## The well\n\nIt was **deep**, and the water was *clear*.")
    if photo is not None:
        unfold_lead_photo(page)
        page.locator("input[name=lead_file]").set_input_files(photo)
        page.locator("[name=lead_alt]").fill("A well in a meadow, seen from above")
        page.locator("[name=lead_caption]").fill("The new well on the day it was opened.")
    page.get_by_role("button", name="Publish", exact=True).click()
    page.wait_for_url("**/publication")


def unfold_lead_photo(page: Page) -> None:
    """Show the fields of the lead photo where they are folded away: on phones, and without script."""
    summary = page.locator("#lead-photo summary")
    if summary.is_visible():
        summary.click()


def make_photo(folder: Path) -> Path:
    """Return a JPEG as a camera makes it, place of exposure included."""
    image = Image.linear_gradient("L").resize((1200, 800)).convert("RGB")
    ImageDraw.Draw(image).ellipse((400, 200, 800, 600), fill=(40, 90, 160))
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (47.0, 11.0, 0.0), 3: "E", 4: (8.0, 30.0, 0.0)}
    file = folder / "well.jpg"
    image.save(file, "JPEG", exif=exif)
    return file


def open_picture(data: bytes) -> Image.Image:
    """Return the picture that *data* holds."""
    return Image.open(BytesIO(data))
