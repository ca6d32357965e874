"""The worker's look at the database before it sends: a copy sends nothing.

This is an edge: the epoch is committed before the witness is told.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from pathlib import Path

import structlog

from blog.database import AnySession
from blog.database.engine import checkpoint_wal
from blog.database.fingerprint import read_fingerprint
from blog.delivery.worker.instance_state import Standing, declare, look, raise_epoch, witness_of

LOOK_EVERY = timedelta(seconds=5)
RAISE_EVERY = timedelta(minutes=1)
SAY_EVERY = timedelta(minutes=1)
WORDS = {
    Standing.COPY: "This database is a copy: nothing is sent until it is declared live (flask live).",
    Standing.SET_BACK: "This database is older than it was: nothing is sent until it is declared live (flask live).",
}

log = structlog.get_logger()


class Guard:
    """Says whether messages may leave; one object a worker. *folder* is the instance's."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.standing = Standing.COPY
        self.looked_at: datetime | None = None
        self.raised_at: datetime | None = None
        self.said_at: datetime | None = None

    def is_live(self, session: AnySession, now: datetime) -> bool:
        """Return whether messages may leave, as found within the last few seconds.

        A database that was never declared is declared here: it is new, or
        comes from an edition that knew no guard. Whatever the caller has
        written before is committed.
        """
        if self.looked_at is None or not timedelta() <= now - self.looked_at < LOOK_EVERY:
            self.look_again(session, now)
        return self.standing.may_send

    def watch(self, duty: Callable[[AnySession, datetime], bool]) -> Callable[[AnySession, datetime], bool]:
        """Return *duty* as it is done while messages may leave, and not at all otherwise."""

        @wraps(duty)
        def do_if_live(session: AnySession, now: datetime) -> bool:
            return self.is_live(session, now) and duty(session, now)

        return do_if_live

    def look_again(self, session: AnySession, now: datetime) -> None:
        """Find out how the database stands, and keep its epoch going while it is live."""
        session.commit()  # A transaction that began before the witness was written would see an older epoch.
        self.standing = look(session, self.folder)
        self.looked_at = now
        if self.standing is Standing.NEW:
            declare_live(session, self.folder, now)
            self.standing, self.raised_at = Standing.LIVE, now
        elif self.standing is not Standing.LIVE:
            self.complain(now)
        elif self.raised_at is None or now - self.raised_at >= RAISE_EVERY:
            advance(session, self.folder)
            self.raised_at = now
        session.commit()

    def complain(self, now: datetime) -> None:
        """Log once a minute that nothing is sent, and why."""
        self.raised_at = None
        if self.said_at is None or now - self.said_at >= SAY_EVERY:
            log.warning("nothing is sent", why=WORDS[self.standing])
            self.said_at = now

    def end(self, session: AnySession, now: datetime) -> None:
        """Begin a last epoch when the worker stops: a copy made while it ran is older from here on."""
        self.looked_at = None
        if self.is_live(session, now):
            advance(session, self.folder)


def declare_live(session: AnySession, folder: Path, now: datetime) -> None:
    """Declare this database live, commit that, and tell the witness."""
    epoch = declare(session, folder, now)
    session.commit()
    tell_witness(session, folder, epoch)


def advance(session: AnySession, folder: Path) -> None:
    """Begin the next epoch, so that whatever was copied before is older."""
    epoch = raise_epoch(session)
    session.commit()
    tell_witness(session, folder, epoch)


def tell_witness(session: AnySession, folder: Path, epoch: int) -> None:
    """Have *epoch* on disk in the database, then in the witness: a power cut leaves no witness that is ahead.

    Where the instance's folder takes no file, the fingerprint alone guards.
    """
    witness = witness_of(folder, read_fingerprint(session))
    session.commit()
    checkpoint_wal(session.get_bind().engine)
    try:
        witness.write(epoch)
    except OSError as error:
        log.warning("no witness beside the database", folder=str(folder), error=str(error))
