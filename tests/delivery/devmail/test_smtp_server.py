import smtplib
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.delivery.devmail.smtp_server import keep, list_messages, read_message, start_mailbox
from tests.settings import change_settings

LETTER = (
    b"From: a@example.com\r\nTo: b@example.com\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?= <script>\r\n"
    b"MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=x\r\n\r\n"
    b"--x\r\nContent-Type: text/plain\r\n\r\nPress https://news.example.org/subscriptions/confirm/abc now.\r\n"
    b"--x\r\nContent-Type: text/html\r\n\r\n<p>Press</p><script>alert(1)</script>\r\n--x--\r\n"
)


@pytest.fixture
def folder(app: Flask, tmp_path: Path) -> Path:
    """The captured mail of a development run."""
    instance, app.instance_path = app.instance_path, str(tmp_path)
    change_settings(app, development=True, mail_server=None)
    yield tmp_path / "mail"
    app.instance_path = instance


def test_the_mailbox_keeps_what_it_is_sent(tmp_path: Path) -> None:
    mailbox = start_mailbox(tmp_path / "mail", 0)
    try:
        with smtplib.SMTP("127.0.0.1", mailbox.port, timeout=5) as host:
            host.sendmail("a@example.com", ["b@example.com"], LETTER)
    finally:
        mailbox.stop()

    kept = list(list_messages(tmp_path / "mail"))
    assert [one.message["Subject"] for one in kept] == ["Grüße <script>"]
    assert [path.suffix for path in (tmp_path / "mail").iterdir()] == [".eml"]


def test_the_newest_message_comes_first(tmp_path: Path) -> None:
    names = [keep(tmp_path, LETTER).name for _ in range(3)]

    assert [one.name for one in list_messages(tmp_path)] == sorted(names, reverse=True)


@pytest.mark.parametrize("name", ["../secret.eml", "x.eml", "", "1" * 19 + "-" + "a" * 8 + ".eml\n"])
def test_only_captured_messages_can_be_read(tmp_path: Path, name: str) -> None:
    (tmp_path / "x.eml").write_bytes(LETTER)

    with pytest.raises(FileNotFoundError):
        read_message(tmp_path, name)


def test_a_stranger_finds_the_message_and_its_link(folder: Path, client: FlaskClient) -> None:
    name = keep(folder, LETTER).name

    listed = client.get("/dev/mail")
    shown = client.get(f"/dev/mail/{name}")

    assert f'href="/dev/mail/{name}"' in listed.text
    assert "Grüße &lt;script&gt;" in listed.text
    assert 'href="https://news.example.org/subscriptions/confirm/abc"' in shown.text
    assert f'href="/dev/mail/{name}/html"' in shown.text


def test_the_html_part_can_run_nothing(folder: Path, client: FlaskClient) -> None:
    name = keep(folder, LETTER).name

    policy = client.get(f"/dev/mail/{name}/html").headers["Content-Security-Policy"]

    assert "sandbox" in policy
    assert "default-src 'none'" in policy
    assert "script" not in policy


def test_a_message_without_html_has_no_such_page(folder: Path, client: FlaskClient) -> None:
    name = keep(folder, b"Subject: \r\n\r\nonly text\r\n").name

    assert client.get(f"/dev/mail/{name}").status_code == 200
    assert client.get(f"/dev/mail/{name}/html").status_code == 404


def test_an_empty_mailbox_says_what_to_do(folder: Path, client: FlaskClient) -> None:
    assert "Nothing yet" in client.get("/dev/mail").text
    assert client.get("/dev/mail/nothing.eml").status_code == 404


@pytest.mark.parametrize("settings", [{"development": False}, {"mail_server": "relay.example.org"}])
def test_captured_mail_is_shown_on_no_other_run(
    folder: Path, app: Flask, client: FlaskClient, settings: dict[str, object]
) -> None:
    name = keep(folder, LETTER).name
    change_settings(app, **settings)

    codes = {client.get(path).status_code for path in ("/dev/mail", f"/dev/mail/{name}", f"/dev/mail/{name}/html")}

    assert codes == {404}
