"""The operator's rules for mail."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.database import db
from blog.models import Frequency, MailingRules, Role, Subscriber
from blog.web.clock import read_clock
from blog.web.extensions import links
from blog.web.forms.timestamps import make_timestamp
from tests.factories import make_article, make_person, make_subscriber, save, sign_in

RULES = {"default_frequency": "daily", "digest_hour": "18", "digest_weekday": "6"}


def the_rules() -> tuple[Frequency, int, int]:
    db.session.rollback()
    rules = MailingRules.read(db.session)
    return rules.default_frequency, rules.digest_hour, rules.digest_weekday


def test_an_administrator_sets_the_rules_and_sees_them(client: FlaskClient) -> None:
    token = sign_in(client, make_person(role=Role.ADMINISTRATOR))

    for hour in ("7", "18"):
        answer = client.post("/desk/mailing", data={**RULES, "digest_hour": hour, "csrf_token": token})
    page = client.get(answer.location).text

    assert the_rules() == (Frequency.DAILY, 18, 6)
    assert "The rules for mail are saved." in page
    assert '<option selected value="daily">Once a day</option>' in page
    assert '<option selected value="6">Sunday</option>' in page


@pytest.mark.parametrize(
    ("name", "value"), [("default_frequency", "hourly"), ("digest_hour", "24"), ("digest_weekday", "x")]
)
def test_wrong_rules_get_an_error_beside_the_field(client: FlaskClient, name: str, value: str) -> None:
    token = sign_in(client, make_person(role=Role.ADMINISTRATOR))

    answer = client.post("/desk/mailing", data={**RULES, name: value, "csrf_token": token})

    assert answer.status_code == 422
    assert f'id="{name}-error"' in answer.text
    assert the_rules() == (Frequency.INSTANT, 7, 0)


def test_an_editor_neither_sees_nor_sets_the_rules(client: FlaskClient) -> None:
    token = sign_in(client, make_person(role=Role.EDITOR))

    assert client.get("/desk/mailing").status_code == 403
    assert client.post("/desk/mailing", data={**RULES, "csrf_token": token}).status_code == 403
    assert "/desk/mailing" not in client.get("/desk/").text


def test_new_readers_begin_with_the_default_and_the_words_say_so(client: FlaskClient) -> None:
    before, article = make_subscriber(site_frequency=Frequency.INSTANT), make_article()
    save(MailingRules(id=1, default_frequency=Frequency.WEEKLY, digest_hour=7, digest_weekday=0))

    page = client.get(f"/articles/{article.slug}").text
    client.post("/subscribe", data={"address": "new@example.com", "stamp": make_timestamp(links(), read_clock())})

    new = db.session.scalars(select(Subscriber).where(Subscriber.address == "new@example.com")).one()
    assert "one e-mail a week" in page
    assert new.site_frequency is Frequency.WEEKLY
    assert "one e-mail a week" in new.consent_wording
    assert before.site_frequency is Frequency.INSTANT


def test_what_stood_beside_the_button_counts_when_the_default_has_changed_since(client: FlaskClient) -> None:
    save(MailingRules(id=1, default_frequency=Frequency.WEEKLY, digest_hour=7, digest_weekday=0))
    shown = {"address": "new@example.com", "stamp": make_timestamp(links(), read_clock()), "frequency": "instant"}

    client.post("/subscribe", data=shown)

    new = db.session.scalars(select(Subscriber)).one()
    assert new.site_frequency is Frequency.INSTANT
    assert "as soon as it's published" in new.consent_wording
