"""A browser in which somebody of the newsroom is signed in."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from blog.models import Person, Role
from tests.factories import make_person, sign_in


class Browser:
    """A client of *person*, whose forms carry the token of the session."""

    def __init__(self, client: FlaskClient, person: Person) -> None:
        self.client, self.person = client, person
        self.token = sign_in(client, person)

    def get(self, path: str, **more: Any) -> Any:
        return self.client.get(path, **more)

    def post(self, path: str, headers: dict[str, str] | None = None, **fields: Any) -> Any:
        values = {name.replace("__", "-"): value for name, value in fields.items()}
        return self.client.post(path, data={"csrf_token": self.token, **values}, headers=headers or {})


@pytest.fixture
def editor(client: FlaskClient) -> Browser:
    return Browser(client, make_person("Ida Editor", Role.EDITOR))
