"""Captured mail goes with the reader whom it was sent to."""

from pathlib import Path

from flask import Flask

from blog.delivery.devmail.captured_deletion import delete_captured_mail, delete_messages_naming
from blog.delivery.devmail.smtp_server import list_messages, save_message
from tests.databases import on_sqlite
from tests.settings import change_settings

ANN = b"To: Ann@Example.com\r\nSubject: Yours\r\n\r\nHello.\r\n"
JOANN = b"To: joann@example.com\r\nSubject: Hers\r\n\r\nHello.\r\n"


def test_what_was_sent_to_the_address_goes_and_all_else_stays(tmp_path: Path) -> None:
    for content in (ANN, JOANN, b"no mail at all \xff"):
        save_message(tmp_path, content)

    delete_messages_naming(tmp_path, ["ann@example.com"])

    assert [one.message["To"] for one in list_messages(tmp_path)].count("joann@example.com") == 1
    assert len(list(tmp_path.glob("*.eml"))) == 2


@on_sqlite
def test_a_folder_that_is_not_there_is_no_trouble(app: Flask) -> None:
    change_settings(app, development=True)

    delete_captured_mail(["ann@example.com"])
