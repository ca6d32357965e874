"""People at the desk, each with a browser of their own."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from blog.models import Person, Role
from tests.factories import make_person, sign_in


class Desk:
    """One person's browser at the desk; posts carry the token."""

    def __init__(self, app: Flask, person: Person) -> None:
        self.person = person
        self.client = app.test_client()
        self.token = sign_in(self.client, person)

    def get(self, path: str) -> TestResponse:
        return self.client.get(path)

    def post(self, path: str, **fields: Any) -> TestResponse:
        return self.client.post(path, data={"csrf_token": self.token, **fields})


Sit = Callable[..., Desk]


@pytest.fixture
def sit(app: Flask) -> Sit:
    """Sign somebody in: sit(person) or sit(role=Role.EDITOR)."""

    def seat(person: Person | None = None, role: Role = Role.AUTHOR) -> Desk:
        return Desk(app, person or make_person(role=role))

    return seat


@pytest.fixture
def desk(sit: Sit) -> Desk:
    """An author at the desk."""
    return sit()
