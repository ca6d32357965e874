"""CSV import of readers, a batch a transaction; known addresses stay as they are, no alert without proof of consent."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from blog.accounts.audit import record_audit_event
from blog.database import AnySession, insert_missing
from blog.database.statements import reset_id_sequence
from blog.delivery import outbox
from blog.models import AuditKind, MailingRules, Person, Subscriber
from blog.subscriptions.erasure import find_erased
from blog.subscriptions.import_export.column_survey import ListSurvey, survey_list
from blog.subscriptions.import_export.duplicate_rows import SeenAddresses
from blog.subscriptions.import_export.import_cells import RowReading
from blog.subscriptions.import_export.import_formats import CsvRow, ReaderCsv, RowError
from blog.subscriptions.import_export.import_report import ImportReport
from blog.subscriptions.import_export.import_rows import ImportedReader, parse_row
from blog.subscriptions.import_export.imported_follows import (
    find_slugs,
    insert_follows,
    reject_unknown,
    resolve_topics,
)
from blog.subscriptions.import_export.known_readers import apply_departures, count_standings, is_departure
from blog.subscriptions.import_export.programs.column_names import OWN, WholeFile

BATCH = 1000


@dataclass(frozen=True)
class ImportOptions:
    """Options of an import."""

    now: datetime
    send_confirmations: bool = False
    """Owe a confirmation mail to each who has to agree and was never asked."""
    whole_file: WholeFile | None = None
    """What the operator says of all readers of the list."""
    source: str = ""
    """Where and how they agreed, in the operator's words."""
    secret: str = ""
    """The site's secret, by which those are known who had themselves deleted."""


def import_list(
    session: AnySession, readers: ReaderCsv, options: ImportOptions, survey: ListSurvey | None = None
) -> Iterator[ImportReport]:
    """Take in *readers*, and yield the report after each batch, for the caller to commit or, on a dry run, roll back.

    An address that is here already stays exactly as it is: who has left stays
    away, and who has chosen keeps the choice; but of whom the list says that
    they left or bounced, they get nothing more here. So a second run of the
    same list, after a kill too, takes in what is missing and nothing twice.
    *survey* is that of the list, if it was made already.
    """
    report, rows = ImportReport(), readers.rows()
    reading = make_reading(session, readers, options, survey or survey_list(readers))
    with SeenAddresses() as seen:
        while batch := list(islice(rows, BATCH)):
            report.fresh_errors = []
            entries = [entry for row in batch if (entry := parse_unique(row, report, seen, reading))]
            insert_new_readers(session, entries, report, options)
            yield report


def make_reading(session: AnySession, readers: ReaderCsv, options: ImportOptions, survey: ListSurvey) -> RowReading:
    """Return how the rows are read; dates that could be either have the day first where cells end at semicolons."""
    usual = readers.delimiter == ";"
    return RowReading(
        options.now,
        default_frequency=MailingRules.read(session).default_frequency,
        program=readers.program.name if readers.program and readers.program is not OWN else "",
        is_own=readers.program is OWN,
        states=dict(readers.program.states) if readers.program else {},
        day_first={
            column.heading: usual if column.is_day_first is None else column.is_day_first for column in survey.columns
        },
        whole_file=options.whole_file or (readers.program.whole_file if readers.program else None),
        source=options.source,
    )


def parse_unique(
    row: CsvRow | RowError, report: ImportReport, seen: SeenAddresses, reading: RowReading
) -> ImportedReader | None:
    """Return the reader of *row*, or None when it is not taken in; *seen* has the line of each address so far.

    The second row of an address counts only where it says that the reader left or bounced.
    """
    read = [row] if isinstance(row, RowError) else parse_row(row, reading)
    if isinstance(read, ImportedReader):
        first = seen.first_line(read.key, read.line)
        if first != read.line and is_departure(read):
            read = replace(read, is_repeated=True)
        elif first != read.line:
            read = [RowError(read.line, "address", read.key, _("Line %(line)d has this address already.", line=first))]
        elif not read.standing.is_member:
            report.no_members += 1
            return None
    if isinstance(read, ImportedReader):
        report.note(read.notes)
        return read
    report.reject(read)
    return None


def insert_new_readers(
    session: AnySession, entries: Sequence[ImportedReader], report: ImportReport, options: ImportOptions
) -> None:
    """Store the readers of *entries* who are not here yet, in the caller's transaction."""
    resolve_topics(session, entries, report)
    slugs = find_slugs(session, entries)
    fitting = [entry for entry in entries if not reject_unknown(entry, slugs, report)]
    known = set(select_column(session, Subscriber.address_key, [entry.key for entry in fitting]))
    departed = apply_departures(session, [entry for entry in fitting if entry.key in known], options.now)
    fresh = [entry for entry in fitting if entry.key not in known and not entry.is_repeated]
    erased = find_erased(session, [entry.key for entry in fresh], options.secret)
    stored = insert_readers(session, [entry for entry in fresh if entry.key not in erased])
    insert_follows(session, stored, slugs, options.now)
    repeated = [entry for entry in fitting if entry.key not in known and entry.is_repeated]
    departed += apply_departures(session, repeated, options.now)
    for outcome, count in count_standings([entry for _key, entry in stored]).items():
        report.new[outcome] += count
    report.without_proof += sum(entry.is_without_proof for _key, entry in stored)
    report.known_left += departed["left"]
    report.known_suppressed += departed["suppressed"]
    report.erased += len(erased)
    report.known += len(fitting) - len(stored) - len(erased) - departed["readers"]
    if options.send_confirmations:
        report.confirmations += outbox.enqueue_confirmations(session, [entry.key for entry in fitting], options.now)


def select_column(session: AnySession, column: Any, values: Iterable[Any]) -> Sequence[Any]:
    """Return which of *values* stand in *column*."""
    return session.scalars(select(column).where(column.in_(list(values)))).all()


def insert_readers(session: AnySession, entries: Sequence[ImportedReader]) -> list[tuple[int, ImportedReader]]:
    """Insert *entries*; each keeps its number if that is free, so that the links in old mails still lead to it.

    Return those that were stored, with their keys.
    """
    ids = [entry.id for entry in entries if entry.id]
    taken = set(select_column(session, Subscriber.id, ids)) if ids else set()
    free = {entry.id: entry for entry in reversed(entries) if entry.id and entry.id not in taken}
    numbered = [{**entry.values, "id": key} for key, entry in free.items()]
    others = [entry.values for entry in entries if entry.id is None or free.get(entry.id) is not entry]
    if numbered:
        insert_missing(session, Subscriber, numbered)
        reset_id_sequence(session, Subscriber)
    if others:
        insert_missing(session, Subscriber, others)
    by_random = {entry.values["key"]: entry for entry in entries}
    mine = select(Subscriber.id, Subscriber.key).where(Subscriber.address_key.in_([entry.key for entry in entries]))
    return [(key, by_random[random]) for key, random in session.execute(mine) if random in by_random]


def record_import(session: AnySession, report: ImportReport, now: datetime, *, by: Person | None) -> None:
    """Add an audit row with the counts of *report*; *by* is None on the command line. The caller commits."""
    counts = {
        "added": sum(report.new.values()),
        "unsubscribed": report.known_left,
        "suppressed": report.known_suppressed,
        "refused": report.rejected,
    }
    record_audit_event(session, AuditKind.IMPORTED, now, by=by, subject="", **counts)
