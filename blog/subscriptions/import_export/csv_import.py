"""CSV import of readers, a batch a transaction; known addresses stay as they are, no alert without proof of consent."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from blog.database import AnySession, insert_missing
from blog.database.statements import reset_id_sequence
from blog.delivery import outbox
from blog.models import Article, Follow, FollowRequest, Frequency, MailingRules, Person, Subscriber, Topic
from blog.subscriptions.import_export.import_formats import CsvRow, ReaderCsv, RowError
from blog.subscriptions.import_export.import_rows import ImportedReader, parse_row

BATCH = 1000
SLUGS: Mapping[str, Any] = {"topic": Topic, "author": Person, "article": Article}


@dataclass
class ImportReport:
    """Counts of imported and rejected rows so far."""

    new: dict[str, int] = field(default_factory=lambda: {"confirmed": 0, "pending": 0, "left": 0})
    """Readers taken in, by state."""
    known: int = 0
    """Addresses that were here already and stay as they are."""
    without_proof: int = 0
    """New ones whom the list called confirmed without proof."""
    confirmations: int = 0
    """Confirmation mails owed."""
    errors: list[RowError] = field(default_factory=list)
    rejected: int = 0
    """Rows with at least one error."""

    def reject(self, errors: Sequence[RowError]) -> None:
        """Count one row with *errors*."""
        self.errors += errors
        self.rejected += 1


@dataclass(frozen=True)
class ImportOptions:
    """Options of an import."""

    now: datetime
    send_confirmations: bool = False
    """Owe a confirmation mail to each who has to agree and was never asked."""


def import_list(session: AnySession, readers: ReaderCsv, options: ImportOptions) -> Iterator[ImportReport]:
    """Take in *readers*, and yield the report after each batch, for the caller to commit or, on a dry run, roll back.

    An address that is here already stays exactly as it is: who has left stays
    away, and who has chosen keeps the choice. So a second run of the same
    list, after a kill too, takes in what is missing and nothing twice.
    """
    report, seen, rows = ImportReport(), dict[str, int](), readers.rows()
    default_frequency = MailingRules.read(session).default_frequency
    while batch := list(islice(rows, BATCH)):
        entries = [entry for row in batch if (entry := parse_unique(row, report, seen, default_frequency, options.now))]
        insert_new_readers(session, entries, report, options)
        yield report


def parse_unique(
    row: CsvRow | RowError, report: ImportReport, seen: dict[str, int], default_frequency: Frequency, now: datetime
) -> ImportedReader | None:
    """Return the reader of *row*, or None when it was refused; *seen* has the line of each address so far."""
    read = [row] if isinstance(row, RowError) else parse_row(row, default_frequency, now)
    if isinstance(read, ImportedReader):
        first = seen.setdefault(read.key, read.line)
        if first == read.line:
            return read
        reason = _("Line %(line)d has this address already.", line=first)
        read = [RowError(read.line, "address", read.key, reason)]
    report.reject(read)
    return None


def insert_new_readers(
    session: AnySession, entries: Sequence[ImportedReader], report: ImportReport, options: ImportOptions
) -> None:
    """Store the readers of *entries* who are not here yet, in the caller's transaction."""
    slugs = find_slugs(session, entries)
    fitting = [entry for entry in entries if not reject_unknown(entry, slugs, report)]
    known = set(select_column(session, Subscriber.address_key, [entry.key for entry in fitting]))
    fresh = [entry for entry in fitting if entry.key not in known]
    insert_readers(session, fresh)
    keys = {entry.values["key"]: entry for entry in fresh}
    mine = select(Subscriber.id, Subscriber.key).where(Subscriber.address_key.in_([entry.key for entry in fresh]))
    stored = [(key, keys[random]) for key, random in session.execute(mine) if random in keys]
    insert_follows(session, stored, slugs, options.now)
    for _key, entry in stored:
        report.new[entry.values["state"].value] += 1
        report.without_proof += entry.is_without_proof
    report.known += len(fitting) - len(stored)
    if options.send_confirmations:
        report.confirmations += outbox.enqueue_confirmations(session, [entry.key for entry in fitting], options.now)


def select_column(session: AnySession, column: Any, values: Iterable[Any]) -> Sequence[Any]:
    """Return which of *values* stand in *column*."""
    return session.scalars(select(column).where(column.in_(list(values)))).all()


def find_slugs(session: AnySession, entries: Sequence[ImportedReader]) -> dict[tuple[str, str], int]:
    """Return the keys of all that *entries* follow, by kind and slug."""
    wanted = {(one.kind, one.slug) for entry in entries for one in (*entry.follows, *entry.requests)}
    found = {("site", slug): 0 for kind, slug in wanted if kind == "site"}
    for kind, model in SLUGS.items():
        named = [slug for other, slug in wanted if other == kind]
        if named:
            rows = session.execute(select(model.slug, model.id).where(model.slug.in_(named)))
            found |= {(kind, slug): key for slug, key in rows}
    return found


def reject_unknown(entry: ImportedReader, slugs: Mapping[tuple[str, str], int], report: ImportReport) -> bool:
    """Reject *entry* when it follows what this site does not have; return whether it does."""
    errors = [
        RowError(entry.line, column, f"{one.kind}:{one.slug}", _("This site has nothing of this name."))
        for column, ones in (("follows", entry.follows), ("requests", entry.requests))
        for one in ones
        if (one.kind, one.slug) not in slugs
    ]
    if errors:
        report.reject(errors)
    return bool(errors)


def insert_readers(session: AnySession, entries: Sequence[ImportedReader]) -> None:
    """Insert *entries*; each keeps its number if that is free, so that the links in old mails still lead to it."""
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


def insert_follows(
    session: AnySession,
    stored: Sequence[tuple[int, ImportedReader]],
    slugs: Mapping[tuple[str, str], int],
    now: datetime,
) -> None:
    """Insert what the new readers follow, and what they asked to follow."""
    follows = [
        {**target(one, slugs), "subscriber_id": key, "frequency": one.frequency, "created_at": one.since or now}
        for key, entry in stored
        for one in entry.follows
    ]
    requests = [
        {**target(one, slugs), "subscriber_id": key, **values_of(one)}
        for key, entry in stored
        for one in entry.requests
    ]
    inserts: Sequence[tuple[Callable[..., Any], list[dict[str, Any]]]] = ((Follow, follows), (FollowRequest, requests))
    for model, rows in inserts:
        if rows:
            insert_missing(session, model, rows)  # type: ignore[arg-type]


def target(one: Any, slugs: Mapping[tuple[str, str], int]) -> dict[str, int | None]:
    """Return the three columns of which one names what is followed."""
    return {f"{kind}_id": slugs[one.kind, one.slug] if one.kind == kind else None for kind in SLUGS}


def values_of(asked: Any) -> dict[str, Any]:
    """Return the columns of a request."""
    return {
        "frequency": asked.frequency,
        "key": asked.key,
        "consent_wording": asked.wording,
        "consent_form": asked.form,
        "requested_at": asked.requested_at,
        "confirmed_at": asked.confirmed_at,
    }
