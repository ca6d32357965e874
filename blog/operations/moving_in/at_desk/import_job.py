"""The worker's part in imports at the desk: a process for the oldest, one at a time, and the deletion of old files."""

import fcntl
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from blog.config.retention_ages import IMPORT_FILES, IMPORT_ROWS
from blog.database import AnySession
from blog.models import ImportStep, SiteImport, StepState
from blog.operations.moving_in.at_desk.uploaded_files import ImportFiles

FOLDER, LOCK = "imports", "running.lock"


def imports_folder(instance_path: str) -> Path:
    """Return the folder of all imports."""
    return Path(instance_path) / FOLDER


@contextmanager
def alone(root: Path) -> Iterator[bool]:
    """Yield whether the block is the one import that runs on this machine; a process that dies lets go by itself."""
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (root / LOCK).open("wb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def start_import(import_id: int) -> subprocess.Popen[bytes]:
    """Start the process of an import, behind the site in the processor's line."""
    command = ["nice", sys.executable, "-m", "flask", "--app", "blog", "import-uploaded", str(import_id)]
    return subprocess.Popen(command)  # noqa: S603  # A number is its only word.


def import_job(
    root: Path, start: Callable[[int], subprocess.Popen[bytes]] = start_import
) -> Callable[[AnySession, datetime], bool]:
    """Return the worker's job that begins what is due, and takes up what was killed; it is never more than one."""
    running: list[subprocess.Popen[bytes]] = []

    def import_when_due(session: AnySession, _now: datetime) -> bool:
        running[:] = [process for process in running if process.poll() is None]
        if not running and (import_id := find_due(session, root)) is not None:
            running.append(start(import_id))
        return False

    return import_when_due


def find_due(session: AnySession, root: Path) -> int | None:
    """Return the oldest import to begin or to take up whose files are on this machine; None where another runs."""
    keys = {one.id: one.key for one in session.scalars(SiteImport.active())}
    here = [import_id for import_id, key in keys.items() if (root / key).is_dir()]
    if not here:
        return None
    with alone(root) as is_alone:
        return here[0] if is_alone else None


def old_imports_job(root: Path) -> Callable[[AnySession, datetime], bool]:
    """Return the job that deletes files a week after the last step, and the row with its list a year after."""

    def delete_old_imports(session: AnySession, now: datetime) -> bool:
        for one in session.scalars(select(SiteImport).where(SiteImport.created_at <= now - IMPORT_FILES)):
            delete_when_old(session, one, ImportFiles(root / one.key, 0), now)
        return False

    return delete_old_imports


def delete_when_old(session: AnySession, one: SiteImport, files: ImportFiles, now: datetime) -> None:
    """Delete what is old of *one*; the caller commits."""
    age: timedelta = now - (one.ended_at or one.created_at)
    if one.is_active or age < IMPORT_FILES:
        return
    if age >= IMPORT_ROWS:
        files.delete()
        session.delete(one)
    elif one.has_files:
        files.delete_uploads()
        one.files_deleted_at = now
        if one.step is not ImportStep.TAKE or one.state is not StepState.DONE:
            one.end(StepState.DISCARDED, now)
