"""Password reset: the deeds."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from blog.accounts.signin.current_user import password_hasher
from blog.accounts.signin.password_reset import ResetLinkEnded, reset_password
from blog.database import db
from blog.models import PasswordReset
from blog.web.addresses.links import RESET
from blog.web.clock import read_clock
from blog.web.extensions import links
from tests.accounts.people_factories import ADDRESS, make_member, send

NEW = "eleven grey otters swim"


def ask(client: FlaskClient, address: str = ADDRESS, ip: str = "192.0.2.1") -> TestResponse:
    return send(client, "/password-resets/new", ip, address=address)


def ask_for_link(client: FlaskClient, **person: object) -> str:
    """Ask for a reset and return the path of the link that is mailed."""
    make_member(**person)
    ask(client)
    reset_id = db.session.scalars(select(PasswordReset.id)).one()
    return f"/password-resets/{links().sign(RESET, [reset_id])}"


def test_the_second_of_two_uses_at_the_same_time_is_refused(client: FlaskClient) -> None:
    ask_for_link(client)
    reset_id = db.session.scalars(select(PasswordReset.id)).one()
    reset_password(db.session, reset_id, password_hasher().hash(NEW), read_clock())

    with pytest.raises(ResetLinkEnded):
        reset_password(db.session, reset_id, "stored", read_clock())


def test_a_request_that_sends_no_mail_uses_up_none_of_the_three(client: FlaskClient) -> None:
    person = make_member(is_suspended=True)
    for _time in range(4):
        ask(client)
    before = db.session.scalars(select(PasswordReset)).all()
    person.is_suspended = False

    ask(client)

    assert before == []
    assert len(db.session.scalars(select(PasswordReset)).all()) == 1
