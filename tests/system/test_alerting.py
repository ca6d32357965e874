"""An alert on its way, as the one who published it watches it: the page moves by itself."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from blog import create_app
from blog.database import db
from blog.delivery.outbox import announce
from blog.web.clock import read_clock
from tests.factories import make_article, make_subscriber
from tests.system.browser import axe_faults
from tests.system.newsroom import Newsroom
from tests.system.people import write

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("desk")]
Visit = Callable[..., Page]


def with_a_reader(room: Newsroom, *, grace: timedelta | None = None) -> int:
    """Give the newsroom a confirmed reader and, with *grace*, an alert that has not begun; return its key."""
    config = {"DEVELOPMENT": True, "INSTANCE_PATH": str(room.instance)}
    app = create_app({**config, "DATABASE_URL": room.settings.get("BLOG_DATABASE_URL")})
    with app.app_context():
        make_subscriber(f"watcher{grace is None:d}@example.com")
        alert = announce(db.session, make_article("Held at the door"), read_clock(), grace=grace) if grace else None
        db.session.commit()
        key = alert.id if alert else 0
        db.session.remove()
        db.engine.dispose()
    return key


def test_an_alert_is_stopped_before_the_first_message_leaves(site: Newsroom, member: Visit) -> None:
    key = with_a_reader(site, grace=timedelta(hours=1))

    page = member(site, f"/desk/alerts/{key}")
    expect(page.locator(".countdown__number")).to_have_text(re.compile("^35[0-9][0-9]$"))
    faults = axe_faults(page)
    page.get_by_role("button", name="Stop the alert").click()

    expect(page.get_by_role("heading", name="Stopped")).to_be_visible()
    assert faults == []
    assert site.mails("watcher0@example.com", "Held at the door") == []


def test_an_alert_finishes_before_the_eyes_of_its_author(site: Newsroom, member: Visit) -> None:
    with_a_reader(site)
    page = member(site)
    write(page, "A bridge for the lower town")

    page.get_by_role("button", name="Publish and alert").click()

    expect(page.get_by_role("heading", name="Sending finished")).to_be_visible()
    expect(page.get_by_role("link", name="Look again")).to_be_hidden()
    expect(page.locator(".tally")).to_contain_text("Accepted by the mail server")
    assert site.mail("watcher1@example.com", "A bridge for the lower town")
