"""Passkeys, codes and sessions in a real browser, with Chromium's virtual authenticator."""

from collections.abc import Callable
from typing import Any

import pyotp
import pytest
from playwright.sync_api import Page, expect

from tests.factories import PASSWORD
from tests.system.newsroom import Newsroom, text_of
from tests.system.people import EDITOR
from tests.system.test_accessibility import LIGHT, faults_in_every_dress

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("factors")]
Visit = Callable[..., Page]
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def give_device(page: Page) -> Any:
    """Give the browser an authenticator that knows its user; return the session that commands it."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    return devtools


def give_password(page: Page, site: str) -> None:
    page.goto(f"{site}/login")
    page.locator("[name=address]").fill(EDITOR)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def set_up_app(page: Page, site: str) -> list[str]:
    """Set up an authenticator app; return the recovery codes."""
    page.goto(f"{site}/account/security")
    assert faults_in_every_dress(page, LIGHT) == []
    page.get_by_role("button", name="Set up an authenticator app").click()
    assert faults_in_every_dress(page, LIGHT) == []
    secret = page.locator(".security__secret").inner_text().replace(" ", "")
    page.get_by_label("Code").fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="Switch it on").click()
    page.get_by_role("heading", name="Your recovery codes").wait_for()
    assert faults_in_every_dress(page, LIGHT) == []
    return page.locator(".security__codes code").all_inner_texts()


def add_passkey(page: Page, site: str) -> None:
    page.goto(f"{site}/account/security")
    page.get_by_label("Name of the passkey").last.fill("Laptop")
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_text("The passkey “Laptop” is added.").wait_for()


def sign_out(page: Page) -> None:
    page.context.clear_cookies()


def test_passkeys_and_codes_in_a_real_browser(named_site: Newsroom, visitor: Visit) -> None:
    site, page = f"http://localhost:{named_site.port}", visitor(named_site, "/healthz")
    give_password(page, site)
    page.wait_for_url(f"{site}/desk/")
    codes = set_up_app(page, site)
    assert len(codes) == 10
    assert "was added to your account" in " ".join(text_of(named_site.mail(EDITOR, "sign-in")).split())

    give_device(page)
    add_passkey(page, site)
    assert faults_in_every_dress(page, LIGHT) == []
    sign_out(page)
    page.goto(f"{site}/login?next=/desk/articles")  # The virtual device takes what is offered in the address at once.
    page.wait_for_url(f"{site}/desk/articles")
    sign_out(page)
    page.add_init_script("PublicKeyCredential.isConditionalMediationAvailable = undefined")
    page.goto(f"{site}/login?next=/desk/articles")
    assert faults_in_every_dress(page, LIGHT) == []
    expect(page.get_by_label("E-mail address")).to_have_attribute("autocomplete", "username webauthn")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(f"{site}/desk/articles")

    sign_out(page)
    give_password(page, site)
    page.wait_for_url("**/login/second-step?**")
    assert faults_in_every_dress(page, LIGHT) == []
    page.get_by_role("button", name="Use your passkey").click()
    page.wait_for_url(f"{site}/desk/")
    page.goto(f"{site}/account/proof?next=/account/password")
    assert faults_in_every_dress(page, LIGHT) == []
    page.get_by_role("button", name="Use your passkey").click()
    page.wait_for_url(f"{site}/account/password")

    plain = visitor(named_site, "/healthz", java_script_enabled=False)
    give_password(plain, site)
    plain.get_by_text("Passkeys need JavaScript").wait_for()
    assert not plain.get_by_role("button", name="Use your passkey").is_visible()
    plain.get_by_label("Code").fill(codes[0])
    plain.get_by_role("button", name="Sign in", exact=True).click()
    plain.wait_for_url(f"{site}/desk/")
    plain.goto(f"{site}/account/security")
    plain.get_by_role("button", name="Sign out everywhere else").click()
    plain.get_by_text("signed out.").wait_for()

    page.goto(f"{site}/desk/")
    page.wait_for_url("**/login?**")
