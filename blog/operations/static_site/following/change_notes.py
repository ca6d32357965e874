"""What has changed since a content version, as the triggers of the database noted it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from blog.database import AnySession
from blog.models import FOLLOWED, ContentChange
from blog.operations.static_site.pages.site_reader import find_version

KEPT_VERSIONS = 20_000
"""Content versions whose notes are kept."""
KEPT_AFTER = timedelta(days=3)
"""After which the notes end that no folder has asked for."""


@dataclass(frozen=True)
class Changes:
    """All changes up to the content version *version*, as table, event and row."""

    version: str
    notes: frozenset[tuple[str, str, int | None]]

    def rows(self, *tables: str) -> set[int]:
        """Return the articles, or the rows themselves, that were changed in *tables*."""
        return {row for table, _, row in self.notes if table in tables and row is not None}


def begin_noting(session: AnySession, now: datetime) -> None:
    """Let the triggers note changes from the present content version on. The caller commits."""
    version = find_version(session)
    if version is None:
        return
    number, mark = version
    followed = session.get(ContentChange, FOLLOWED) or ContentChange(id=FOLLOWED)
    followed.number, followed.mark, followed.table_name, followed.event, followed.noted_at = number, mark, "", "", now
    session.add(followed)
    session.add(ContentChange(number=number, mark=mark, table_name="", event=""))
    is_old = ContentChange.number < number - KEPT_VERSIONS
    session.execute(delete(ContentChange).where(is_old, ContentChange.id != FOLLOWED))


def end_noting(session: AnySession, now: datetime) -> bool:
    """Delete all notes, and end noting, where no folder has asked for a while. The caller commits."""
    followed = session.get(ContentChange, FOLLOWED)
    if followed is not None and followed.noted_at is not None and now - followed.noted_at > KEPT_AFTER:
        session.execute(delete(ContentChange))
    return False


def read_changes(session: AnySession, known: str) -> Changes | None:
    """Return what has changed since the content version *known*; None where not all of it was noted."""
    present = find_version(session)
    if not known or present is None:
        return None
    number, mark = map(int, known.split())
    columns = (ContentChange.number, ContentChange.mark, ContentChange.table_name, ContentChange.event)
    noted = select(*columns, ContentChange.row_id).where(ContentChange.number.between(number, present.number))
    rows = session.execute(noted).all() if 0 <= present.number - number <= KEPT_VERSIONS else []
    versions = {(row.number, row.mark) for row in rows}
    # A database that was set back to a backup may have the same numbers again, with other marks.
    is_whole = {one for one, _ in versions} == set(range(number, present.number + 1))
    if not is_whole or not {(number, mark), tuple(present)} <= versions:
        return None
    notes = frozenset((row.table_name, row.event, row.row_id) for row in rows if row.number > number)
    return Changes(f"{present.number} {present.mark}", notes)
