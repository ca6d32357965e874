from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.delivery.devmail.smtp_server import save_message
from tests.delivery.devmail.messages import MESSAGE
from tests.settings import change_settings


@pytest.fixture
def folder(app: Flask, tmp_path: Path) -> Path:
    """The captured mail of a development run."""
    instance, app.instance_path = app.instance_path, str(tmp_path)
    change_settings(app, development=True, mail_server=None)
    yield tmp_path / "mail"
    app.instance_path = instance


def test_a_stranger_finds_the_message_and_its_link(folder: Path, client: FlaskClient) -> None:
    name = save_message(folder, MESSAGE).name

    listed = client.get("/dev/mail")
    shown = client.get(f"/dev/mail/{name}")

    assert f'href="/dev/mail/{name}"' in listed.text
    assert "Grüße &lt;script&gt;" in listed.text
    assert 'href="https://news.example.org/subscriptions/confirm/abc"' in shown.text
    assert f'href="/dev/mail/{name}/html"' in shown.text


def test_the_html_part_can_run_nothing(folder: Path, client: FlaskClient) -> None:
    name = save_message(folder, MESSAGE).name

    policy = client.get(f"/dev/mail/{name}/html").headers["Content-Security-Policy"]

    assert "sandbox" in policy
    assert "default-src 'none'" in policy
    assert "script" not in policy


def test_a_message_without_html_has_no_such_page(folder: Path, client: FlaskClient) -> None:
    name = save_message(folder, b"Subject: \r\n\r\nonly text\r\n").name

    assert client.get(f"/dev/mail/{name}").status_code == 200
    assert client.get(f"/dev/mail/{name}/html").status_code == 404


def test_an_empty_mailbox_says_what_to_do(folder: Path, client: FlaskClient) -> None:
    assert "Nothing yet" in client.get("/dev/mail").text
    assert client.get("/dev/mail/nothing.eml").status_code == 404


@pytest.mark.parametrize("settings", [{"development": False}, {"mail_server": "relay.example.org"}])
def test_captured_mail_is_shown_on_no_other_run(
    folder: Path, app: Flask, client: FlaskClient, settings: dict[str, object]
) -> None:
    name = save_message(folder, MESSAGE).name
    change_settings(app, **settings)

    codes = {client.get(path).status_code for path in ("/dev/mail", f"/dev/mail/{name}", f"/dev/mail/{name}/html")}

    assert codes == {404}
