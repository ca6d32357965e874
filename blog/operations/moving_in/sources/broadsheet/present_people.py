"""People who are on an empty site already, such as its first administrator: they make room, and keep their keys."""

from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import Table, delete, insert, select, update

from blog.accounts.people.enrolment import unique_slug
from blog.database import AnySession, Base
from blog.models import Person

PEOPLE = cast(Table, Person.__table__)
KEPT = ("password_hash", "second_factor_at", "role", "is_suspended", "invited_at")
"""What a person who is here already keeps: the means to come in, and the rights."""


def make_room(session: AnySession, largest_id: int) -> Sequence[dict[str, Any]]:
    """Give all people ids above *largest_id* and names that nobody else has; return them as they were."""
    present = [dict(row) for row in session.execute(select(PEOPLE).order_by(PEOPLE.c.id)).mappings()]
    start = max([largest_id, *(row["id"] for row in present)]) + 1
    for number, row in enumerate(present, start):
        aside = {**row, "id": number, "address_key": None, "slug": f"aside-{number}"}
        session.execute(insert(PEOPLE).values(aside))
        repoint(session, row["id"], number)
        row["aside_id"] = number
    return present


def settle(session: AnySession, present: Sequence[dict[str, Any]]) -> None:
    """Make those of *present* who came along one with their row of the export; the others get their names back."""
    for row in present:
        here = row.pop("aside_id")
        key = row["address_key"]
        came = session.scalar(select(PEOPLE.c.id).where(PEOPLE.c.address_key == key)) if key else None
        if came is None:
            is_taken = session.scalar(select(PEOPLE.c.id).where(PEOPLE.c.slug == row["slug"])) is not None
            values = {"address_key": key, "slug": unique_slug(session, row["name"]) if is_taken else row["slug"]}
            session.execute(update(PEOPLE).where(PEOPLE.c.id == here).values(values))
            continue
        repoint(session, here, came)
        session.execute(update(PEOPLE).where(PEOPLE.c.id == came).values({name: row[name] for name in KEPT}))


def repoint(session: AnySession, old: int, new: int) -> None:
    """Let every row that names the person *old* name *new*, and delete the row *old*."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if any(key.column is PEOPLE.c.id for key in column.foreign_keys):
                session.execute(update(table).where(column == old).values({column.name: new}))
    session.execute(delete(PEOPLE).where(PEOPLE.c.id == old))
