"""What the page after sign-up knows of the form that was sent."""

import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.database import db
from blog.models import Delivery
from blog.subscriptions.signup.form_tokens import read_form_token
from blog.web.clock import read_clock
from blog.web.extensions import links
from blog.web.forms.timestamps import make_timestamp
from tests.factories import make_topic
from tests.settings import change_settings


def send(client: FlaskClient, address: str, **more: Any) -> str:
    """Send the form; return where the answer leads."""
    data = {"address": address, "stamp": make_timestamp(links(), read_clock()), "frequency": "instant", **more}
    answer = client.post("/subscribe", data=data)
    assert answer.status_code == 303
    return answer.location


def addresses() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(Delivery.address).order_by(Delivery.id)))


def hidden_fields(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.split("<main")[1]))


def test_the_next_page_names_the_address_and_its_link_shows_the_form_again(client: FlaskClient) -> None:
    topic = make_topic("Grants")

    page = client.get(send(client, "ann@bücher.example", name="Ann", topic=topic.slug, frequency="weekly")).text
    again = client.get(re.findall(r'href="(/subscribe\?form=[^"]+)"', page)[0]).text

    assert "ann@bücher.example" in page
    for part in ('value="ann@bücher.example"', 'value="Ann"', f'value="{topic.slug}"', 'value="weekly" checked'):
        assert part in again
    assert 'content="noindex"' in again


def test_a_slip_is_offered_right_with_all_that_was_chosen(app: Flask, client: FlaskClient) -> None:
    change_settings(app, subscribe_minimum_seconds=2)
    stamp = make_timestamp(links(), read_clock() - timedelta(seconds=3))

    page = client.get(send(client, "ann@gmial.com", frequency="weekly", name="Ann", stamp=stamp)).text
    answer = client.post("/subscribe", data=hidden_fields(page))

    assert "Did you mean ann@gmail.com?" in page
    assert hidden_fields(page)["frequency"] == "weekly"
    assert answer.status_code == 303
    assert addresses() == ["ann@gmial.com", "ann@gmail.com"]


def test_a_right_address_gets_no_question(client: FlaskClient) -> None:
    assert "Did you mean" not in client.get(send(client, "ann@gmail.com")).text


@pytest.mark.parametrize("token", ["", "x", "gAAAAA", "é", "a" * 3000])
def test_an_altered_token_says_nothing(client: FlaskClient, token: str) -> None:
    for path in ("/subscribe", "/subscribe/requested"):
        answer = client.get(path, query_string={"form": token})
        assert answer.status_code == 200
        assert "example" not in answer.text.split("<main")[1].split("IFBG News &lt;")[0]


def test_a_token_tells_nothing_to_others(app: Flask, client: FlaskClient) -> None:
    token = send(client, "ann@gmail.com").partition("form=")[2]

    assert links().unseal("signup-form", token) is None
    assert read_form_token(links(), token)["address"] == "ann@gmail.com"


def test_a_second_press_works_as_the_first_stamp_is_kept(app: Flask, client: FlaskClient) -> None:
    change_settings(app, subscribe_minimum_seconds=2)
    stamp = make_timestamp(links(), read_clock() - timedelta(seconds=1.5))
    data = {"address": "ann@example.com", "frequency": "daily", "stamp": stamp}

    first = client.post("/subscribe", data=data)
    change_settings(app, subscribe_minimum_seconds=1)
    kept = re.findall(r'name="stamp" value="([^"]+)"', first.text)[0]

    assert (first.status_code, kept) == (422, stamp)
    assert client.post("/subscribe", data={**data, "stamp": kept}).status_code == 303


def test_a_stamp_that_is_too_old_or_not_ours_is_replaced(client: FlaskClient) -> None:
    old = make_timestamp(links(), read_clock() - timedelta(days=40))

    for stamp in (old, "nonsense"):
        page = client.post("/subscribe", data={"address": "a@b.org", "frequency": "daily", "stamp": stamp}).text
        assert f'value="{stamp}"' not in page
        assert 'name="stamp" value="W' in page
