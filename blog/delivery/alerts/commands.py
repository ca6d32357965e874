"""flask alerts: the alert's page on the command line."""

from collections.abc import Callable
from typing import Any

import click
from flask.cli import AppGroup
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from blog.database import db
from blog.delivery.alerts.alert_controls import retry_failed
from blog.delivery.alerts.alert_progress import count_progress, phase_of
from blog.delivery.alerts.alert_queries import MAX_ALERTS, count_open, search_deliveries
from blog.delivery.alerts.ledger_export import export_rows
from blog.models import Alert, Delivery
from blog.web.clock import read_clock

alerts = AppGroup("alerts", help="What readers are being told, and how far that has come.")
COMMANDS = [alerts]
Action = Callable[[Alert], str]


@alerts.command("list")
@click.option(
    "--most", "limit", default=MAX_ALERTS, show_default=True, type=click.IntRange(1), help="How many, newest first."
)
def list_newest(limit: int) -> None:
    """Print the alerts, one a line: id, state, readers, messages to go, headline."""
    newest = select(Alert).options(joinedload(Alert.article)).order_by(Alert.id.desc()).limit(limit)
    found = db.session.scalars(newest).all()
    to_go = count_open(db.session, found)
    for alert in found:
        state = "paused" if alert.paused_at else alert.state.value
        counts = f"{alert.audience_size:>8} readers {to_go.get(alert.id, 0):>8} to go"
        click.echo(f"{alert.id:>6} {state:<10} {counts}  {alert.article.headline}")


@alerts.command("show")
@click.argument("alert_id", metavar="ID", type=int)
def show(alert_id: int) -> None:
    """Print how far alert ID has come, by state and reason."""
    alert, now = find(alert_id), read_clock()
    progress = count_progress(db.session, alert, now)
    click.echo(f"{alert.article.headline}\n{phase_of(alert, progress, now).value}, level {alert.level.value}")
    for state, count in progress.counts.items():
        if count:
            click.echo(f"{count:>10}  {state.value}")
    for reason, count in progress.skipped.items():
        click.echo(f"{count:>10}  skipped: {reason}")
    click.echo(f"{progress.audience:>10}  in all; {progress.per_minute} in the last minute")


@alerts.command("pause")
@click.argument("alert_id", metavar="ID", type=int)
def pause(alert_id: int) -> None:
    """Hold alert ID back from the next claim on."""
    apply_control(alert_id, lambda alert: "paused" if alert.pause(read_clock()) else "nothing changed")


@alerts.command("resume")
@click.argument("alert_id", metavar="ID", type=int)
def resume(alert_id: int) -> None:
    """Let alert ID go on."""
    apply_control(alert_id, lambda alert: "goes on" if alert.resume() else "nothing changed")


@alerts.command("cancel")
@click.argument("alert_id", metavar="ID", type=int)
def cancel(alert_id: int) -> None:
    """Stop alert ID: readers who have not been told yet are not told."""
    apply_control(alert_id, lambda alert: "stopped" if alert.cancel(read_clock()) else "nothing changed")


@alerts.command("retry")
@click.argument("alert_id", metavar="ID", type=int)
@click.option("--bounced", "include_bounced", is_flag=True, help="Also what came back later.")
def retry(alert_id: int, *, include_bounced: bool) -> None:
    """Try again what the mail server refused of alert ID."""

    def action(alert: Alert) -> str:
        return f"{retry_failed(db.session, alert, read_clock(), include_bounced=include_bounced)} tried again"

    apply_control(alert_id, action)


@alerts.command("export")
@click.argument("alert_id", metavar="ID", type=int)
@click.argument("file", type=click.File("w", encoding="utf-8", lazy=False), default="-")
def export(alert_id: int, file: Any) -> None:
    """Write the ledger of alert ID as CSV to FILE, or to standard output."""
    for lines in export_rows(db.session, find(alert_id).id):
        file.write(lines)


@alerts.command("search")
@click.argument("address")
def search_for(address: str) -> None:
    """Print the last messages to ADDRESS, or to addresses that begin so: of every kind, newest first for each."""
    for row in search_deliveries(db.session, address).rows:
        click.echo(describe(row))


def describe(row: Delivery) -> str:
    """Return one message in a line: address, kind, state, time, subject, the server's reply."""
    subject = f"alert {row.alert_id}: {row.alert.article.headline}" if row.alert else row.kind
    state = f"{row.state.value} ({row.reason})" if row.reason else row.state.value
    time = (row.settled_at or row.due_at).isoformat(timespec="seconds")
    return "  ".join(filter(None, (row.address, state, time, subject, row.answer)))


def apply_control(alert_id: int, action: Action) -> None:
    """Lock the alert, apply *action*, commit, and print its result."""
    result = action(find(alert_id, for_update=True))
    db.session.commit()
    click.echo(f"Alert {alert_id}: {result}.")


def find(alert_id: int, *, for_update: bool = False) -> Alert:
    """Return the alert, or end with an error message."""
    query = select(Alert).where(Alert.id == alert_id)
    alert = db.session.scalars(query.with_for_update(of=Alert) if for_update else query).one_or_none()
    if alert is None:
        raise click.ClickException(f"There is no alert {alert_id}.")
    return alert
