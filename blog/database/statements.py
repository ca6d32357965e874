"""Statements that SQLite and Postgres write differently, or that count the rows they change."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar, cast

from sqlalchemy import ColumnElement, CursorResult, Select, Table, any_, bindparam, delete, func, literal, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import InstrumentedAttribute

from blog.database.engine import is_sqlite
from blog.database.session import AnySession, Base

Query = TypeVar("Query", bound=Select[*tuple[Any, ...]])


def insert_missing(session: AnySession, model: type[Base], rows: Sequence[Mapping[str, Any]]) -> int:
    """Insert *rows* unless a unique key holds them already; return how many were new."""
    insert = sqlite.insert if is_sqlite(session.get_bind()) else postgresql.insert
    table = cast(Table, model.__table__)  # An insert into the class is an ORM bulk insert, which counts nothing.
    # SQLAlchemy forgets the count of an insert into Postgres, and says -1, unless it is told to keep it.
    counting = {"preserve_rowcount": True}
    result = session.execute(insert(table).on_conflict_do_nothing(), list(rows), execution_options=counting)
    return int(cast(CursorResult[Any], result).rowcount)


def delete_selected(session: AnySession, model: type[Base], ids: Select[int]) -> int:
    """Delete the rows of *model* whose ids are selected; return how many. Objects in memory are left alone."""
    table = cast(Table, model.__table__)
    return int(cast(CursorResult[Any], session.execute(delete(table).where(table.c.id.in_(ids)))).rowcount)


def is_one_of(session: AnySession, column: Any, ids: Sequence[int]) -> ColumnElement[bool]:
    """Return the condition that *column* holds one of *ids*, as many as there are, in one parameter."""
    if is_sqlite(session.get_bind()):
        values = func.json_each(json.dumps(list(ids))).table_valued("value")
        return cast(ColumnElement[bool], column.in_(select(values.c.value)))
    return cast(ColumnElement[bool], column == any_(bindparam(None, list(ids), type_=postgresql.ARRAY(column.type))))


def without_index(column: InstrumentedAttribute[Any]) -> ColumnElement[Any]:
    """Return *column* in words that no index holds, so that the database takes the other index.

    A common state is found soonest by reading in order, a rare one by its own index and a sort.
    """
    return func.coalesce(column, literal(None, column.type))


def upsert_count(session: AnySession, model: type[Base], key: Mapping[str, Any], counter: str, amount: int = 1) -> int:
    """Add *amount* to *counter* in the row that *key* names, made when missing; return the new count."""
    insert = sqlite.insert if is_sqlite(session.get_bind()) else postgresql.insert
    column: InstrumentedAttribute[int] = getattr(model, counter)
    statement = (
        insert(model)
        .values({**key, counter: amount})
        .on_conflict_do_update(index_elements=list(key), set_={counter: column + amount})
        .returning(column)
    )
    return int(session.scalars(statement).one())


def add_counts(session: AnySession, model: type[Base], rows: Sequence[Mapping[str, Any]], counter: str) -> None:
    """Add *counter* of each of *rows* to the row of *model* with its primary key, made when missing, in one statement.

    Args:
        session: the caller commits.
        model: of the rows.
        rows: whole rows, none twice.
        counter: the name of the column that is added to.
    """
    if not rows:
        return
    table = cast(Table, model.__table__)
    insert = (sqlite.insert if is_sqlite(session.get_bind()) else postgresql.insert)(table)
    sums = {counter: table.c[counter] + insert.excluded[counter]}
    session.execute(insert.on_conflict_do_update(index_elements=list(table.primary_key), set_=sums), list(rows))


def skip_locked(statement: Query) -> Query:
    """Lock the rows that *statement* selects and pass over those another worker holds.

    SQLite ignores it: there BEGIN IMMEDIATE already lets one writer in at a time.
    """
    return statement.with_for_update(skip_locked=True)


def lock_by_number(session: AnySession, number: int) -> None:
    """Wait until no other transaction holds *number*, and hold it until this one ends; it locks no row.

    SQLite ignores it: there BEGIN IMMEDIATE already lets one writer in at a time.
    """
    if not is_sqlite(session.get_bind()):
        session.execute(select(func.pg_advisory_xact_lock(number)))


def reset_id_sequence(session: AnySession, model: type[Base]) -> None:
    """Let the next id of *model* follow the largest, after rows with ids of their own; SQLite does so by itself."""
    if not is_sqlite(session.get_bind()):
        largest = func.max(model.__table__.c.id)
        sequence = func.pg_get_serial_sequence(model.__tablename__, "id")
        session.execute(select(func.setval(sequence, largest)).select_from(model.__table__))
