"""flask bounces: process a report from a pipe, poll the mailbox, lift a suppression."""

import os
import sys

import click
from flask import Flask, current_app
from flask.cli import AppGroup
from sqlalchemy.exc import SQLAlchemyError

from blog.config.settings import settings_of
from blog.database import db
from blog.delivery.bounces.bounce_policy import read_policy
from blog.delivery.bounces.imap import MailboxUnavailable, read_account, read_mailbox
from blog.delivery.bounces.mime_parts import MAX_BYTES
from blog.delivery.bounces.processing import process_message
from blog.delivery.queue.suppression import lift
from blog.models import Subscriber
from blog.web.clock import read_clock

CHUNK_SIZE = 64 * 1024

bounces = AppGroup("bounces", help="Take reports of messages that did not arrive, and lift what they stopped.")
COMMANDS = (bounces,)


def current_application() -> Flask:
    """Return the application itself, not its proxy."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    return app


@bounces.command("take")
@click.option("--recipient", default="", help="Envelope recipient, if the mail server can say it.")
def process_stdin(recipient: str) -> None:
    """Read one message from standard input, for a pipe of the mail server.

    Ends with 0 when the message was read, whatever it was: a bounce must never
    cause another. Ends with 75 when the database is away, so that the mail
    server tries again, and with 65 when there was no message (sysexits.h).
    """
    data = read_input()
    if not data.strip():
        sys.exit(os.EX_DATAERR)
    try:
        outcome = process_message(db.session, data, read_policy(current_application()), "pipe", read_clock(), recipient)
        db.session.commit()
    except SQLAlchemyError as error:
        click.echo(f"The database cannot be reached: {type(error).__name__}.", err=True)
        sys.exit(os.EX_TEMPFAIL)
    click.echo(outcome.value)


def read_input() -> bytes:
    """Return at most MAX_BYTES of standard input, and discard the rest so that the writer gets no broken pipe."""
    stream = sys.stdin.buffer
    data = stream.read(MAX_BYTES)
    while stream.read(CHUNK_SIZE):
        pass
    return data


@bounces.command("poll")
def poll() -> None:
    """Look into the mailbox of BLOG_BOUNCE_IMAP_URL once, for cron."""
    app = current_application()
    url = settings_of(app).bounce_imap_url
    if not url:
        raise click.ClickException("BLOG_BOUNCE_IMAP_URL is not set.")
    try:
        account = read_account(url, settings_of(app).mail_ca_file)
        counts = read_mailbox(db.session, account, read_policy(app), read_clock)
    except MailboxUnavailable as error:
        raise click.ClickException(str(error)) from None
    by_outcome = ", ".join(f"{count} {outcome}" for outcome, count in sorted(counts.items()))
    click.echo(f"{sum(counts.values())} messages read{': ' if by_outcome else ''}{by_outcome}.")


@bounces.command("lift")
@click.argument("address")
def lift_suppression(address: str) -> None:
    """Let mail go to ADDRESS again."""
    subscriber = db.session.scalars(Subscriber.by_address(address.strip().casefold()).with_for_update()).one_or_none()
    if subscriber is None:
        raise click.ClickException("There is no subscriber with this address.")
    if subscriber.suppressed_at is None:
        raise click.ClickException("Nothing stops mail to this address.")
    lift(db.session, subscriber)
    db.session.commit()
    click.echo(f"Mail goes to {subscriber.address} again.")
