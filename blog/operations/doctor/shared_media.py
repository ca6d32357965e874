"""Checks of pictures that several machines share.

In a folder the worker of each leaves a mark once an hour; in a bucket a probe is written, read and deleted.
"""

import re
import secrets
import socket
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from blog.database import AnySession
from blog.models import Heartbeat, Picture
from blog.models.heartbeat import LATE_AFTER
from blog.operations.doctor.findings import Diagnosis, ok, warn, wrong
from blog.pictures.bucket.bucket_client import Bucket
from blog.pictures.bucket.bucket_faults import BucketFault, ObjectMissing

MARKS = ".machines"
"""Folder of the marks; the name of none can be that of a picture, which begins with no dot."""
MARK_HOLDS = timedelta(hours=3)
PROBES = ".probe"
"""Folder of the doctor's probe in a bucket."""
MAX_LISTED = 25
"""Pictures whose files are looked for in a bucket, a request each."""


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


def check_bucket(bucket: Bucket, token: str = "") -> Iterator[Diagnosis]:
    """Write, read and delete a probe in *bucket*, and say whether all of it went well."""
    name, data = f"{PROBES}/{token or secrets.token_hex(8)}.txt", b"Broadsheet was here."
    try:
        bucket.put(name, data, {"Content-Type": "text/plain"})
        is_same = bucket.read(name) == data
        bucket.delete([name])
        is_gone = bucket.find(name) is None
    except ObjectMissing:
        is_same = is_gone = False
    except BucketFault as fault:
        yield wrong("pictures", str(fault))
        return
    if is_same and is_gone:
        yield ok("pictures", f"A file was written to the bucket {bucket.label}, read there and deleted.")
    else:
        yield wrong("pictures", f"The bucket {bucket.label} does not give back what was written: use another service.")


def check_bucket_files(session: AnySession, bucket: Bucket) -> Iterator[Diagnosis]:
    """Name the newest pictures whose files are not in *bucket*."""
    newest = session.scalars(select(Picture).order_by(Picture.id.desc()).limit(MAX_LISTED)).all()
    named = [
        (
            picture.file_name or picture.key,
            picture.key,
            [picture.path(w, f) for w in picture.widths for f in picture.formats],
        )
        for picture in newest
    ]
    session.rollback()
    try:
        lost = [label for label, key, names in named if set(names) - {one.name for one in bucket.list(key)}]
    except BucketFault:
        return  # The probe has said so.
    if lost:
        yield wrong(
            "pictures",
            f"Files of {len(lost)} of the newest {len(named)} pictures are not in the bucket {bucket.label}:"
            f" {', '.join(lost[:5])}. Run broadsheet media move, or restore them from a backup.",
        )


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
