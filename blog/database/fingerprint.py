"""Database fingerprint, by which a copied or restored database is told from the one it was made of."""

import os
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from sqlalchemy import select, text
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError

from blog.database import AnySession, is_sqlite

MACHINE_IDS = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))
CONTAINER_FILES = (Path("/.dockerenv"), Path("/run/.containerenv"), Path("/var/run/secrets/kubernetes.io"))


def read_fingerprint(session: AnySession) -> str:
    """Return the SHA-256 of what stays the same while a database is used and changes when it is copied."""
    bind = session.get_bind()
    facts = file_facts(bind.engine) if is_sqlite(bind) else server_facts(session)
    return sha256("\n".join(facts).encode()).hexdigest()


def file_facts(engine: Engine) -> Sequence[str]:
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


def machine_id(files: Sequence[Path] = MACHINE_IDS, container_files: Sequence[Path] = CONTAINER_FILES) -> str:
    """Return the machine id (systemd, machine-id(5)); empty where there is none, and in a container.

    A container gets a new one with every start or none at all, and a host
    name says less, so that there the file alone has to do.
    """
    if any(file.exists() for file in container_files) or "container" in os.environ:
        return ""
    return next((file.read_text("utf-8").strip() for file in files if os.access(file, os.R_OK)), "")


def server_facts(session: AnySession) -> Sequence[str]:
    """Return the cluster's id and the OIDs of database and table: a restored dump gets new ones."""
    oids = select(
        select(text("oid"))
        .select_from(text("pg_database"))
        .where(text("datname = current_database()"))
        .scalar_subquery(),
        text("'installation'::regclass::oid"),
    )
    return ("postgresql", cluster_id(session), *(str(oid) for oid in session.execute(oids).one()))


def cluster_id(session: AnySession) -> str:
    """Return the system identifier that initdb gave the cluster; empty without the right to read it."""
    try:
        with session.begin_nested():
            return str(session.scalar(text("SELECT system_identifier FROM pg_control_system()")))
    except DBAPIError:
        return ""
