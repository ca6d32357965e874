"""Photos that a run of an import is storing: what a killed run left without a row is deleted by the next one."""

import fcntl
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import select

from blog.database import AnySession
from blog.models import Picture
from blog.pictures.files.storage import Storage, StorageFailed

FOLDER = Path("imports") / "under-way"
"""Below the instance folder."""
KEY = re.compile(r"[0-9a-f]{32}")
KEYS_AT_ONCE = 500


class PicturesUnderWay:
    """The list of one run, which it holds locked as long as it lives; keys are added from any of its threads."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder = folder
        self.path = folder / f"{secrets.token_hex(8)}.keys"
        self.file = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        fcntl.flock(self.file, fcntl.LOCK_EX)

    def note(self, key: str) -> None:
        """Note that files are about to be stored under *key*."""
        os.write(self.file, f"{key}\n".encode())


@contextmanager
def pictures_under_way(instance: Path) -> Iterator[PicturesUnderWay]:
    """Yield the list of a run; it goes with a run that ends well, and stays for the next one after any other."""
    listed = PicturesUnderWay(instance / FOLDER)
    try:
        yield listed
        listed.path.unlink(missing_ok=True)
    finally:
        os.close(listed.file)


def delete_left_over(session: AnySession, storage: Storage, folder: Path) -> None:
    """Delete the files of photos without a row that runs which are no more have listed in *folder*.

    Ends the transaction: deleting may take a while.
    """
    for path in sorted(folder.glob("*.keys")):
        with path.open("rb") as listed:
            try:
                fcntl.flock(listed, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            keys = KEY.findall(listed.read().decode("ascii", "replace"))
            for start in range(0, len(keys), KEYS_AT_ONCE):
                delete_without_row(session, storage, keys[start : start + KEYS_AT_ONCE])
            path.unlink(missing_ok=True)


def delete_without_row(session: AnySession, storage: Storage, keys: list[str]) -> None:
    """Delete the files of those *keys* that no picture has."""
    known = set(session.scalars(select(Picture.key).where(Picture.key.in_(keys))))
    session.rollback()
    for key in keys:
        if key not in known:
            with suppress(StorageFailed, OSError):
                storage.delete(key)
