"""Thread for jobs with a deadline, such as publication at a set minute, so that no slow relay delays them."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Thread

import structlog
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from blog.database import db
from blog.delivery.worker.job_runner import Clock, Job, JobPauses, leave_session, log_outage, run_jobs_once
from blog.delivery.worker.live_check import LiveCheck
from blog.delivery.worker.shutdown import Stop
from blog.web.site_identity.reading import forget_site_settings

POLL_SECONDS = 1.0
"""Independent of the worker's own setting: an article has to be public within five seconds of its minute."""

log = structlog.get_logger()


class Scheduler:
    """Runs its jobs until it is ended; without jobs its thread never starts."""

    def __init__(self, app: Flask, jobs: Sequence[Job], stop: Stop, clock: Clock, name: str = "scheduler") -> None:
        self.app, self.jobs, self.stop, self.clock = app, jobs, stop, clock
        self.is_ended = False
        self.pauses = JobPauses()
        # A daemon: a worker that breaks must not be kept alive by a thread that does only half of its work.
        self.thread = Thread(target=self.run, name=name, daemon=True)

    def start(self) -> None:
        """Start the thread."""
        if self.jobs:
            self.thread.start()

    def end(self) -> None:
        """Wait until the present job is done."""
        self.is_ended = True
        if self.thread.is_alive():
            self.thread.join()

    def run(self) -> None:
        """Run the jobs again and again, with an application context and a session of this thread's own."""
        with self.app.app_context():
            # A copy of a database publishes nothing by itself, as it sends nothing.
            live_check = LiveCheck(Path(self.app.instance_path))
            jobs = [live_check.when_live(job) for job in self.jobs]
            while not (self.is_ended or self.stop.is_set()):
                if not self.run_once(jobs):
                    self.stop.wait(POLL_SECONDS)
            with suppress(SQLAlchemyError):
                db.session.remove()

    def run_once(self, jobs: Sequence[Job]) -> bool:
        """Run each job once and return whether any had work; a database that is away is waited for."""
        try:
            forget_site_settings()
            return run_jobs_once(db.session, jobs, self.clock, self.pauses)
        except Exception as error:
            log_outage(error, "scheduler")
            leave_session()
            return False
