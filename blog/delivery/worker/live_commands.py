"""flask live: whether this database may send, and the declaration that it may."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from blog.database import db
from blog.delivery.composing.mail_kinds.kind_lookup import find_kind
from blog.delivery.worker.instance_state import InstanceState, read_standing
from blog.delivery.worker.live_check import declare_live
from blog.delivery.worker.stale_mail import (
    cancel_alerts_before,
    count_expanding_alerts,
    count_open_mail,
    skip_deliveries_before,
)
from blog.web.clock import read_clock

AGE = re.compile(r"([0-9]{1,5})\s*([mhdw])")
AGE_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
STATE_LABELS = {
    InstanceState.NEW: "This database has not been declared yet; the first worker does so.",
    InstanceState.LIVE: "This database is live: messages go out.",
    InstanceState.COPY: "This database is a copy, or was moved or restored: nothing is sent.",
    InstanceState.ROLLED_BACK: "This database was set back to an older state: nothing is sent.",
}


class AgeType(click.ParamType[timedelta]):
    """A length of time such as 90m, 12h, 2d or 1w."""

    name = "age"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        """Return the length of time that *value* names."""
        match = AGE.fullmatch(str(value))
        if match is None:
            self.fail("Write a number and m, h, d or w, such as 12h or 2d.", param, ctx)
        return timedelta(**{AGE_UNITS[match[2]]: int(match[1])})


live = AppGroup("live", help="Whether this database may send messages.", invoke_without_command=True)
COMMANDS = [live]


@live.command("show")
def show() -> None:
    """Say whether messages go out, and what is owed."""
    state = read_standing(db.engine, instance_folder(), read_clock())
    click.echo(STATE_LABELS[state])
    print_open_mail(read_clock())
    db.session.rollback()
    if not state.may_send:
        click.echo("If it is the one that shall send now, say so: flask live declare")


@live.command("declare")
@click.option("--skip-older-than", "age", type=AgeType(), help="Leave out what was owed before: 90m, 12h, 2d, 1w.")
@click.option("--yes", "confirmed", is_flag=True, help="Do not ask.")
def declare(age: timedelta | None, *, confirmed: bool) -> None:
    """Declare that this database is the one that sends, after saying what would go out."""
    now = read_clock()
    click.echo(STATE_LABELS[read_standing(db.engine, instance_folder(), now)])
    print_open_mail(now)
    db.session.rollback()
    if not confirmed:
        click.confirm("Is the installation that it came from stopped, and shall this one send?", abort=True)
    if age is not None:
        skip_stale(now - age, now)
    declare_live(db.session, instance_folder(), now)
    click.echo("Declared live: a running worker begins within seconds.")


@live.result_callback()
@click.pass_context
def show_by_default(context: click.Context, *_results: object) -> None:
    """Show the state when no subcommand is given."""
    if context.invoked_subcommand is None:
        context.invoke(show)


def instance_folder() -> Path:
    """Return the instance folder, which holds the epoch file."""
    return Path(current_app.instance_path)


def print_open_mail(now: datetime) -> None:
    """Print what would go out, by kind and age."""
    open_mail = count_open_mail(db.session)
    for kind in open_mail:
        age = format_age(now - kind.oldest)
        click.echo(f"  {kind.count:>9,} {find_kind(kind.kind).label:<16} the oldest owed {age} ago")
    expanding = count_expanding_alerts(db.session)
    if expanding:
        click.echo(f"  {expanding:>9,} alerts whose list of readers is still to be written")
    if not open_mail and not expanding:
        click.echo("  Nothing is owed.")


def format_age(length: timedelta) -> str:
    """Return *length* in its largest unit of which there are two or more."""
    seconds = max(int(length.total_seconds()), 0)
    for name, size in (("days", 86400), ("hours", 3600), ("minutes", 60)):
        if seconds >= 2 * size:
            return f"{seconds // size} {name}"
    return f"{seconds} seconds"


def skip_stale(before: datetime, now: datetime) -> None:
    """Skip what was owed before *before*, and commit after each chunk."""
    cancel_alerts_before(db.session, before, now)
    db.session.commit()
    count = repeat_until_none(lambda: skip_deliveries_before(db.session, before, now))
    click.echo(f"Left out: {count:,} messages.")


def repeat_until_none(skip: Callable[[], int]) -> int:
    """Call *skip* and commit, until nothing is left; return how many there were."""
    total = 0
    while count := skip():
        db.session.commit()
        total += count
    db.session.rollback()
    return total
