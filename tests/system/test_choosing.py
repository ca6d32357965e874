"""Choice without an account: follow one topic, confirm, and set everything on one page."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.system.browser import PHONE, axe_faults
from tests.system.newsroom import Newsroom, text_of
from tests.system.people import confirm, link_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("desk")]


def test_a_reader_follows_a_topic_and_chooses_without_script(site: Newsroom, visitor: Callable[..., Page]) -> None:
    reader = visitor(site, "/topics/grants", java_script_enabled=False, viewport=PHONE)
    reader.get_by_role("link", name="Follow this topic").click()
    reader.get_by_label("once a day").check()
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
    reader.get_by_role("button", name="Yes, write to this address").click()

    expect(reader.locator("main strong").first).to_have_text("frieda@new.example.com")
    expect(reader.get_by_label("Topic: Grants")).to_have_value("weekly")
    assert reader.context.cookies() == []


def test_a_confirmed_reader_follows_more_by_a_link_in_a_mail(site: Newsroom, visitor: Callable[..., Page]) -> None:
    reader = visitor(site, "/articles/water-for-the-upper-valley")
    for page in ("/subscribe", "/subscribe?article=water-for-the-upper-valley"):
        reader.goto(page)
        reader.get_by_label("E-mail address").fill("gerda@example.com")
        reader.get_by_role("button", name="Send me alerts").click()
        reader.get_by_role("heading", name="Check your mail").wait_for()
        if page == "/subscribe":
            confirm(reader, site, "gerda@example.com")

    mails = site.mail("gerda@example.com", "Water for the upper valley")
    reader.goto(link_in(text_of(mails), "/subscriptions/follow/"))
    faults = axe_faults(reader)
    reader.get_by_role("button", name="Yes, follow").click()
    reader.get_by_role("link", name="See your preferences").click()

    expect(reader.get_by_label("Updates to: Water for the upper valley")).to_have_value("instant")
    assert faults == []
