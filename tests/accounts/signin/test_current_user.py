"""The user of a request: activity and expiry of the session."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from blog.database import db
from blog.models import LoginSession
from blog.web.clock import read_clock
from tests.accounts.people_factories import make_member
from tests.factories import sign_in


def set_last_seen(when: object) -> None:
    db.session.execute(update(LoginSession).values(last_seen_at=when))
    db.session.commit()


def read_last_seen() -> object:
    db.session.expire_all()
    return db.session.query(LoginSession.last_seen_at).scalar()


def test_a_page_of_the_desk_is_a_sign_of_life(client: FlaskClient) -> None:
    sign_in(client, make_member())
    seen_at = read_clock() - timedelta(hours=11)
    set_last_seen(seen_at)

    answer = client.get("/account")

    assert answer.status_code == 200
    assert read_last_seen() > seen_at + timedelta(hours=10)


def test_a_sign_of_life_is_written_at_most_every_few_minutes(client: FlaskClient) -> None:
    sign_in(client, make_member())
    seen_at = read_clock() - timedelta(minutes=4)
    set_last_seen(seen_at)

    client.get("/account")

    assert read_last_seen() == seen_at


@pytest.mark.parametrize("column", ["last_seen_at", "created_at"])
def test_a_session_that_has_run_out_leads_to_the_door(client: FlaskClient, column: str) -> None:
    sign_in(client, make_member())
    db.session.execute(update(LoginSession).values({column: read_clock() - timedelta(days=15)}))
    db.session.commit()

    assert client.get("/account").location == "/login?next=/account"
