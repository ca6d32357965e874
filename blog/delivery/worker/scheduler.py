"""What is promised for a minute is done in a thread beside the worker's own, so that no slow relay puts it off."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Thread

import structlog
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from blog.database import db
from blog.delivery.worker.job_runner import Clock, Duty, work_once
from blog.delivery.worker.live_check import Guard
from blog.delivery.worker.shutdown import Stop

REST_SECONDS = 1.0
"""Whatever the worker's own rest is: five seconds after its minute an article has to be there."""

log = structlog.get_logger()


class Timekeeper:
    """Asks its duties until it is ended; without duties it never begins."""

    def __init__(self, app: Flask, duties: Sequence[Duty], stop: Stop, clock: Clock) -> None:
        self.app, self.duties, self.stop, self.clock = app, duties, stop, clock
        self.is_over = False
        # A worker that breaks must not be kept alive by a thread that does only half of its work.
        self.thread = Thread(target=self.keep, name="timekeeper", daemon=True)

    def start(self) -> None:
        """Begin."""
        if self.duties:
            self.thread.start()

    def end(self) -> None:
        """Wait until the duty in hand is done."""
        self.is_over = True
        if self.thread.is_alive():
            self.thread.join()

    def keep(self) -> None:
        """Ask the duties again and again, in a context and with a session of this thread's own."""
        with self.app.app_context():
            # A copy of a database publishes nothing by itself, as it sends nothing.
            guard = Guard(Path(self.app.instance_path))
            duties = [guard.watch(duty) for duty in self.duties]
            while not (self.is_over or self.stop.is_set()):
                if not self.ask(duties):
                    self.stop.wait(REST_SECONDS)
            with suppress(SQLAlchemyError):
                db.session.remove()

    def ask(self, duties: Sequence[Duty]) -> bool:
        """Ask each duty once and return whether any had work; a database that is away is waited for."""
        try:
            return work_once(db.session, duties, self.clock)
        except Exception:
            log.exception("timekeeper cannot reach its database")
            db.session.remove()
            return False
