"""A folder that appears whole or not at all, with files that its owner alone can read."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from io import BufferedWriter
from pathlib import Path

from blog.operations.backup.backup_schedule import is_left_behind


class TargetRefused(Exception):
    """Nothing is written there; str() of this says why, in a sentence."""


def require_free(target: Path) -> None:
    """Raise TargetRefused unless *target* is a new name, or an empty folder that can be replaced."""
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise TargetRefused(f"{target} is no folder: name a new one.")
    if target.is_dir() and any(target.iterdir()):
        raise TargetRefused(f"{target} is not empty, and nothing is overwritten: name a new folder.")
    if target.exists() and os.path.ismount(target):
        raise TargetRefused(f"{target} is where a disk is mounted: name a new folder within it.")
    if not target.parent.is_dir():
        raise TargetRefused(f"There is no folder {target.parent}: make it, or name another one.")


@contextmanager
def new_private_folder(target: Path, now: datetime) -> Iterator[Path]:
    """Yield a folder that gets the name *target* when the block has ended; a block that fails leaves nothing.

    What killed ones left beside it is deleted after twelve hours.

    Raises:
        TargetRefused: *target* is not free, or its folder cannot be written.
    """
    target = target.absolute()
    require_free(target)
    prefix = f".{target.name}.exporting-"
    try:
        for left in target.parent.glob(f"{prefix}*"):
            if is_left_behind(left, now):
                shutil.rmtree(left, ignore_errors=True)
        draft = Path(tempfile.mkdtemp(dir=target.parent, prefix=prefix))
    except OSError as error:
        raise TargetRefused(f"{target} cannot be created ({error.strerror}): name another folder.") from None
    try:
        yield draft
        os.sync()
        with suppress(FileNotFoundError):
            target.rmdir()
        draft.rename(target)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise


def private_file(path: Path) -> BufferedWriter:
    """Return the new file *path*, open for writing, which its owner alone can read; folders are made as needed."""
    make_private(path.parent)
    return open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600), "wb")


def make_private(folder: Path) -> None:
    """Make *folder*, and those above it that are missing, for the owner alone."""
    if not folder.is_dir():
        make_private(folder.parent)
        folder.mkdir(mode=0o700)
