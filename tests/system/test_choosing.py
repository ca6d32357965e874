"""Choice without an account: follow one topic, confirm, and set everything on one page."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from blog.subscriptions.signed_links import preferences_token
from blog.web.extensions import links
from tests.factories import make_subscriber
from tests.system.browser import PHONE, axe_faults
from tests.system.inside import inside
from tests.system.newsroom import Newsroom, text_of
from tests.system.people import confirm, link_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("desk")]


def test_a_reader_follows_a_topic_and_chooses_without_script(site: Newsroom, visitor: Callable[..., Page]) -> None:
    reader = visitor(site, "/topics/grants", java_script_enabled=False, viewport=PHONE)
    reader.get_by_role("link", name="Follow this topic").click()
    reader.get_by_label("One e-mail a day").check()
    reader.get_by_label("E-mail address").fill("frieda@example.com")
    reader.get_by_role("button", name="Send me alerts").click()
    confirm(reader, site, "frieda@example.com")
    reader.get_by_role("link", name="preferences").first.click()

    expect(reader.get_by_label("Topic: Grants")).to_have_value("daily")
    reader.get_by_label("Topic: Grants").select_option("weekly")
    reader.get_by_role("button", name="Save").click()
    expect(reader.get_by_role("status").filter(has_text="Saved")).to_be_visible()
    reader.get_by_label("New e-mail address").fill("frieda@new.example.com")
    reader.get_by_role("button", name="Save").click()
    expect(reader.get_by_role("status").filter(has_text="Check that inbox for a link")).to_be_visible()
    reader.goto(link_in(text_of(site.mail("frieda@new.example.com")), "/subscriptions/change/"))
    reader.get_by_role("button", name="Use this address").click()

    expect(reader.locator("main strong").first).to_have_text("frieda@new.example.com")
    expect(reader.get_by_label("Topic: Grants")).to_have_value("weekly")
    assert reader.context.cookies() == []


def test_a_confirmed_reader_follows_more_by_a_link_in_a_mail(site: Newsroom, visitor: Callable[..., Page]) -> None:
    reader = visitor(site, "/articles/water-for-the-upper-valley")
    for page in ("/subscribe", "/subscribe?article=water-for-the-upper-valley"):
        reader.goto(page)
        reader.get_by_label("E-mail address").fill("gerda@example.com")
        reader.get_by_role("button", name="Send me alerts").click()
        reader.get_by_role("heading", name="Check your e-mail").wait_for()
        if page == "/subscribe":
            confirm(reader, site, "gerda@example.com")

    mails = site.mail("gerda@example.com", "Water for the upper valley")
    reader.goto(link_in(text_of(mails), "/subscriptions/follow/"))
    faults = axe_faults(reader)
    reader.get_by_role("button", name="Yes, follow").click()
    reader.get_by_role("link", name="Your preferences").click()

    expect(reader.get_by_label("Updates to: Water for the upper valley")).to_have_value("instant")
    assert faults == []


def test_the_zone_of_the_browser_is_offered(site: Newsroom, visitor: Callable[..., Page]) -> None:
    with inside(site):
        path = f"/subscriptions/{preferences_token(links(), make_subscriber('zone@example.com'))}"
    reader = visitor(site, path, timezone_id="Asia/Calcutta")

    reader.get_by_role("button", name="Use your browser’s time zone (Asia/Kolkata)").click()

    expect(reader.get_by_label("Your time zone")).to_have_value("Asia/Kolkata")
    expect(reader.locator("[data-behaviour=browser_zone]")).to_be_hidden()
