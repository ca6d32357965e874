"""flask live: whether this database may send, and the declaration that it may."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from blog.database import db
from blog.delivery.composing.mail_kinds.registry import find_kind
from blog.delivery.worker.instance_state import Standing, look
from blog.delivery.worker.live_check import declare_live
from blog.delivery.worker.stale_mail import cancel_older, count_owed, count_unwritten, skip_older
from blog.web.clock import read_clock

AGE = re.compile(r"([0-9]{1,5})\s*([mhdw])")
UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
WORDS = {
    Standing.NEW: "This database has not been declared yet; the first worker does so.",
    Standing.LIVE: "This database is live: messages go out.",
    Standing.COPY: "This database is a copy, or was moved or restored: nothing is sent.",
    Standing.SET_BACK: "This database was set back to an older state: nothing is sent.",
}


class Age(click.ParamType[timedelta]):
    """A length of time such as 90m, 12h, 2d or 1w."""

    name = "age"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        """Return the length of time that *value* names."""
        match = AGE.fullmatch(str(value))
        if match is None:
            self.fail("Write a number and m, h, d or w, such as 12h or 2d.", param, ctx)
        return timedelta(**{UNITS[match[2]]: int(match[1])})


live = AppGroup("live", help="Whether this database may send messages.", invoke_without_command=True)
COMMANDS = [live]


@live.command("show")
def show() -> None:
    """Say whether messages go out, and what is owed."""
    standing = look(db.session, folder(), slack=1)
    click.echo(WORDS[standing])
    tell_owed(read_clock())
    db.session.rollback()
    if not standing.may_send:
        click.echo("If it is the one that shall send now, say so: flask live declare")


@live.command("declare")
@click.option("--skip-older-than", "age", type=Age(), help="Leave out what was owed before: 90m, 12h, 2d, 1w.")
@click.option("--yes", "is_sure", is_flag=True, help="Do not ask.")
def declare(age: timedelta | None, *, is_sure: bool) -> None:
    """Declare that this database is the one that sends, after saying what would go out."""
    now = read_clock()
    click.echo(WORDS[look(db.session, folder(), slack=1)])
    tell_owed(now)
    db.session.rollback()
    if not is_sure:
        click.confirm("Is the installation that it came from stopped, and shall this one send?", abort=True)
    if age is not None:
        leave_out(now - age, now)
    declare_live(db.session, folder(), now)
    click.echo("Declared live: a running worker begins within seconds.")


@live.result_callback()
@click.pass_context
def show_by_default(context: click.Context, *_results: object) -> None:
    """Show the state when no further word is given."""
    if context.invoked_subcommand is None:
        context.invoke(show)


def folder() -> Path:
    """Return the instance's folder, where the witness is."""
    return Path(current_app.instance_path)


def tell_owed(now: datetime) -> None:
    """Print what would go out, by kind and age."""
    owed = count_owed(db.session)
    for one in owed:
        click.echo(f"  {one.count:>9,} {find_kind(one.kind).label:<16} the oldest owed {age_of(now - one.oldest)} ago")
    unwritten = count_unwritten(db.session)
    if unwritten:
        click.echo(f"  {unwritten:>9,} alerts whose list of readers is still to be written")
    if not owed and not unwritten:
        click.echo("  Nothing is owed.")


def age_of(length: timedelta) -> str:
    """Return *length* for a person, in its largest unit."""
    seconds = max(int(length.total_seconds()), 0)
    for name, size in (("days", 86400), ("hours", 3600), ("minutes", 60)):
        if seconds >= 2 * size:
            return f"{seconds // size} {name}"
    return f"{seconds} seconds"


def leave_out(before: datetime, now: datetime) -> None:
    """Skip what was owed before *before*, a chunk a transaction."""
    cancel_older(db.session, before, now)
    db.session.commit()
    count = repeat(lambda: skip_older(db.session, before, now))
    click.echo(f"Left out: {count:,} messages.")


def repeat(skip: Callable[[], int]) -> int:
    """Call *skip* and commit, until nothing is left; return how many there were."""
    total = 0
    while count := skip():
        db.session.commit()
        total += count
    db.session.rollback()
    return total
