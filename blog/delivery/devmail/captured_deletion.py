"""Deletion of captured mail to a reader who is erased."""

from collections.abc import Iterable
from contextlib import suppress
from email import message_from_bytes
from email.policy import default
from email.utils import getaddresses
from pathlib import Path

from flask import current_app

from blog.config.settings import current_settings
from blog.delivery.devmail.views import mail_folder


def delete_captured_mail(addresses: Iterable[str]) -> None:
    """Delete what a development run captured for one of *addresses*; a site in production captures nothing."""
    if current_settings().development:
        delete_messages_naming(mail_folder(current_app.instance_path), addresses)


def delete_messages_naming(folder: Path, addresses: Iterable[str]) -> None:
    """Delete every message to one of *addresses*, in any case."""
    keys = {address.casefold() for address in addresses}
    for path in folder.glob("*.eml"):
        with suppress(FileNotFoundError):
            message = message_from_bytes(path.read_bytes(), policy=default)
            recipients = getaddresses([str(value) for value in message.get_all("To", [])])
            if any(address.casefold() in keys for _name, address in recipients):
                path.unlink()
