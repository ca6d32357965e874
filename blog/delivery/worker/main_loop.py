"""The worker process: runs its jobs in turn, sleeps when there was no work, and writes a heartbeat."""

import os
import secrets
import socket
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import structlog
from flask import Flask
from sqlalchemy import delete
from sqlalchemy.exc import SQLAlchemyError

from blog.config.from_address import domains_of
from blog.config.settings import settings_of
from blog.database import AnySession, db
from blog.delivery.alerts.alert_controls import skip_next_cancelled
from blog.delivery.alerts.weekly_figures import owe_weekly_figures
from blog.delivery.audience.digests import create_next_digests
from blog.delivery.audience.expansion import expand_next, finish_next_alert
from blog.delivery.bounces.imap import BounceMailboxJob
from blog.delivery.composing.composer_factory import make_composer
from blog.delivery.queue.quotas import Quotas
from blog.delivery.queue.send_cycle import ResultWriter
from blog.delivery.smtp.transport import RelayTransport, Transport
from blog.delivery.worker.batch import Batch
from blog.delivery.worker.instance_state import InstanceState
from blog.delivery.worker.job_runner import Clock, Job, JobPauses, leave_session, log_outage, run_jobs_once
from blog.delivery.worker.live_check import LiveCheck
from blog.delivery.worker.scheduler import Scheduler
from blog.delivery.worker.sender import Sender
from blog.delivery.worker.shutdown import Stop
from blog.models import Heartbeat
from blog.text.language import site_zone_name
from blog.web.observability.process_metrics import process_metrics
from blog.web.site_identity.reading import forget_site_settings

HEARTBEAT_EVERY = timedelta(seconds=20)
DELETE_AFTER = timedelta(days=1)

log = structlog.get_logger()


def name_worker() -> str:
    """Return a name that is unique among workers on all machines: host, process and a random part."""
    return f"{socket.gethostname()[:36]}:{os.getpid()}:{secrets.token_hex(4)}"


class HeartbeatWriter:
    """Writes this worker's row in heartbeats, at most every 20 seconds, and at once when *mail_state* changes."""

    def __init__(self, worker: str, mail_state: Callable[[], InstanceState | None] = lambda: None) -> None:
        self.worker = worker
        self.mail_state = mail_state
        self.written_at: datetime | None = None
        self.written_state: InstanceState | None = None
        self.after_beat: Callable[[], None] = lambda: None

    def beat(self, session: AnySession, now: datetime) -> None:
        """Write and commit the heartbeat if it is due, and delete those of workers long gone."""
        state = self.mail_state()
        if self.written_at is None or now - self.written_at >= HEARTBEAT_EVERY or state is not self.written_state:
            session.merge(Heartbeat(name=self.worker, seen_at=now, mail_state=state.value if state else None))
            session.execute(delete(Heartbeat).where(Heartbeat.seen_at < now - DELETE_AFTER))
            session.commit()
            self.written_at, self.written_state = now, state
            self.after_beat()

    def end(self, session: AnySession) -> None:
        """Delete the heartbeat when the worker stops as it should. Commits."""
        session.execute(delete(Heartbeat).where(Heartbeat.name == self.worker))
        session.commit()


def make_sender(
    app: Flask, heartbeat: HeartbeatWriter, stop: Stop, clock: Clock, transport: Transport | None = None
) -> Sender:
    """Return the sender that the settings of *app* describe; without *transport* it sends to the relay they name."""
    settings, links = settings_of(app), app.extensions["links"]
    writer = ResultWriter(
        worker=heartbeat.worker,
        lease=timedelta(seconds=settings.worker_lease_seconds),
        hold_uncertain=settings.mail_uncertain == "hold",
        read_zone=site_zone_name,
        own_domains=domains_of(settings.mail_default_sender, settings.mail_bounce_address),
    )
    batch = Batch(make_composer(settings, links), Quotas(settings), writer, max_size=settings.worker_batch)
    transport = transport or RelayTransport(settings, links.host)
    return Sender(transport, batch, writer, clock=clock, stop=stop, after_cycle=heartbeat.beat)


