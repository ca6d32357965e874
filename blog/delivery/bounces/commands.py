"""What the mail server and the operator do with bounces in a shell."""

import os
import sys

import click
from flask import Flask, current_app
from flask.cli import AppGroup
from sqlalchemy.exc import SQLAlchemyError

from blog.config.settings import settings_of
from blog.database import db
from blog.delivery.bounces.bounce_policy import site_of
from blog.delivery.bounces.imap import MailboxUnavailable, read_account, read_mailbox
from blog.delivery.bounces.mime_parts import LARGEST
from blog.delivery.bounces.processing import take_message
from blog.delivery.queue.suppression import lift
from blog.models import Subscriber
from blog.web.clock import read_clock

CHUNK = 64 * 1024

bounces = AppGroup("bounces", help="Take reports of messages that did not arrive, and lift what they stopped.")
COMMANDS = (bounces,)


def this_app() -> Flask:
    """Return the application of the command."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    return app


@bounces.command("take")
@click.option("--recipient", default="", help="Envelope recipient, if the mail server can say it.")
def take(recipient: str) -> None:
    """Read one message from standard input, for a pipe of the mail server.

    Ends with 0 when the message was read, whatever it was: a bounce must never
    cause another. Ends with 75 when the database is away, so that the mail
    server tries again, and with 65 when there was no message (sysexits.h).
    """
    data = read_input()
    if not data.strip():
        sys.exit(os.EX_DATAERR)
    try:
        outcome = take_message(db.session, data, site_of(this_app()), "pipe", read_clock(), recipient)
        db.session.commit()
    except SQLAlchemyError as error:
        click.echo(f"The database cannot be reached: {type(error).__name__}.", err=True)
        sys.exit(os.EX_TEMPFAIL)
    click.echo(outcome.value)


def read_input() -> bytes:
    """Return as much of standard input as a report may be long, and read the rest away: the writer must not break."""
    stream = sys.stdin.buffer
    data = stream.read(LARGEST)
    while stream.read(CHUNK):
        pass
    return data


@bounces.command("poll")
def poll() -> None:
    """Look into the mailbox of BLOG_BOUNCE_IMAP_URL once, for cron."""
    app = this_app()
    url = settings_of(app).bounce_imap_url
    if not url:
        raise click.ClickException("BLOG_BOUNCE_IMAP_URL is not set.")
    try:
        account = read_account(url, settings_of(app).mail_ca_file)
        counts = read_mailbox(db.session, account, site_of(app), read_clock)
    except MailboxUnavailable as error:
        raise click.ClickException(str(error)) from None
    said = ", ".join(f"{count} {word}" for word, count in sorted(counts.items()))
    click.echo(f"{sum(counts.values())} messages read{': ' if said else ''}{said}.")


@bounces.command("lift")
@click.argument("address")
def lift_suppression(address: str) -> None:
    """Let mail go to ADDRESS again."""
    found = db.session.scalars(Subscriber.by_address(address.strip().casefold()).with_for_update()).one_or_none()
    if found is None:
        raise click.ClickException("There is no subscriber with this address.")
    if found.suppressed_at is None:
        raise click.ClickException("Nothing stops mail to this address.")
    lift(db.session, found)
    db.session.commit()
    click.echo(f"Mail goes to {found.address} again.")
