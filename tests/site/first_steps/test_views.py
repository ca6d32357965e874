"""A new site shows its administrator what is left, and ticks each step when it is true."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.database import db
from blog.delivery import outbox
from blog.models import CheckName, DeliveryState, Role, SiteCheck, SiteSetting
from blog.web.site_identity.reading import forget_site_settings
from tests.factories import NOW, make_person
from tests.site.page_factories import make_page
from tests.site.pages.conftest import Browser

PAGE = "/desk/first-steps"


@pytest.fixture
def boss(client: FlaskClient) -> Browser:
    return Browser(client, make_person("Bo Ss", Role.ADMINISTRATOR, address="boss@example.org"))


def left(page: str) -> list[str]:
    return re.findall(r'<li class="first-steps__one" id="step-(\w+)">', page)


def choose(key: str, value: str) -> None:
    SiteSetting.write(db.session, key, value)
    db.session.commit()
    forget_site_settings()


def be_told_by_the_worker() -> None:
    SiteCheck.record(db.session, CheckName.DNS, NOW)
    db.session.commit()


def be_guarded(boss: Browser) -> None:
    boss.person.second_factor_at = NOW
    db.session.commit()


ACTS: dict[str, Callable[[Browser], object]] = {
    "name": lambda boss: choose("name", "Der Bote"),
    "imprint": lambda boss: make_page("Imprint", "imprint", author=boss.person, purpose="imprint", is_public=True),
    "privacy": lambda boss: make_page("Privacy", "privacy", author=boss.person, purpose="privacy", is_public=True),
    "postal": lambda boss: choose("postal_address", "Quay 4\n8001 Zurich"),
    "mail": lambda boss: boss.post(PAGE, deed="arrived"),
    "dns": lambda boss: be_told_by_the_worker(),
    "backup": lambda boss: boss.post(PAGE, deed="backed_up"),
    "factor": be_guarded,
}


def test_each_step_is_ticked_by_itself_and_the_list_goes_when_all_are(app: Flask, boss: Browser) -> None:
    assert left(boss.get(PAGE).text) == list(ACTS)
    assert "Before you go public" in boss.get("/desk/").text

    for number, (name, act) in enumerate(ACTS.items(), 1):
        boss.post(PAGE, deed="put_away")
        act(boss)
        assert left(boss.get(PAGE).text) == list(ACTS)[number:], name

    assert "Put this list away" in boss.get("/desk/").text
    assert boss.post(PAGE, deed="put_away").location == "/desk/"
    assert "first-steps-panel" not in boss.get("/desk/").text
    assert "Ready to go public" in boss.get(PAGE).text


def test_a_draft_is_not_a_page_and_leads_to_itself(app: Flask, boss: Browser) -> None:
    page = make_page("Imprint", "imprint", author=boss.person, purpose="imprint", is_public=False)

    shown = boss.get(PAGE).text

    assert "imprint" in left(shown)
    assert f'href="/desk/pages/{page.article_id}"' in shown


def test_a_test_mail_counts_once_somebody_says_that_it_arrived(app: Flask, boss: Browser) -> None:
    assert 'value="arrived"' not in boss.get(PAGE).text
    test = outbox.enqueue(db.session, "test_welcome", boss.person, NOW)
    db.session.commit()
    assert "is not out yet" in boss.get(PAGE).text

    test.state = DeliveryState.ACCEPTED
    db.session.commit()

    assert 'value="arrived"' in boss.get(PAGE).text
    assert "mail" in left(boss.get(PAGE).text)


def test_the_records_are_looked_at_by_the_worker_when_asked(app: Flask, boss: Browser) -> None:
    fault = {"subject": "spf", "message": "example.org has no SPF record: publish TXT v=spf1 <include>"}
    SiteCheck.hold(db.session, CheckName.DNS).findings = [fault]
    db.session.get_one(SiteCheck, CheckName.DNS).checked_at = NOW
    db.session.commit()
    assert "example.org has no SPF record: publish TXT v=spf1 &lt;include&gt;" in boss.get(PAGE).text

    boss.post(PAGE, deed="check_names")

    shown = boss.get(PAGE).text
    assert "The worker is about to look" in shown
    assert "See what the worker has found" in shown


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.EDITOR])
def test_nobody_else_sees_the_list(app: Flask, client: FlaskClient, role: Role) -> None:
    browser = Browser(client, make_person(role=role))

    assert browser.get(PAGE).status_code == 403
    assert browser.post(PAGE, deed="put_away").status_code == 403
    assert "first-steps-panel" not in browser.get("/desk/").text
