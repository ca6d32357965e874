"""flask bounces: process a report from a pipe, poll the mailbox, lift a suppression."""

import os
import sys
from datetime import UTC, datetime

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
from blog.delivery.queue.lifting import LiftCriteria, lift_all, preview
from blog.delivery.queue.suppression import lift
from blog.delivery.queue.suppression_brake import release
from blog.models import Subscriber, SuppressionBrake
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
@click.argument("address", required=False)
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]),
    help="Suppressed since this time, in UTC.",
)
@click.option("--words", default="", help="Part of the server's reply; case does not matter.")
@click.option("--domain", default="", help="Domain of the addresses, such as example.com.")
@click.option("--dry-run", is_flag=True, help="Show how many and which addresses; change nothing.")
def lift_suppressions(address: str | None, since: datetime | None, words: str, domain: str, dry_run: bool) -> None:
    """Let mail go to ADDRESS again, or to every bounced address that matches --since, --words and --domain."""
    criteria = LiftCriteria(since.replace(tzinfo=UTC) if since else None, words, domain.lstrip("@"))
    if (address is None) is criteria.is_empty:
        raise click.UsageError("Give an address, or use --since, --words or --domain.")
    if address is not None:
        lift_one(address, dry_run=dry_run)
    elif dry_run:
        count, readers = preview(db.session, criteria)
        click.echo(f"Suppressions that would be lifted: {count}.")
        for reader in readers:
            click.echo(f"{reader.address}  {reader.suppression_words or ''}".rstrip())
    else:
        count = lift_all(db.session, criteria, read_clock())
        db.session.commit()
        click.echo(f"Suppressions lifted: {count}.")


def lift_one(address: str, *, dry_run: bool) -> None:
    """Lift the suppression of one address. Commits."""
    subscriber = db.session.scalars(Subscriber.by_address(address.strip().casefold()).with_for_update()).one_or_none()
    if subscriber is None:
        raise click.ClickException("There is no subscriber with this address.")
    if subscriber.suppressed_at is None:
        raise click.ClickException("Nothing stops mail to this address.")
    if dry_run:
        click.echo("Suppressions that would be lifted: 1.")
        click.echo(f"{subscriber.address}  {subscriber.suppression_words or ''}".rstrip())
        return
    lift(db.session, subscriber)
    db.session.commit()
    click.echo(f"Mail goes to {subscriber.address} again.")


@bounces.command("decide")
@click.argument("decision", type=click.Choice(["spare", "suppress"]))
def decide(decision: str) -> None:
    """End the hold on suppressions: spare everybody, or suppress the addresses that were refused."""
    if db.session.scalar(SuppressionBrake.engaged()) is None:
        raise click.ClickException("Suppressions are not on hold.")
    count = release(db.session, read_clock(), suppress_refused=decision == "suppress")
    db.session.commit()
    click.echo(f"Addresses suppressed: {count}. Paused alerts stay paused until you run flask alerts resume.")
