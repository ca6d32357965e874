"""flask subscribers delete: deletion of a reader on request."""

import click

from blog.config.settings import current_settings
from blog.database import db
from blog.delivery.devmail.captured_deletion import delete_captured_mail
from blog.models import Subscriber
from blog.subscriptions.erasure import MessageInFlight, erase_reader, find_addresses
from blog.subscriptions.import_export.commands import subscribers
from blog.text.cleaning import clean_line
from blog.web.clock import read_clock

COMMANDS = [subscribers]


@subscribers.command("delete")
@click.argument("address")
@click.confirmation_option(prompt="Everything with this address will be permanently deleted. Delete the reader?")
def delete_command(address: str) -> None:
    """Delete the reader with ADDRESS on request; no import brings the address back."""
    reader = db.session.scalars(Subscriber.by_address(clean_line(address).casefold())).one_or_none()
    if reader is None:
        raise click.ClickException("There is no reader with this address.")
    addresses = find_addresses(db.session, [reader.id])
    try:
        erase_reader(db.session, reader, current_settings().secret_key, read_clock(), by=None)
    except MessageInFlight:
        raise click.ClickException("A message to this reader is being sent. Please try again in a minute.") from None
    db.session.commit()
    delete_captured_mail(addresses)
    click.echo("Deleted. A hash of the address keeps it out of imports.")
