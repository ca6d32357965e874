"""People and browsers as the tests of this room need them."""

from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from blog.accounts.signin.current_user import password_hasher
from blog.database import Base, db
from blog.models import Person, Role
from tests.factories import PASSWORD, give_csrf_token, make_person

ADDRESS = "maren@news.example.org"


def make_member(address: str = ADDRESS, role: Role = Role.AUTHOR, **more: Any) -> Person:
    """Make a person who can sign in with PASSWORD."""
    values = {"password_hash": password_hasher().hash(PASSWORD), **more}
    return make_person(address=address, address_key=address.casefold(), role=role, **values)


def send(client: FlaskClient, path: str, ip: str = "192.0.2.1", **fields: str) -> TestResponse:
    """Send a form with a token, as a browser at *ip* does."""
    data = {"csrf_token": give_csrf_token(client), **fields}
    return client.post(path, data=data, environ_overrides={"REMOTE_ADDR": ip})


def try_password(client: FlaskClient, password: str, address: str = ADDRESS, ip: str = "192.0.2.1") -> TestResponse:
    """Send the sign-in form."""
    return send(client, "/login", ip, address=address, password=password)


def cookie_of(client: FlaskClient) -> dict[str, Any]:
    """Return what the session cookie of *client* holds."""
    with client.session_transaction(base_url="https://news.example.org") as cookie:
        return dict(cookie)


def count(model: type[Base]) -> int:
    """Return the number of rows."""
    return db.session.scalar(select(func.count()).select_from(model)) or 0
