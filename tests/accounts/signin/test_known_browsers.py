"""Browsers that an account knows: nobody keeps its owner out, and nobody gets more tries by the cookie."""

from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update
from werkzeug.test import TestResponse

from blog.database import db
from blog.models import LoginSession, Role
from blog.web.clock import read_clock
from tests.accounts.factor_factories import code_now, give_app, give_code, give_password
from tests.accounts.people_factories import ADDRESS, make_member, send, try_password
from tests.factories import PASSWORD

WRONG = "not the password at all"


def sign_in_and_out(client: FlaskClient, address: str = ADDRESS) -> TestResponse:
    """Let *client* be a browser that the account knows."""
    answer = try_password(client, PASSWORD, address)
    send(client, "/logout")
    return answer


def use_up_tries(app: Flask, address: str = ADDRESS, ip: str = "") -> None:
    """Try wrong passwords from elsewhere until no stranger may try another one."""
    stranger = app.test_client()
    for number in range(10):
        assert try_password(stranger, WRONG, address, ip or f"198.51.100.{number}").status_code == 422


def test_strangers_do_not_keep_the_owner_out(app: Flask, client: FlaskClient) -> None:
    make_member()
    sign_in_and_out(client)

    use_up_tries(app)

    assert try_password(app.test_client(), PASSWORD, ip="192.0.2.50").status_code == 429
    assert try_password(client, PASSWORD).status_code == 303


def test_others_in_the_same_network_do_not_keep_the_owner_out(app: Flask, client: FlaskClient) -> None:
    make_member()
    sign_in_and_out(client)

    use_up_tries(app, "somebody.else@example.org", ip="192.0.2.1")

    assert try_password(app.test_client(), PASSWORD).status_code == 429
    assert try_password(client, PASSWORD).status_code == 303


def test_a_known_browser_has_ten_tries_too(app: Flask, client: FlaskClient) -> None:
    make_member()
    sign_in_and_out(client)

    codes = [try_password(client, WRONG, ip=f"198.51.100.{number}").status_code for number in range(11)]

    assert codes == [422] * 10 + [429]


def test_who_is_signed_in_proves_it_while_strangers_try(app: Flask, client: FlaskClient) -> None:
    make_member(role=Role.ADMINISTRATOR)
    try_password(client, PASSWORD)
    db.session.execute(update(LoginSession).values(created_at=read_clock() - timedelta(hours=1)))
    use_up_tries(app)

    answer = send(client, "/account/proof?next=/desk/people", present=PASSWORD)

    assert (answer.status_code, answer.location) == (303, "/desk/people")


def test_the_second_step_is_open_to_the_owner_while_strangers_try(app: Flask, client: FlaskClient) -> None:
    secret = give_app(make_member())
    give_password(client)
    give_code(client, code_now(secret, -1))
    send(client, "/logout")
    use_up_tries(app)

    give_password(client)

    assert give_code(client, "000000").status_code == 422
    assert give_code(client, code_now(secret, 1)).status_code == 303


def test_another_accounts_cookie_is_worth_nothing(app: Flask, client: FlaskClient) -> None:
    make_member()
    make_member("mallory@news.example.org")
    sign_in_and_out(client, "mallory@news.example.org")

    use_up_tries(app)

    assert try_password(client, PASSWORD, ADDRESS, "192.0.2.60").status_code == 429


def test_the_cookie_is_for_this_host_and_no_script(client: FlaskClient) -> None:
    make_member()

    answer = sign_in_and_out(client)

    known = [line for line in answer.headers.getlist("Set-Cookie") if line.startswith("__Host-known-browser=")]
    assert len(known) == 1
    assert "; Secure; HttpOnly; Path=/; SameSite=Lax" in known[0]
    assert ADDRESS not in known[0]
