"""An editor plans, ends, credits and overrules in the browser; on a phone without script too."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from blog.database import db
from blog.models import Person
from tests.factories import make_article, make_draft, make_person
from tests.system.browser import PHONE
from tests.system.inside import inside
from tests.system.newsroom import Newsroom

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("desk")]
Visit = Callable[..., Page]
ways = pytest.mark.parametrize(
    "options", [{}, {"java_script_enabled": False, "viewport": PHONE}], ids=["desk", "phone, no script"]
)


def editor_of() -> Person:
    """Return the editor whom the browser signs in."""
    return db.session.query(Person).filter_by(name="Ilse Brandt").one()


@ways
def test_an_article_is_scheduled_moved_and_taken_off(site: Newsroom, member: Visit, options: dict[str, Any]) -> None:
    with inside(site):
        key = make_draft(f"The ferry {len(options)}", author=editor_of()).id
    page = member(site, f"/desk/articles/{key}/publication", **options)

    later = page.get_by_role("region", name="Schedule")
    later.get_by_label("Date and time").fill("2020-01-02T09:30")
    later.get_by_role("button", name="Schedule").last.click()
    expect(page.locator("#moment-error")).to_have_text(
        "This time has passed. Choose a later one, or publish it now with this date."
    )
    expect(later.get_by_label("Date and time")).to_have_value("2020-01-02T09:30")
    later.get_by_label("Date and time").fill("2030-01-02T09:30")
    later.get_by_role("button", name="Schedule").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Scheduled")
    page.get_by_role("link", name="Desk", exact=True).click()
    coming = page.get_by_role("region", name="Going out next")
    expect(coming).to_contain_text("January 2, 2030")
    coming.get_by_role("link", name=f"The ferry {len(options)}").click()
    other = page.get_by_role("region", name="Reschedule")
    other.get_by_label("Date and time").fill("2031-03-04T10:00")
    other.get_by_role("button", name="Move it").last.click()
    expect(page.get_by_role("region", name="When", exact=True)).to_contain_text("March 4, 2031")
    page.get_by_role("button", name="Unschedule").click()
    expect(page.get_by_text("is off the schedule and waits at the desk")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Publish")


@ways
def test_an_end_is_set_and_lifted(site: Newsroom, member: Visit, options: dict[str, Any]) -> None:
    with inside(site):
        key = make_article(f"The fair {len(options)}", author=editor_of()).id
    page = member(site, f"/desk/articles/{key}/publication", **options)

    end = page.get_by_role("region", name="End date")
    end.get_by_text("Remove from listings on a date").click()
    end.get_by_label("Date and time").fill("2030-05-06T18:00")
    end.get_by_role("button", name="Set the end").click()
    expect(end).to_contain_text("It ends on Monday, May 6, 2030")
    end.get_by_role("button", name="Remove the end").click()
    expect(end.get_by_text("It ends on")).to_have_count(0)


@ways
def test_two_authors_and_a_fact_checker_stand_on_the_page(
    site: Newsroom, member: Visit, options: dict[str, Any]
) -> None:
    second, checker = f"Noor {len(options)}", f"Tomás {len(options)}"
    with inside(site):
        article = make_article(f"By two {len(options)}", author=editor_of(), slug=f"by-two-{len(options)}")
        make_person(second), make_person(checker)
        key = article.id
    page = member(site, f"/desk/articles/{key}/byline", **options)

    page.get_by_label("Author 2").select_option(label=second)
    page.get_by_label("Who looked it over").select_option(label=checker)
    page.get_by_label("What readers see").select_option(label="Facts checked by")
    page.get_by_role("button", name="Save the byline").click()
    expect(page.get_by_text("The byline is saved.")).to_be_visible()
    page.goto(f"/articles/by-two-{len(options)}")
    expect(page.locator("main")).to_contain_text(re.compile(rf"Ilse Brandt\s+and\s+{second}"))
    expect(page.get_by_text(f"Fact-checked by {checker}")).to_be_visible()
    names, credit = (
        page.locator(f".article__head {one}").first.bounding_box() for one in (".byline", ".byline--credit")
    )
    assert names
    assert credit
    assert names["y"] + names["height"] <= credit["y"] or names["x"] + names["width"] <= credit["x"]


@ways
def test_what_the_checks_find_is_published_with_a_reason_only(
    site: Newsroom, member: Visit, options: dict[str, Any]
) -> None:
    text, headline = "It cost TK euros.", f"The bill {len(options)}"
    with inside(site):
        key = make_draft(headline, author=editor_of(), text=text, slug=f"the-bill-{len(options)}").id
    page = member(site, f"/desk/articles/{key}/publication", **options)
    reason, deed = page.locator("#overruling"), page.locator("form.ask__deeds button").last

    expect(page.get_by_role("region", name="What may be wrong")).to_contain_text("Something is still to come")
    reason.fill("   ")
    deed.click()
    expect(page.locator("#overruling-error")).to_contain_text("Fix what was found, or give the reason")
    expect(reason).to_have_attribute("aria-invalid", "true")
    reason.fill("TK is the insurer’s name.")
    deed.click()
    page.wait_for_url(re.compile(rf"/articles/the-bill-{len(options)}"))
    expect(page.get_by_role("heading", level=1)).to_have_text(headline)
