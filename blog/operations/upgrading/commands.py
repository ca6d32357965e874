"""Commands of the database besides those of Flask-Migrate."""

import time
from contextlib import suppress
from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from blog.database import db
from blog.database.schema import require_current_schema
from blog.models import CheckName, SiteCheck
from blog.operations.backup.database.sqlite_file import back_up, database_file, restore
from blog.operations.upgrading.backfills import fill_next, read_progress
from blog.web.clock import read_clock

SAY_EVERY_SECONDS = 5.0


@click.command("fill")
@with_appcontext
def fill() -> None:
    """Fill the columns that an upgrade left for later, as the worker does; prints progress and can be stopped."""
    require_current_schema(db.engine)
    print_progress()
    say_at = time.monotonic() + SAY_EVERY_SECONDS
    while fill_next(db.session, read_clock()):
        db.session.commit()
        if time.monotonic() >= say_at:
            print_progress()
            say_at = time.monotonic() + SAY_EVERY_SECONDS
    db.session.commit()
    click.echo("All columns are filled.")


def print_progress() -> None:
    """Print a line for each column that is not filled yet."""
    for label, position, last in read_progress(db.session):
        click.echo(f"{label}: {position:,} of {last:,}")
    db.session.rollback()


@click.command("backup")
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False))
@with_appcontext
def backup(target: Path) -> None:
    """Copy the SQLite database to the new file TARGET while the site runs; pictures are not included."""
    back_up(database_file(db.engine.url), target)
    note_backup()
    click.echo(f"The database was copied to {target} and checked. Keep the secret key and the picture folder with it.")


def note_backup() -> None:
    """Tick the backup in the list of first steps; a database before its upgrade may not have that list."""
    with suppress(SQLAlchemyError):
        SiteCheck.record(db.session, CheckName.BACKUP, read_clock())
        db.session.commit()


@click.command("restore")
@click.argument("source", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@with_appcontext
def restore_backup(source: Path) -> None:
    """Replace the SQLite database of a stopped site with the backup SOURCE."""
    restore(source, database_file(db.engine.url))
    click.echo("Restored. The site sends no mail yet. Now run: flask db upgrade, flask live, flask live declare.")
