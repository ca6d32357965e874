"""No form tells a stranger who has an account or a subscription: by its answer, its statements or its hashes."""

import re
from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask

from blog.accounts.signin.current_user import password_hasher
from blog.accounts.signin.password_hashing import PasswordHasher
from blog.database import db
from blog.models import SubscriberState, Suppression
from blog.web.clock import read_clock
from blog.web.extensions import links
from blog.web.forms.timestamps import make_timestamp
from tests.databases import asked_of_database
from tests.factories import NOW, PASSWORD, give_csrf_token, make_person, make_subscriber

KNOWN, UNKNOWN, FIRST = "known@example.com", "other@example.com", "first@example.com"
OWN = ("X-Request-ID", "Set-Cookie", "Content-Length", "Location")
"""Header fields that differ from one request to the next, or name what was typed."""
CHANGING = re.compile(r"<input[^>]*name=\"(?:csrf_token|stamp)\"[^>]*>|gAAAA[\w=%-]+")
"""Tokens, of which no two are the same (Fernet begins them with gAAAA)."""
MAX_MAILS = 3
"""That one address gets in a day."""
MAX_DIFFERENCE = 3
"""Statements that one more mail takes, each a tenth of a millisecond."""


def make_member(**more: Any) -> None:
    values: dict[str, Any] = {"address_key": KNOWN, "password_hash": password_hasher().hash(PASSWORD), **more}
    make_person(address=KNOWN, **values)


MEMBERS: dict[str, Callable[[], object]] = {
    "member": make_member,
    "suspended": lambda: make_member(is_suspended=True),
    "invited": lambda: make_member(password_hash=None, invited_at=NOW),
    "with a second factor": lambda: make_member(second_factor_at=NOW),
}
READERS: dict[str, Callable[[], object]] = {
    **{state.value: partial(make_subscriber, KNOWN, state=state) for state in SubscriberState},
    "suppressed": lambda: make_subscriber(KNOWN, suppressed_at=NOW, suppression=Suppression.HARD_BOUNCE),
    "complained": lambda: make_subscriber(KNOWN, suppressed_at=NOW, suppression=Suppression.COMPLAINT),
}
DOORS = (
    *(("/login", name, make) for name, make in MEMBERS.items()),
    *(("/password-resets/new", name, make) for name, make in MEMBERS.items()),
    *(("/subscribe", name, make) for name, make in READERS.items()),
    *(("/subscribe/link", name, make) for name, make in READERS.items()),
)


def knock(app: Flask, monkeypatch: pytest.MonkeyPatch, path: str, address: str) -> tuple[list[object], int, int]:
    """Send the form as a stranger does; return what is seen of it, its statements, and its hashes."""
    client, hashed, verify = app.test_client(), [0], PasswordHasher.verify
    stamp = make_timestamp(links(), read_clock())
    data = {"address": address, "password": "wrong horse", "frequency": "instant", "stamp": stamp}
    data["csrf_token"] = give_csrf_token(client)

    def counted(hasher: PasswordHasher, password_hash: str | None, password: str) -> bool:
        hashed[0] += 1
        return verify(hasher, password_hash, password)

    with monkeypatch.context() as patch, asked_of_database() as asked:
        patch.setattr(PasswordHasher, "verify", counted)
        answer = client.post(path, data=data)
    pages = [answer.text, client.get(answer.location).text if answer.location else ""]
    seen = [answer.status_code, urlsplit(answer.location or "").path, len(answer.location or "")]
    seen += [sorted((name, value) for name, value in answer.headers if name not in OWN)]
    seen += [len(answer.headers.getlist("Set-Cookie"))]
    return [*seen, *(CHANGING.sub("", page).replace(address, "") for page in pages)], len(asked), hashed[0]


@pytest.mark.parametrize("times", [1, MAX_MAILS + 1])
@pytest.mark.parametrize(("path", "name", "make"), DOORS, ids=[f"{path} {name}" for path, name, _ in DOORS])
def test_a_known_and_an_unknown_address_are_answered_alike(
    app: Flask, monkeypatch: pytest.MonkeyPatch, path: str, name: str, make: Callable[[], object], times: int
) -> None:
    make()
    knock(app, monkeypatch, path, FIRST)  # What a process asks once.

    for _ in range(times):
        known = knock(app, monkeypatch, path, KNOWN)
        unknown = knock(app, monkeypatch, path, UNKNOWN)

    assert known[0] == unknown[0]
    assert abs(known[1] - unknown[1]) <= MAX_DIFFERENCE
    assert known[2] == unknown[2] == (path == "/login")
    db.session.rollback()
