"""flask import: articles, pictures, people and old addresses of another program."""

import csv
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

import click
from flask.cli import with_appcontext

from blog.config.settings import current_settings
from blog.database import db
from blog.operations.moving_in.all_sources import SiteImportOptions, begin_run
from blog.operations.moving_in.dry_run import rehearse
from blog.operations.moving_in.files.fetched_exports import fetch_export
from blog.operations.moving_in.imported_items import ExportRefused, Phase, Say
from blog.operations.moving_in.importing import ImportRun, record_run
from blog.operations.moving_in.moving_report import ArticleRow
from blog.operations.moving_in.report_lines import report_lines
from blog.operations.moving_in.storing.imported_readers import ReaderImportOptions
from blog.operations.moving_in.storing.imported_topics import TAGS_FROM
from blog.pictures.files.storage import storage
from blog.pictures.files.upload import current_limits
from blog.text.language import site_zone_name
from blog.web.access.formula_escaping import escape_formula
from blog.web.clock import read_clock

HEADINGS = ("key", "title", "old address", "outcome", "address", "words before", "words after", "losses")
SAY_EVERY_SECONDS = 5.0
existing = click.Path(exists=True, path_type=Path)


class ExportPath(click.Path):
    """A path that exists, or the address of a feed as it is typed."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return a path, or the address."""
        return value if str(value).startswith(("http://", "https://")) else super().convert(value, param, ctx)


@click.command("import")
@click.argument("path", type=ExportPath(exists=True, path_type=Path))
@click.option("--dry-run", "is_dry", is_flag=True, help="Read and convert everything, write nothing.")
@click.option("--source", "program", default="", help="Which program it comes from; without it, recognised.")
@click.option("--site", default="", help="Address of the old site, such as https://old.example.org.")
@click.option("--media", "media", multiple=True, type=existing, help="Folder or zip with pictures; may be repeated.")
@click.option("--host", "hosts", multiple=True, help="Host from which pictures may be fetched; may be repeated.")
@click.option("--tags-from", default=TAGS_FROM, show_default=True, help="Articles a tag must have to become a topic.")
@click.option("--type", "types", multiple=True, help="Further WordPress type of posts to take in; may be repeated.")
@click.option("--zone", default="", help="IANA zone of times that name none; without it, that of the site.")
@click.option("--addresses", "addresses", type=existing, help="Sitemap, or list of addresses that the old site had.")
@click.option("--report", "report", type=click.Path(dir_okay=False, path_type=Path), help="CSV with a row per article.")
@click.option("--again", "is_again", is_flag=True, help="Convert again what was not edited here.")
@click.option("--ask-permission", "is_asking", is_flag=True, help="Mail each new reader once, to ask for permission.")
@with_appcontext
def import_command(path: Path | str, program: str, report: Path | None, *, is_dry: bool, **more: Any) -> None:
    """Import articles, pictures, people and old addresses from PATH: a file, a folder or a zip of another program.

    PATH may also be the address of a feed.

    Nobody is mailed. A second run changes nothing, and a run that was
    killed is taken up by calling the command again.
    """
    try:
        with ExitStack() as stack, open_rows(report) as write_row:
            if isinstance(path, str):
                path = fetch_export(path, Path(stack.enter_context(TemporaryDirectory())))
            run = begin_run(stack, path, read_options(program, more), storage(), current_limits(), read_clock())
            click.echo(f"{run.contents.program}: {run.contents.count:,} articles of {run.contents.site or 'one site'}")
            rows = rehearse(run, db.session) if is_dry else take_in(run)
            with click.progressbar(length=run.contents.count, label="Articles", file=sys.stderr) as bar:
                for row in rows:
                    write_row(row)
                    bar.update(1)
    except ExportRefused as reason:
        db.session.rollback()
        raise click.ClickException(str(reason)) from None
    click.echo("Nothing was written; this would happen:" if is_dry else "Done:")
    for line in report_lines(run.report):
        click.echo(line)


def read_options(program: str, more: dict[str, Any]) -> SiteImportOptions:
    """Return what the options say."""
    return SiteImportOptions(
        program,
        more["site"],
        more["media"],
        frozenset(more["hosts"]),
        more["tags_from"],
        frozenset(more["types"]),
        read_zone(more["zone"] or site_zone_name()),
        more["is_again"],
        more["addresses"],
        ReaderImportOptions(current_settings().secret_key, more["is_asking"]),
        say_on_screen(),
    )


def say_on_screen() -> Say:
    """Return what prints how far an export is that is taken in as a whole, every few seconds."""
    said_at = dict[Phase, float]()

    def say(phase: Phase, done: int, whole: int) -> None:
        if time.monotonic() - said_at.get(phase, 0.0) >= SAY_EVERY_SECONDS:
            said_at[phase] = time.monotonic()
            click.echo(f"{done:,} of {whole:,} {phase}", err=True)

    return say


def read_zone(name: str) -> ZoneInfo:
    """Return the zone called *name*, or refuse it."""
    try:
        return ZoneInfo(name)
    except (ValueError, OSError):
        raise click.BadParameter(f"There is no zone called {name}.") from None


def take_in(run: ImportRun) -> Iterator[ArticleRow]:
    """Import, with a commit after each step, and yield what became of each article."""
    for row in run.steps(db.session):
        db.session.commit()
        if row is not None:
            yield row
    record_run(db.session, run, run.now, by=None)
    db.session.commit()


@contextmanager
def open_rows(report: Path | None) -> Iterator[Callable[[ArticleRow], None]]:
    """Yield what writes a row for each article to *report*; with None it writes nothing."""
    if report is None:
        yield lambda row: None
        return
    with report.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADINGS)
        yield lambda row: writer.writerow([escape_formula(str(cell)) for cell in cells_of(row)])


def cells_of(row: ArticleRow) -> Sequence[object]:
    """Return the cells of one article."""
    losses = "; ".join(f"{loss.kind}: {loss.detail}" for loss in row.losses)
    outcome = f"{row.outcome}: {row.reason}" if row.reason else row.outcome
    return (row.key, row.title, row.old_path, outcome, row.path, row.words_before, row.words_after, losses)
