"""Where SQLite and Postgres go ways of their own besides sessions and types: what tells a database from its copies."""

import os
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from sqlalchemy import func, select, text
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError

from blog.database import AnySession, Base, is_sqlite

MACHINE_IDS = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))
CONTAINER_MARKS = (Path("/.dockerenv"), Path("/run/.containerenv"), Path("/var/run/secrets/kubernetes.io"))


def read_fingerprint(session: AnySession) -> str:
    """Return the SHA-256 of what stays the same while a database is used and changes when it is copied."""
    bind = session.get_bind()
    facts = facts_of_file(bind.engine) if is_sqlite(bind) else facts_of_server(session)
    return sha256("\n".join(facts).encode()).hexdigest()


def facts_of_file(engine: Engine) -> Sequence[str]:
    """Return the machine, the path and the inode of the SQLite file.

    The device number is left out: it changes when a machine with LVM, btrfs
    or a network disk starts again.
    """
    name = engine.url.database
    if not name or name == ":memory:":
        return ("sqlite", "memory")
    file = Path(name).resolve()
    inode = file.stat().st_ino if file.exists() else 0
    return ("sqlite", machine_id(), str(file), str(inode))


def machine_id(files: Sequence[Path] = MACHINE_IDS, marks: Sequence[Path] = CONTAINER_MARKS) -> str:
    """Return the machine's own number (systemd, machine-id(5)); empty where it has none, and in a container.

    A container gets a new one with every start or none at all, and a host
    name says less, so that there the file alone has to do.
    """
    if any(mark.exists() for mark in marks) or "container" in os.environ:
        return ""
    return next((file.read_text("utf-8").strip() for file in files if os.access(file, os.R_OK)), "")


def facts_of_server(session: AnySession) -> Sequence[str]:
    """Return the cluster's number and the object numbers of database and table: a restored dump gets new ones."""
    numbers = select(
        select(text("oid"))
        .select_from(text("pg_database"))
        .where(text("datname = current_database()"))
        .scalar_subquery(),
        text("'installation'::regclass::oid"),
    )
    return ("postgresql", cluster_number(session), *(str(number) for number in session.execute(numbers).one()))


def cluster_number(session: AnySession) -> str:
    """Return the number that initdb gave the cluster; empty where the server does not let us ask."""
    try:
        with session.begin_nested():
            return str(session.scalar(text("SELECT system_identifier FROM pg_control_system()")))
    except DBAPIError:
        return ""


def flush_to_disk(session: AnySession) -> None:
    """Have SQLite write to disk what is committed, even where it would take its time; Postgres has done so."""
    engine = session.get_bind().engine
    if is_sqlite(engine):
        raw = engine.raw_connection()
        try:
            raw.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)")
        finally:
            raw.close()


def continue_keys(session: AnySession, model: type[Base]) -> None:
    """Let the next key of *model* follow the largest: Postgres does not see keys that were given; SQLite does."""
    if not is_sqlite(session.get_bind()):
        key = model.__table__.c.id
        sequence = func.pg_get_serial_sequence(model.__tablename__, "id")
        session.execute(select(func.setval(sequence, func.max(key))).select_from(model.__table__))
