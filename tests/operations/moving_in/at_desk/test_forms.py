"""The form of an import names what is wrong beside each field, and keeps what was typed."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.operations.moving_in.at_desk.forms import split_hosts
from blog.operations.moving_in.at_desk.import_job import imports_folder
from tests.operations.moving_in.at_desk.desk_imports import sign_in_boss


def test_the_form_says_what_is_wrong_beside_each_field(app: Flask, client: FlaskClient) -> None:
    token = sign_in_boss(client)
    wrong = {"csrf_token": token, "site": "not a site", "hosts": "10.0.0.1", "tags_from": "x"}

    answer = client.post("/desk/moving-in", data=wrong)

    assert answer.status_code == 422
    for words in ("Choose the file that the other", "as it stood in the browser", "“10.0.0.1” is no name of a host"):
        assert words in answer.text
    assert 'value="not a site"' in answer.text
    assert not imports_folder(app.instance_path).exists()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", []),
        ("https://Old.example.org/x, old.example.org", ["old.example.org"]),
        ("a.example b.example;c.example", ["a.example", "b.example", "c.example"]),
    ],
)
def test_hosts_are_read_however_they_are_separated(text: str, names: list[str]) -> None:
    assert split_hosts(text) == names
