"""Checks of the disk."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from blog.operations.doctor.findings import Diagnosis, ok, warn, wrong

MIB = 1024 * 1024
LOW_MIB = 1024
CRITICAL_MIB = 100


def check_space(folder: Path) -> Iterator[Diagnosis]:
    """Say whether there is room on the disk of *folder*."""
    free = shutil.disk_usage(nearest_existing(folder)).free // MIB
    if free < CRITICAL_MIB:
        yield wrong("disk", f"Only {free} MiB are free at {folder}: make room before writing fails.")
    elif free < LOW_MIB:
        yield warn("disk", f"{free} MiB are free at {folder}: make room soon.")
    else:
        yield ok("disk", f"{free // 1024} GiB are free at {folder}.")


def check_media(folder: Path) -> Iterator[Diagnosis]:
    """Say whether pictures can be written."""
    if os.access(nearest_existing(folder), os.W_OK | os.X_OK):
        yield ok("pictures", f"Pictures can be written to {folder}.")
    else:
        yield wrong("pictures", f"Pictures cannot be written to {folder}: give the folder to the account of the site.")


def nearest_existing(folder: Path) -> Path:
    """Return *folder*, or the nearest one above that exists: the first write makes the rest."""
    return next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())
