"""Upgrades in processes of their own, which may end themselves in the middle, on the database of the test."""

import os
import signal
from collections.abc import Callable
from typing import Any

from sqlalchemy import event

from blog.database import db
from blog.database.migrations import upgrade

Deed = Callable[[], object]


def fork(deed: Deed) -> int:
    """Do *deed* in a child that shares no connection with this process; return the child's id."""
    db.session.rollback()
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        db.engine.dispose(close=False)
        deed()
        status = 0
    finally:
        os._exit(status)


def wait_for(child: int) -> int:
    """Return the exit status of *child*, negative for the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def at_statement(number: int, deed: Deed) -> None:
    """Do *deed* before the statement of this *number*, from 0, that this process sends to its database."""
    sent = iter(range(number + 1))

    def count(*_values: Any) -> None:
        if next(sent, None) == number:
            deed()

    event.listen(db.engine, "before_cursor_execute", count)


def upgrade_until(number: int, deed: Deed) -> None:
    """Upgrade, and do *deed* in between."""
    at_statement(number, deed)
    upgrade()


def kill_this_process() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def fail() -> None:
    raise RuntimeError("The migration failed.")
