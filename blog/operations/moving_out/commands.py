"""flask export: the whole site as a folder that other programs can read."""

import time
from pathlib import Path

import click
from flask.cli import with_appcontext

from blog.config.settings import current_settings
from blog.database import db
from blog.database.schema import require_current_schema
from blog.operations.backup.commands import SAY_EVERY_SECONDS
from blog.operations.moving_out.new_folder import TargetRefused
from blog.operations.moving_out.site_export import ExportContents, ExportedSite, export_site
from blog.pictures.files.storage import FileUnreadable, storage
from blog.web.clock import read_clock
from blog.web.site_identity.logo import site_logo
from blog.web.site_identity.reading import site_settings

MIB = 2**20


@click.command("export")
@click.argument("target", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--readers", "with_readers", is_flag=True, help="Include readers, what they follow and their consent.")
@click.option("--quiet", is_flag=True, help="Print nothing but errors.")
@with_appcontext
def export_command(target: Path, *, with_readers: bool, quiet: bool) -> None:
    """Write the whole site to the new folder DIR: Markdown, pictures, and JSON of everything but secrets."""
    require_current_schema(db.engine)
    site = ExportedSite(db.engine, storage(), site_settings().name, current_settings().base_url, site_logo())
    db.session.rollback()
    progress = Printer(is_quiet=quiet)
    try:
        written = export_site(site, target, read_clock(), with_readers=with_readers, progress=progress.say)
    except TargetRefused as reason:
        raise click.ClickException(str(reason)) from None
    except FileUnreadable as reason:
        raise click.ClickException(f"A picture or file cannot be read now ({reason}); nothing was exported.") from None
    for name in written.missing_names:
        click.echo(f"Not to be had: {name}", err=True)
    if not quiet:
        click.echo(f"{target}: {summary(written)}.")
        if not with_readers:
            click.echo("Readers are not in it, since they are personal data: --readers takes them along.")


class Printer:
    """Prints what was written so far, every few seconds."""

    def __init__(self, *, is_quiet: bool) -> None:
        self.is_quiet, self.said_at = is_quiet, time.monotonic()

    def say(self, written: ExportContents) -> None:
        """Print *written*, unless that was done a moment ago."""
        now = time.monotonic()
        if not self.is_quiet and now - self.said_at >= SAY_EVERY_SECONDS:
            self.said_at = now
            click.echo(summary(written), err=True)


def summary(written: ExportContents) -> str:
    """Return what was written."""
    rows = sum(written.rows.values())
    missing = f", {written.missing:,} files missing" if written.missing else ""
    size = written.file_bytes / MIB
    return f"{rows:,} rows, {written.texts:,} texts, {written.files:,} files ({size:,.1f} MiB){missing}"
