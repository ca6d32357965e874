"""One run of migrations/env.py: each migration in a transaction of its own, together with the triggers of the cache.

A start with nothing due reads and locks nothing. What is due takes an advisory
lock and waits for tables only for a moment, so that readers never queue behind
an upgrade that itself waits for a dump; it is tried again until it gets them.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from typing import Any

import structlog
from alembic import context
from sqlalchemy import Connection, Engine, text

from blog.database import deferred_foreign_keys
from blog.database.faults.lock_waiting import SchemaMoved, lock_upgrade, retry_while_locked
from blog.database.schema import known_revisions, read_revision, require_known_revision
from blog.web.cache.triggers import faulty_triggers, restore_triggers, step_aside

SLOW_SECONDS = 1.0

VERSION_TABLE = (
    "CREATE TABLE IF NOT EXISTS alembic_version"
    " (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
)

Plan = Callable[[Any, Any], Iterable[Any]]
"""What an Alembic command does: returns the steps from the present heads on."""

log = structlog.get_logger()


def migrate(engine: Engine, **options: Any) -> None:
    """Do what the present Alembic command asks for on *engine*; *options* are those of context.configure().

    Raises:
        NewerSchema: the database was upgraded by a newer edition.
        LockUnavailable: another transaction held a table all the time.
    """
    require_known_revision(engine)
    context.configure(dialect_name=engine.dialect.name)
    plan = context.get_context().opts["fn"]
    retry_while_locked(lambda tries: attempt(engine, plan, options, tries), engine)


def attempt(engine: Engine, plan: Plan, options: dict[str, Any], tries: int) -> None:
    """Run what is due by Alembic's *plan*; what was done before something was found locked stays done."""
    prepare_version_table(engine)
    with engine.connect().execution_options(is_reading=True) as connection, ExitStack() as stack:

        def guard(heads: Any, migrations: Any) -> Iterator[Any]:
            return guarded_steps(plan(heads, migrations), connection, stack, tries)

        context.configure(connection=connection, transaction_per_migration=True, fn=guard, **options)
        with context.begin_transaction():
            context.run_migrations()
        connection.rollback()
        repair_triggers(connection)


def prepare_version_table(engine: Engine) -> None:
    """Make Alembic's table where it is missing, before two machines that start together both would."""
    if read_revision(engine) is None:
        with engine.begin() as connection:
            lock_upgrade(connection)
            connection.execute(text(VERSION_TABLE))


def guarded_steps(steps: Iterable[Any], connection: Connection, stack: ExitStack, tries: int) -> Iterator[Any]:
    """Yield each of Alembic's steps so wrapped that it begins and ends as it should; the first ends the reading."""
    for number, step in enumerate(steps):
        connection.rollback()
        if number == 0:
            connection.execution_options(is_reading=False)
            stack.enter_context(deferred_foreign_keys(connection))
        step.migration_fn = guarded(step, step.migration_fn, connection, tries)
        yield step


def guarded(step: Any, run: Callable[..., None], connection: Connection, tries: int) -> Callable[..., None]:
    """Return *run* with what belongs into its transaction before and after it."""

    def run_guarded(**arguments: Any) -> None:
        began = time.monotonic()
        lock_upgrade(connection, tries)
        require_unmoved(connection, step)
        step_aside(connection, upgrade=step.is_upgrade)
        run(**arguments)
        restore_triggers(connection)
        if time.monotonic() - began >= SLOW_SECONDS:
            log.info("migrated", step=step.info.up_revision_id, seconds=round(time.monotonic() - began, 1))

    return run_guarded


def require_unmoved(connection: Connection, step: Any) -> None:
    """Raise SchemaMoved if another upgrade has done *step* since it was planned."""
    present = set(connection.scalars(text("SELECT version_num FROM alembic_version")))
    if present != set(step.from_revisions):
        raise SchemaMoved


def repair_triggers(connection: Connection) -> None:
    """Make triggers that were lost at the newest schema; where none is, nothing is locked. Commits."""
    is_newest = read_revision(connection.engine) == known_revisions()[-1]
    is_faulty = is_newest and bool(faulty_triggers(connection))
    connection.rollback()
    if is_faulty:
        connection.execution_options(is_reading=False)
        lock_upgrade(connection)
        restore_triggers(connection)
        connection.commit()
