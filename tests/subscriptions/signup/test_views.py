"""The subscribe form as a browser sends it."""

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from blog.database import db
from blog.models import (
    Delivery,
    DeliveryKind,
    FollowRequest,
    Frequency,
    RateCount,
    Subscriber,
    SubscriberState,
)
from blog.subscriptions import signup_wording
from blog.web.clock import read_clock
from blog.web.extensions import links
from blog.web.forms.timestamps import make_timestamp
from tests.factories import NOW, make_article, make_person, make_subscriber, make_topic
from tests.settings import change_settings


def send(client: FlaskClient, address: str = "ann@example.com", **more: Any) -> TestResponse:
    headers = more.pop("headers", None)
    network = {"REMOTE_ADDR": more.pop("network", "203.0.113.7")}
    data = {"address": address, "name": "", "website": "", "stamp": make_timestamp(links(), read_clock()), **more}
    return client.post("/subscribe", data=data, headers=headers, environ_overrides=network)


def count(model: type) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def mails() -> list[DeliveryKind]:
    db.session.rollback()
    return list(db.session.scalars(select(Delivery.kind).order_by(Delivery.id)))


def next_page(client: FlaskClient, address: str) -> str:
    """Return what stands on the page after sending, without the address itself."""
    page = client.get(send(client, address).location).text.replace(address, "")
    return re.sub(r'(form=|value=")(gAAAA|W)[\w.=%-]+', "", page)


def the_reader() -> Subscriber:
    db.session.rollback()
    return db.session.scalars(select(Subscriber)).one()


def test_the_page_offers_the_form_and_sets_no_cookie(client: FlaskClient) -> None:
    answer = client.get("/subscribe")

    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    for name in ("address", "name", "website", "stamp", "page"):
        assert f'name="{name}"' in answer.text
    assert "csrf_token" not in answer.text


def test_the_form_of_the_page_can_be_sent_as_it_stands(client: FlaskClient) -> None:
    page = client.get("/subscribe").text
    stamp = re.search(r'name="stamp" value="([^"]+)"', page)
    assert stamp is not None

    answer = send(client, stamp=stamp[1], page="/subscribe")

    assert answer.status_code == 303
    assert count(Delivery) == 1


def test_a_request_is_kept_with_its_consent_and_owed_a_mail(client: FlaskClient) -> None:
    answer = send(client, "Ann@Example.com", name="Ann  Müller", page="/articles/tea?size=3#end")

    row = db.session.scalars(select(Subscriber)).one()
    assert (answer.status_code, urlsplit(answer.location).path) == (303, "/subscribe/requested")
    assert (row.address, row.name, row.state) == ("Ann@example.com", "Ann Müller", SubscriberState.PENDING)
    assert (row.consent_wording, row.consent_form) == (signup_wording.wording(Frequency.INSTANT), "/articles/tea")
    assert count(Delivery) == 1


@pytest.mark.parametrize("state", [None, *SubscriberState])
def test_the_answer_is_the_same_whether_or_not_the_address_is_known(
    client: FlaskClient, state: SubscriberState | None
) -> None:
    if state:
        make_subscriber("ann@example.com", state=state)

    answer = send(client)

    assert (answer.status_code, urlsplit(answer.location).path) == (303, "/subscribe/requested")
    assert "Set-Cookie" not in answer.headers
    assert "example.com" not in answer.text
    assert next_page(client, "ann@example.com") == next_page(client, "new@example.com")


def test_the_page_after_sending_says_from_whom_and_what_to_do(client: FlaskClient) -> None:
    page = client.get("/subscribe/requested").text

    assert "IFBG News &lt;news@news.example.org&gt;" in page
    assert "It works for 7 days." in page
    assert "If nothing arrives" in page


def test_a_development_run_leads_to_the_captured_mail(app: Flask, client: FlaskClient) -> None:
    assert "/dev/mail" not in client.get("/subscribe/requested").text

    change_settings(app, development=True, mail_server=None)

    assert "/dev/mail" in client.get("/subscribe/requested").text


def test_a_trap_hit_is_answered_like_success_and_does_nothing(client: FlaskClient) -> None:
    answer = send(client, website="https://pills.example.com", stamp="")

    assert (answer.status_code, urlsplit(answer.location).path) == (303, "/subscribe/requested")
    assert (count(Subscriber), count(Delivery), count(RateCount)) == (0, 0, 0)


def test_a_form_sent_at_once_comes_back_with_what_was_typed_and_its_stamp(app: Flask, client: FlaskClient) -> None:
    change_settings(app, subscribe_minimum_seconds=2)
    stamp = make_timestamp(links(), read_clock())

    answer = send(client, name="Ann", stamp=stamp)

    assert answer.status_code == 422
    assert 'value="ann@example.com"' in answer.text
    assert 'value="Ann"' in answer.text
    assert f'name="stamp" value="{stamp}"' in answer.text
    assert count(Subscriber) == 0


@pytest.mark.parametrize("stamp", ["", "nonsense", "WzFd.x.y"])
def test_a_missing_or_altered_stamp_is_refused(client: FlaskClient, stamp: str) -> None:
    answer = send(client, stamp=stamp)

    assert answer.status_code == 422
    assert "ann@example.com" in answer.text
    assert count(Delivery) == 0


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Sec-Fetch-Site": "none"}]
)
def test_a_form_on_another_site_is_refused(client: FlaskClient, headers: dict[str, str]) -> None:
    answer = send(client, headers=headers)

    assert answer.status_code == 403
    assert count(Subscriber) == 0


def test_no_address_stands_in_any_url(client: FlaskClient) -> None:
    answer = send(client)

    assert "example.com" not in answer.location


def test_pages_lead_to_the_form_that_names_them(client: FlaskClient) -> None:
    topic = make_topic("Grants")
    article = make_article("A library on wheels", topics=[topic], author=make_person("Maren Holt"))
    pages = {
        f"/topics/{topic.slug}": (f"topic={topic.slug}", "Topic: Grants"),
        f"/authors/{article.author.slug}": (f"author={article.author.slug}", "Author: Maren Holt"),
        f"/articles/{article.slug}": (f"article={article.slug}", "to the story “A library on wheels”"),
    }

    for path, (query, words) in pages.items():
        assert f'href="/subscribe?{query}"' in client.get(path).text
        form = client.get(f"/subscribe?{query}")
        assert words in form.text
        assert "Set-Cookie" not in form.headers


@pytest.mark.parametrize("kind", ["topic", "author", "article"])
@pytest.mark.parametrize("slug", ["nowhere", "a\x00b", "'", "x" * 5_000, ""])
def test_a_form_that_names_nothing_is_about_the_site(client: FlaskClient, kind: str, slug: str) -> None:
    page = client.get("/subscribe", query_string={kind: slug})

    assert page.status_code == 200
    assert 'name="about"' not in page.text


def test_a_new_reader_may_choose_the_site_instead(client: FlaskClient) -> None:
    send(client, topic=make_topic().slug, about="site", frequency="weekly")

    assert the_reader().site_frequency is Frequency.WEEKLY
    assert the_reader().consent_wording == signup_wording.wording(Frequency.WEEKLY)
    assert db.session.scalars(select(FollowRequest)).all() == []


def test_a_suppressed_address_gets_no_mail(client: FlaskClient) -> None:
    make_subscriber("ann@example.com", state=SubscriberState.LEFT, suppressed_at=NOW)

    assert urlsplit(send(client).location).path == "/subscribe/requested"
    assert mails() == []
