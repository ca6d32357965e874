"""Taking in an export of ours: an empty site becomes that site, in one transaction, or nothing happens."""

from collections import deque
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DataError, IntegrityError

from blog.database import AnySession, insert_missing
from blog.database.statements import reset_id_sequence
from blog.models import (
    Alert,
    Article,
    ArticleKind,
    Attachment,
    FormerAddress,
    FrontArrangement,
    ImportOrigin,
    Installation,
    MailingRules,
    PageViews,
    Picture,
    Referrals,
    SiteSetting,
    Subscriber,
    Topic,
)
from blog.operations.moving_in.imported_items import ExportRefused, Phase
from blog.operations.moving_in.sources.broadsheet.export_check import CheckedExport
from blog.operations.moving_in.sources.broadsheet.present_people import make_room, settle
from blog.operations.moving_in.sources.broadsheet.taken_articles import insert_articles, link_articles
from blog.operations.moving_in.sources.broadsheet.taken_files import taken_files
from blog.operations.moving_in.sources.broadsheet.taken_rows import insert_rows
from blog.operations.moving_out.exported_tables import ExportedTable
from blog.pictures.files.storage import Storage
from blog.web.site_identity.reading import forget_site_settings, load_site_settings

EMPTY = (Article, Picture, Topic, Attachment, Subscriber, Alert, FormerAddress, ImportOrigin)
"""What an empty site has none of."""
REPLACED = (SiteSetting, MailingRules, ArticleKind, FrontArrangement, PageViews, Referrals)
"""What a new site has by itself, or of its first visitors."""
ROWS_AT_ONCE = 200
NOT_LIVE = "taken in from an export"
"""Stands where the fingerprint of a live database does, so that nothing is sent before it is declared live."""


def is_empty(session: AnySession) -> bool:
    """Return whether the site has nothing that an export could collide with; people do not count."""
    return all(session.execute(select(model).limit(1)).first() is None for model in EMPTY)


def take_site(session: AnySession, checked: CheckedExport, storage: Storage, now: datetime) -> dict[int, int]:
    """Take in a whole export; return for each article whose words differ how many they are. The caller commits.

    Nothing is sent by the site before it is declared live.

    Raises:
        ExportRefused: its rows contradict each other, or a file is not that of the export.
    """
    try:
        with taken_files(checked, storage):
            return fill(session, checked, now)
    except (IntegrityError, DataError) as error:
        session.rollback()
        said = str(error.orig).splitlines()[0]
        raise ExportRefused(_("The export contradicts itself: %(said)s. Nothing was written.", said=said)) from error
    finally:
        forget_site_settings()


def fill(session: AnySession, checked: CheckedExport, now: datetime) -> dict[int, int]:
    """Write all rows."""
    for model in REPLACED:
        session.execute(delete(model))
    tables = checked.tables()
    largest = next(last_id(checked, table) for table in tables if table.name == "people")
    present, differing = make_room(session, largest), dict[int, int]()
    for table in tables:
        differing |= fill_table(session, checked, table, now)
        if table.name == "people":
            settle(session, present)
        if table.name == "site_settings":
            load_site_settings(session)
    for table in tables:
        if table.model is not None and "id" in table.table.columns:
            reset_id_sequence(session, table.model)
    hold_back(session, now)
    return differing


def fill_table(session: AnySession, checked: CheckedExport, table: ExportedTable, now: datetime) -> dict[int, int]:
    """Write the rows of *table*; return the articles whose words differ."""
    differing, done = dict[int, int](), 0
    for rows in in_batches(checked.read(table)):
        if table.name == "articles":
            differing |= insert_articles(session, table, rows)
        else:
            insert_rows(session, table, rows, now)
        done += len(rows)
        checked.say(Phase.ROWS, rows_before(checked, table) + done, sum(checked.rows.values()))
    if table.late:
        link_articles(session, table, checked.read(table))
    return differing


def rows_before(checked: CheckedExport, table: ExportedTable) -> int:
    """Return how many rows the tables before *table* have."""
    names = [one.name for one in checked.tables()]
    return sum(checked.rows[name] for name in names[: names.index(table.name)])


def last_id(checked: CheckedExport, table: ExportedTable) -> int:
    """Return the largest id of *table* in the export; ids rise."""
    last = deque(checked.read(table), maxlen=1)
    return int(last[0]["id"]) if last else 0


def in_batches(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Yield *rows*, some at a time."""
    while batch := list(islice(rows, ROWS_AT_ONCE)):
        yield batch


def hold_back(session: AnySession, now: datetime) -> None:
    """Let nothing be sent before the operator says that this site is the live one: the old one may still send."""
    row = {"id": 1, "fingerprint": NOT_LIVE, "epoch": 0, "declared_at": now}
    insert_missing(session, Installation, [row])
    session.execute(update(Installation).values(fingerprint=NOT_LIVE, declared_at=now))


def was_taken_at(session: AnySession, now: datetime) -> bool:
    """Return whether the site took an export in by a run that began at *now*, and was not declared live since."""
    mine = (Installation.fingerprint == NOT_LIVE, Installation.declared_at == now)
    return session.execute(select(Installation.id).where(*mine)).first() is not None
