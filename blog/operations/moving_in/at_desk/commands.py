"""flask import-uploaded: the process of one import at the desk, which the worker begins."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

import click
import structlog
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from blog.config.settings import settings_of
from blog.database import db
from blog.database.faults.disk_faults import is_full
from blog.database.faults.passing_faults import Fault, fault_of
from blog.models import ImportOrigin, ImportStep, OriginKind, SiteImport, StepState
from blog.operations.moving_in.all_sources import SiteImportOptions, begin_run
from blog.operations.moving_in.at_desk.import_job import alone, imports_folder
from blog.operations.moving_in.at_desk.import_progress import SAY_EVERY_SECONDS, Stopped, say_progress, say_whole
from blog.operations.moving_in.at_desk.report_labels import DISK_FULL, KILLED, UNFORESEEN
from blog.operations.moving_in.at_desk.uploaded_files import ImportFiles, UploadPart
from blog.operations.moving_in.commands import open_rows
from blog.operations.moving_in.dry_run import rehearse
from blog.operations.moving_in.files.fetched_exports import FEED_NAMES, fetch_export
from blog.operations.moving_in.imported_items import ExportRefused
from blog.operations.moving_in.importing import ImportRun, record_run
from blog.operations.moving_in.moving_report import ArticleRow
from blog.operations.moving_in.storing.imported_readers import ReaderImportOptions
from blog.pictures.files.storage import storage
from blog.pictures.files.upload import current_limits
from blog.text.language import site_language
from blog.web.clock import read_clock

MAX_TRIES = 5
"""How often an import is taken up again that dies without coming any further."""
LIST_FILE = "articles.csv"

log = structlog.get_logger()


@click.command("import-uploaded", hidden=True)
@click.argument("import_id", type=int)
@with_appcontext
def import_uploaded(import_id: int) -> None:
    """Check or take in the export that was uploaded at the desk as IMPORT_ID; say nothing, and write down the result.

    A process that is killed leaves all that it has committed, and the worker begins another.
    """
    root = imports_folder(current_app.instance_path)
    with alone(root) as is_alone:
        if is_alone and (claimed := claim(import_id)) is not None:
            state, problem = carry_out(claimed, root / claimed.key)
            db.session.rollback()
            db.session.get_one(SiteImport, import_id).end(state, read_clock(), problem)
            db.session.commit()


def claim(import_id: int) -> SiteImport | None:
    """Return the import, which runs from now on; None where nothing is to be done, or was tried too often."""
    one = db.session.get(SiteImport, import_id, with_for_update=True)
    if one is None or not one.is_active:
        return None
    one.state, one.tries, one.started_at = StepState.RUNNING, one.tries + 1, one.started_at or read_clock()
    if one.tries > MAX_TRIES:
        one.end(StepState.FAILED, read_clock(), KILLED)
    if one.is_stopping:
        one.end(StepState.STOPPED, read_clock())
    db.session.commit()
    return one if one.state is StepState.RUNNING else None


def carry_out(one: SiteImport, folder: Path) -> tuple[StepState, str]:
    """Do the step of *one*, and return how it ended, with the problem of a failure; commits.

    Raises:
        SQLAlchemyError: the database is locked or away; the worker begins the step again.
    """
    try:
        with ExitStack() as stack:
            run_step(stack, one, folder)
    except Stopped:
        return StepState.STOPPED, ""
    except ExportRefused as reason:
        return StepState.FAILED, str(reason)
    except Exception as error:
        fault = fault_of(error, db.engine) if isinstance(error, SQLAlchemyError) else None
        if fault in {Fault.BUSY, Fault.AWAY}:
            raise
        log.exception("import failed")
        return StepState.FAILED, DISK_FULL if is_full(error) or fault is Fault.FULL else UNFORESEEN
    return StepState.DONE, ""


def run_step(stack: ExitStack, one: SiteImport, folder: Path) -> None:
    """Read the export, and do with all its articles what the step is for."""
    import_id, step, began = one.id, one.step, one.started_at or read_clock()
    fetch_feed(one, folder)
    run = begin_run(stack, *read_upload(one, folder), storage(), current_limits(), began)
    by_id, run.is_taken_up = one.person_id, True
    one.source, one.total, one.done = run.source, run.contents.count, 0
    db.session.commit()
    write_row = stack.enter_context(open_rows(folder / LIST_FILE))
    rows = rehearse(run, db.session) if step is ImportStep.CHECK else committed(run)
    can_stop = run.contents.whole is None or step is ImportStep.CHECK
    follow(rows, import_id, write_row, can_stop=can_stop)
    db.session.rollback()
    one = db.session.get_one(SiteImport, import_id)
    if step is ImportStep.TAKE:
        count_whole_run(run, began)
        record_run(db.session, run, read_clock(), by=one.person if by_id else None)
    one.report, one.done = run.report.as_json(), one.total
    db.session.commit()


def fetch_feed(one: SiteImport, folder: Path) -> None:
    """Fetch the feed that the person named, if its file is not here; a check fetches what is there by now.

    Raises:
        ExportRefused: it cannot be fetched, or stands in a private network.
    """
    address, here = one.options.get("feed", ""), folder / UploadPart.EXPORT
    is_here = any(here.iterdir())
    is_again = one.step is ImportStep.CHECK
    if not address or (is_here and not is_again):
        return
    db.session.rollback()
    fetched = fetch_export(address, folder)
    for name in FEED_NAMES:
        (here / name).unlink(missing_ok=True)
    fetched.rename(here / fetched.name)


def read_upload(one: SiteImport, folder: Path) -> tuple[Path, SiteImportOptions]:
    """Return where the export is, and what the person said of it."""
    files = ImportFiles(folder, settings_of(current_app).import_max_bytes)
    exports, said = files.whole(UploadPart.EXPORT), one.options
    path = exports[0] if len(exports) == 1 else folder / UploadPart.EXPORT
    choices = SiteImportOptions(
        site=said.get("site", ""),
        media=files.whole(UploadPart.MEDIA),
        hosts=frozenset(said.get("hosts", ())),
        tags_from=said["tags_from"],
        zone=site_language().zone,
        readers=ReaderImportOptions(settings_of(current_app).secret_key, bool(said.get("is_asking"))),
        say=say_whole(one.id),
    )
    return path, choices


def committed(run: ImportRun) -> Iterator[ArticleRow]:
    """Import, with a commit after each step, and yield what became of each article."""
    for row in run.steps(db.session):
        db.session.commit()
        if row is not None:
            yield row


def follow(
    rows: Iterator[ArticleRow], import_id: int, write_row: Callable[[ArticleRow], None], *, can_stop: bool
) -> None:
    """Go through *rows*, write each to the list, and say once a second how far it is; commits.

    Raises:
        Stopped: it was asked for at the desk.
    """
    said_at, count = 0.0, 0
    for count, row in enumerate(rows, start=1):
        write_row(row)
        if time.monotonic() - said_at >= SAY_EVERY_SECONDS:
            said_at = time.monotonic()
            say_progress(import_id, count, can_stop=can_stop)
    say_progress(import_id, count, can_stop=can_stop)


def count_whole_run(run: ImportRun, began: datetime) -> None:
    """Count what came since the first beginning of the step, also before it was killed and taken up again."""
    new = func.count(ImportOrigin.id)
    mine = select(new).where(ImportOrigin.source == run.source, ImportOrigin.imported_at == began)
    pictures = db.session.scalar(mine.where(ImportOrigin.kind == OriginKind.PICTURE)) or 0
    run.report.pictures["new"] = max(run.report.pictures["new"], pictures)
    people = db.session.scalar(mine.where(ImportOrigin.kind == OriginKind.PERSON)) or 0
    run.report.people = max(run.report.people, people)


COMMANDS = (import_uploaded,)
