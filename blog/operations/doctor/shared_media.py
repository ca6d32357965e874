"""Check that all machines see one folder of pictures: the worker of each leaves a mark there once an hour."""

import re
import socket
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from blog.database import AnySession
from blog.models import Heartbeat
from blog.models.heartbeat import LATE_AFTER
from blog.operations.doctor.findings import Diagnosis, ok, warn, wrong

MARKS = ".machines"
"""Folder of the marks; the name of none can be that of a picture, which begins with no dot."""
MARK_HOLDS = timedelta(hours=3)


def check_shared_media(session: AnySession, media: Path, machine: str, now: datetime) -> Iterator[Diagnosis]:
    """Leave the mark of *machine* in the folder *media*, and say whether every machine with a worker has left one.

    A machine is known by the worker that runs there.
    """
    try:
        leave_mark(media, machine, now)
        marked = read_marks(media, now)
    except OSError as error:
        yield wrong("machines", f"No file can be written to {media} ({error.strerror}): let the site's account own it.")
        return
    running = working_machines(session, now)
    missing = sorted(running - marked)
    if len(running | {machine}) < 2:
        yield ok("machines", "No other machine runs a worker.")
    elif missing:
        yield warn(
            "machines",
            f"{', '.join(missing)} left no file in {media} for three hours: run flask doctor there; if this message"
            " stays, that machine uses another folder, and its readers miss pictures.",
        )
    else:
        yield ok("machines", f"{len(running)} machines share one picture folder.")


def leave_mark(media: Path, machine: str, now: datetime) -> None:
    """Write the mark of *machine*, a file of its name with the time in it.

    Raises:
        OSError: the folder cannot be written.
    """
    (media / MARKS).mkdir(mode=0o700, parents=True, exist_ok=True)
    (media / MARKS / machine).write_text(now.isoformat(), "ascii")


def read_marks(media: Path, now: datetime) -> set[str]:
    """Return the machines that have lately left a mark in the folder *media*."""
    return {path.name for path in (media / MARKS).iterdir() if is_recent(path, now)}


def is_recent(mark: Path, now: datetime) -> bool:
    """Return whether *mark* was left lately; one without a time is on its way, or a full disk took it."""
    try:
        return now - datetime.fromisoformat(mark.read_text("ascii")) < MARK_HOLDS
    except (ValueError, TypeError):  # TypeError: of a time without its zone.
        return False


def working_machines(session: AnySession, now: datetime) -> set[str]:
    """Return the machines on which a worker has lately shown itself."""
    names = session.scalars(select(Heartbeat.name).where(Heartbeat.seen_at > now - LATE_AFTER))
    return {machine_name(name.partition(":")[0]) for name in names}


def machine_name(host: str = "") -> str:
    """Return the name of *host*, or of this machine, as a file may be called; as long as in a worker's name."""
    return re.sub(r"[^\w.-]", "-", host or socket.gethostname())[:36].lstrip(".") or "unnamed"
