"""How far an import at the desk is, written down for its page; where it is asked to, it stops."""

import time
from typing import Any

from sqlalchemy import update

from blog.database import db
from blog.models import SiteImport
from blog.models.site_import import OWN_PROGRAM
from blog.operations.moving_in.imported_items import Phase, Say

SAY_EVERY_SECONDS = 1.0


class Stopped(Exception):
    """A stop was asked for at the desk."""


def say_whole(import_id: int) -> Say:
    """Return what writes down how far a whole export is, once a second, and stops it before its transaction begins."""
    said_at = 0.0

    def say(phase: Phase, done: int, whole: int) -> None:
        nonlocal said_at
        if phase is not Phase.ROWS and time.monotonic() - said_at >= SAY_EVERY_SECONDS:
            said_at = time.monotonic()
            say_progress(import_id, done, whole)

    return say


def say_progress(import_id: int, count: int, whole: int | None = None, *, can_stop: bool = True) -> None:
    """Write down how many articles, or parts of the *whole*, are done; commits.

    Raises:
        Stopped: it was asked for at the desk.
    """
    db.session.rollback()
    values: dict[str, Any] = {"done": count, "tries": 0}
    if whole is not None:
        values |= {"total": whole, "source": OWN_PROGRAM}
    changed = update(SiteImport).where(SiteImport.id == import_id).values(values).returning(SiteImport.is_stopping)
    is_stopping = db.session.scalar(changed, execution_options={"synchronize_session": False})
    db.session.commit()
    if can_stop and (is_stopping or is_stopping is None):
        raise Stopped
