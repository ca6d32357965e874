"""flask alerts: what the alert's page shows and does, from the command line."""

from collections.abc import Callable
from typing import Any

import click
from flask.cli import AppGroup
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from blog.database import db
from blog.delivery.alerts.alert_controls import retry_failed
from blog.delivery.alerts.alert_progress import phase_of, report
from blog.delivery.alerts.alert_queries import ALERTS, count_open, search
from blog.delivery.alerts.ledger_export import export_rows
from blog.models import Alert, Delivery
from blog.web.clock import read_clock

alerts = AppGroup("alerts", help="What readers are being told, and how far that has come.")
COMMANDS = [alerts]
Deed = Callable[[Alert], str]


@alerts.command("list")
@click.option("--most", default=ALERTS, show_default=True, type=click.IntRange(1), help="How many, newest first.")
def list_them(most: int) -> None:
    """Print the alerts, one a line: key, state, readers, messages to go, headline."""
    newest = select(Alert).options(joinedload(Alert.article)).order_by(Alert.id.desc()).limit(most)
    found = db.session.scalars(newest).all()
    to_go = count_open(db.session, found)
    for alert in found:
        state = "paused" if alert.paused_at else alert.state.value
        counts = f"{alert.audience_size:>8} readers {to_go.get(alert.id, 0):>8} to go"
        click.echo(f"{alert.id:>6} {state:<10} {counts}  {alert.article.headline}")


@alerts.command("show")
@click.argument("key", metavar="ID", type=int)
def show(key: int) -> None:
    """Print how far alert ID has come, by state and reason."""
    alert, now = find(key), read_clock()
    counted = report(db.session, alert, now)
    click.echo(f"{alert.article.headline}\n{phase_of(alert, counted, now).value}, level {alert.level.value}")
    for state, count in counted.counts.items():
        if count:
            click.echo(f"{count:>10}  {state.value}")
    for reason, count in counted.skipped.items():
        click.echo(f"{count:>10}  skipped: {reason}")
    click.echo(f"{counted.audience:>10}  in all; {counted.per_minute} in the last minute")


@alerts.command("pause")
@click.argument("key", metavar="ID", type=int)
def pause(key: int) -> None:
    """Hold alert ID back from the next claim on."""
    control(key, lambda alert: "paused" if alert.pause(read_clock()) else "nothing changed")


@alerts.command("resume")
@click.argument("key", metavar="ID", type=int)
def resume(key: int) -> None:
    """Let alert ID go on."""
    control(key, lambda alert: "goes on" if alert.resume() else "nothing changed")


@alerts.command("cancel")
@click.argument("key", metavar="ID", type=int)
def cancel(key: int) -> None:
    """Stop alert ID: whoever has not been told is not told."""
    control(key, lambda alert: "stopped" if alert.cancel(read_clock()) else "nothing changed")


@alerts.command("retry")
@click.argument("key", metavar="ID", type=int)
@click.option("--bounced", "has_bounced", is_flag=True, help="Also what came back later.")
def retry(key: int, *, has_bounced: bool) -> None:
    """Try again what the mail server refused of alert ID."""

    def deed(alert: Alert) -> str:
        return f"{retry_failed(db.session, alert, read_clock(), has_bounced=has_bounced)} tried again"

    control(key, deed)


@alerts.command("export")
@click.argument("key", metavar="ID", type=int)
@click.argument("file", type=click.File("w", encoding="utf-8", lazy=False), default="-")
def export(key: int, file: Any) -> None:
    """Write the ledger of alert ID as CSV to FILE, or to standard output."""
    for lines in export_rows(db.session, find(key).id):
        file.write(lines)


@alerts.command("search")
@click.argument("address")
def search_for(address: str) -> None:
    """Print the last messages to ADDRESS, or to addresses that begin so: of every kind, newest first for each."""
    for row in search(db.session, address).rows:
        click.echo(describe(row))


def describe(row: Delivery) -> str:
    """Return one message in a line: address, kind, state, time, what it is about, the server's words."""
    about = f"alert {row.alert_id}: {row.alert.article.headline}" if row.alert else row.kind
    state = f"{row.state.value} ({row.reason})" if row.reason else row.state.value
    when = (row.settled_at or row.due_at).isoformat(timespec="seconds")
    return "  ".join(filter(None, (row.address, state, when, about, row.answer)))


def control(key: int, deed: Deed) -> None:
    """Do *deed* to the alert while nobody else can, commit, and print what it says."""
    said = deed(find(key, is_locked=True))
    db.session.commit()
    click.echo(f"Alert {key}: {said}.")


def find(key: int, *, is_locked: bool = False) -> Alert:
    """Return the alert with this key, or end with a sentence."""
    query = select(Alert).where(Alert.id == key)
    alert = db.session.scalars(query.with_for_update(of=Alert) if is_locked else query).one_or_none()
    if alert is None:
        raise click.ClickException(f"There is no alert {key}.")
    return alert