def delivery_jobs(sender: Sender) -> list[Job]:
    """Return the jobs of mail delivery, the most urgent first; readers who named no zone have the site's."""
    return [
        sender.send_due,
        lambda session, _now: expand_next(session, site_zone=site_zone_name()),
        lambda session, now: create_next_digests(session, now, site_zone=site_zone_name()),
        lambda session, now: owe_weekly_figures(session, now, site_zone=site_zone_name()),
        skip_next_cancelled,
        finish_next_alert,
    ]


def run(
    app: Flask,
    more_jobs: Sequence[Job],
    stop: Stop,
    clock: Clock,
    *,
    timely: Sequence[Job] = (),
    long: Sequence[Job] = (),
    once: bool = False,
) -> None:
    """Work until *stop* is set, or with *once* until nothing is left to do.

    *more_jobs* run after those of mail delivery, *timely* ones in a thread of
    their own, and *long* ones in another; all come from other rooms. When *stop* is set, by a signal or
    a server, the messages in flight are finished.
    """
    live_check = LiveCheck(Path(app.instance_path))
    heartbeat, pauses = HeartbeatWriter(name_worker(), lambda: live_check.state), JobPauses()
    with app.app_context():
        # A copy of the database must not read the mailbox either: the original would miss what it marks.
        sender = make_sender(app, heartbeat, stop, clock)
        publish_metrics(app, sender, heartbeat)
        sending: list[Job] = [
            *delivery_jobs(sender),
            BounceMailboxJob(app, clock),
        ]
        jobs = [*map(live_check.when_live, sending), *more_jobs]
        threads = (Scheduler(app, timely, stop, clock), Scheduler(app, long, stop, clock, "long jobs"))
        log.info("worker started", worker=heartbeat.worker)
        try:
            if once:
                jobs = [*map(live_check.when_live, (*timely, *long)), *jobs]
            else:
                for thread in threads:
                    thread.start()
            while not stop.is_set():
                is_busy = run_round(jobs, heartbeat, clock, pauses)
                if once and not is_busy:
                    break
                if not is_busy:
                    stop.wait(settings_of(app).worker_poll_seconds)
            finish_in_flight(sender)
        finally:
            for thread in threads:
                thread.end()
            end(heartbeat, live_check, clock)


def publish_metrics(app: Flask, sender: Sender, heartbeat: HeartbeatWriter) -> None:
    """Let the figures of this worker be written after each heartbeat, if /metrics exists."""
    metrics = process_metrics(app)
    if metrics is not None:
        metrics.role = "worker"
        metrics.sources.append(sender.progress.read_figures)
        heartbeat.after_beat = metrics.flush


def run_round(jobs: Sequence[Job], heartbeat: HeartbeatWriter, clock: Clock, pauses: JobPauses | None = None) -> bool:
    """Write a heartbeat and run each job once; return whether any had work. A database that is away is waited for."""
    try:
        forget_site_settings()
        heartbeat.beat(db.session, clock())
        return run_jobs_once(db.session, jobs, clock, pauses)
    except Exception as error:
        log_outage(error, "worker")
        leave_session()
        return False


def finish_in_flight(sender: Sender) -> None:
    """Wait for the last replies; what a database that is away cannot hold of them is doubted by another worker."""
    try:
        sender.finish_in_flight(db.session)
    except Exception as error:
        log_outage(error, "worker")
        leave_session()


def end(heartbeat: HeartbeatWriter, live_check: LiveCheck, clock: Clock) -> None:
    """Delete the heartbeat and end the epoch, if the database can still be reached."""
    with suppress(SQLAlchemyError):
        db.session.rollback()
        live_check.end(db.session, clock())
        heartbeat.end(db.session)
    db.session.remove()
    log.info("worker stopped", worker=heartbeat.worker)
