"""Somebody is invited, writes, hands in, is sent back, hands in again and is published; without script too."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from blog.models import Role
from tests.deskpages import make_member
from tests.system.browser import PHONE
from tests.system.inside import inside
from tests.system.newsroom import Newsroom, text_of
from tests.system.people import choose_editing_mode, link_in, sign_in
from tests.system.test_accessibility import LIGHT, faults_in_every_dress

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("desk")]
Visit = Callable[..., Page]
Look = Callable[[Page], None]
PASSWORD = "nine brown foxes at dusk"
REASON = "Who counted them? Say so in the first line."


def look_at(page: Page) -> None:
    """Find no fault."""
    assert faults_in_every_dress(page, LIGHT) == []


def look_away(page: Page) -> None:
    """Do nothing: axe is a script itself."""


def invite(boss: Page, address: str) -> None:
    """Invite a contributor."""
    boss.get_by_role("link", name="People").click()
    boss.get_by_role("link", name="Invite somebody").click()
    boss.get_by_label("Name").fill("Noor Blankers")
    boss.get_by_label("E-mail address").fill(address)
    boss.get_by_label("Contributor").check()
    boss.get_by_role("button", name="Send the invitation").click()
    boss.get_by_text("is invited").wait_for()


def join(guest: Page, room: Newsroom, address: str, look: Look) -> None:
    """Follow the link in the invitation and choose a password."""
    guest.goto(link_in(text_of(room.mail(address, "Join")), "/invitations/"))
    look(guest)
    guest.locator("[name=password]").fill(PASSWORD)
    guest.locator("[name=repeat]").fill(PASSWORD)
    guest.get_by_role("button", name="Join the newsroom").click()
    guest.wait_for_url("**/desk/")


def hand_in(writer: Page, text: str) -> None:
    """Write into the open editor and hand the article in."""
    writer.locator("[name=headline]").fill("The herons are back")
    writer.locator("textarea[name=body]").fill(text)
    writer.get_by_role("button", name="Submit for review").click()
    writer.wait_for_url("**/review")
    writer.get_by_role("button", name="Submit for review").click()
    writer.get_by_text("is submitted").wait_for()


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no-script"])
def test_a_contributor_is_invited_writes_is_sent_back_and_is_published(
    site: Newsroom, visitor: Visit, member: Visit, has_script: bool
) -> None:
    address = f"noor{has_script:d}@news.example.org"
    boss = f"boss{has_script:d}@news.example.org"
    with inside(site):
        make_member(boss, "Bo Ss", Role.ADMINISTRATOR)
    options = {"java_script_enabled": has_script}
    administrator, noor = visitor(site, "/login", **options), visitor(site, **options, viewport=PHONE)
    sign_in(administrator, boss)
    invite(administrator, address)
    join(noor, site, address, look_at if has_script else look_away)
    choose_editing_mode(noor, "markdown")
    noor.get_by_role("link", name="New article").first.click()
    hand_in(noor, "Sixty-three herons were counted.")

    editor = member(site, **options)
    editor.get_by_role("link", name="Review: The herons are back").first.click()
    editor.get_by_text("Send it back with a reason").click()
    editor.get_by_label("What is to be done").fill(REASON)
    editor.get_by_role("button", name="Send back").click()
    assert REASON in text_of(site.mail(address, "Sent back")).replace("\n", " ").replace("  ", " ")
    noor.goto("/desk/")
    noor.get_by_text(REASON).wait_for()
    noor.get_by_role("link", name="Continue writing: The herons are back").first.click()
    noor.get_by_text(REASON).wait_for()
    hand_in(noor, "Nineteen volunteers counted sixty-three herons.")
    editor.goto("/desk/")
    editor.get_by_role("link", name="Review: The herons are back").first.click()
    editor.get_by_role("button", name="Approve and publish…").click()
    editor.wait_for_url("**/publication")
    editor.get_by_role("button", name="Publish").last.click()
    editor.wait_for_url("**/articles/the-herons-are-back*")

    noor.goto(link_in(text_of(site.mail(address, "Published:")), "/articles/"))
    noor.get_by_text("Nineteen volunteers counted").wait_for()
