"""The long-running process that does what requests only owe: it asks its duties in turn, then rests."""

import os
import secrets
import socket
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import structlog
from flask import Flask
from sqlalchemy import delete
from sqlalchemy.exc import SQLAlchemyError

from blog.config.settings import settings_of
from blog.database import AnySession, db
from blog.delivery.alerts.alert_controls import sweep_cancelled
from blog.delivery.audience.digests import gather_next
from blog.delivery.audience.expansion import expand_next, finish_next
from blog.delivery.bounces.imap import Poll
from blog.delivery.composing.composer_factory import make_composer
from blog.delivery.queue.quotas import Quotas
from blog.delivery.smtp.transport import RelayTransport, Transport
from blog.delivery.worker.job_runner import Clock, Duty, work_once
from blog.delivery.worker.live_check import Guard
from blog.delivery.worker.scheduler import Timekeeper
from blog.delivery.worker.sender import Sender
from blog.delivery.worker.shutdown import Stop
from blog.models import Heartbeat

BEAT_EVERY = timedelta(seconds=20)
FORGET_AFTER = timedelta(days=1)

log = structlog.get_logger()


def name_worker() -> str:
    """Return a name that no other worker has, on this machine or another."""
    return f"{socket.gethostname()[:36]}:{os.getpid()}:{secrets.token_hex(4)}"


class Pulse:
    """The worker's sign of life, written at most every 20 seconds."""

    def __init__(self, worker: str) -> None:
        self.worker = worker
        self.beaten_at: datetime | None = None

    def beat(self, session: AnySession, now: datetime) -> None:
        """Write the sign of life and commit it, if it is time."""
        if self.beaten_at is None or now - self.beaten_at >= BEAT_EVERY:
            session.merge(Heartbeat(name=self.worker, seen_at=now))
            session.execute(delete(Heartbeat).where(Heartbeat.seen_at < now - FORGET_AFTER))
            session.commit()
            self.beaten_at = now

    def end(self, session: AnySession) -> None:
        """Take the sign away when the worker stops as it should."""
        session.execute(delete(Heartbeat).where(Heartbeat.name == self.worker))
        session.commit()


def make_sender(app: Flask, pulse: Pulse, stop: Stop, clock: Clock, transport: Transport | None = None) -> Sender:
    """Return the sender that the settings of *app* describe; without *transport* it sends to the relay they name."""
    settings, links = settings_of(app), app.extensions["links"]
    return Sender(
        worker=pulse.worker,
        transport=transport or RelayTransport(settings, links.host),
        composer=make_composer(settings, links),
        clock=clock,
        lease=timedelta(seconds=settings.worker_lease_seconds),
        batch=settings.worker_batch,
        quotas=Quotas(settings),
        is_held=settings.mail_uncertain == "hold",
        site_zone=settings.timezone,
        stop=stop,
        after_each=pulse.beat,
    )


def delivery_duties(sender: Sender, site_zone: str = "UTC") -> list[Duty]:
    """Return the duties of this room, the most urgent first; *site_zone* holds for readers who named none."""
    return [
        sender.send_due,
        lambda session, _now: expand_next(session, site_zone=site_zone),
        lambda session, now: gather_next(session, now, site_zone=site_zone),
        sweep_cancelled,
        finish_next,
    ]


def run(
    app: Flask,
    more_duties: Sequence[Duty],
    stop: Stop,
    clock: Clock,
    *,
    timely: Sequence[Duty] = (),
    is_once: bool = False,
) -> None:
    """Work until *stop* is set, or with *is_once* until nothing is left to do.

    *more_duties* come from other rooms, of which this one knows nothing, and
    so do the *timely* ones, which a thread does whatever else goes on. When
    *stop* is set, by a signal or a server, the message in hand is finished.
    """
    pulse = Pulse(name_worker())
    with app.app_context():
        guard = Guard(Path(app.instance_path))
        # A copy of the database must not read the mailbox either: the original would miss what it marks.
        sending: list[Duty] = [
            *delivery_duties(make_sender(app, pulse, stop, clock), settings_of(app).timezone),
            Poll(app, clock),
        ]
        duties = [*map(guard.watch, sending), *more_duties]
        keeper = Timekeeper(app, timely, stop, clock)
        log.info("worker started", worker=pulse.worker)
        try:
            if is_once:
                duties = [*map(guard.watch, timely), *duties]
            else:
                keeper.start()
            while not stop.is_set():
                is_busy = take_turn(duties, pulse, clock)
                if is_once and not is_busy:
                    break
                if not is_busy:
                    stop.wait(settings_of(app).worker_poll_seconds)
        finally:
            keeper.end()
            end(pulse, guard, clock)


def take_turn(duties: Sequence[Duty], pulse: Pulse, clock: Clock) -> bool:
    """Show a sign of life and ask the duties once; a database that is away is waited for."""
    try:
        pulse.beat(db.session, clock())
        return work_once(db.session, duties, clock)
    except Exception:
        log.exception("worker cannot reach its database")
        db.session.remove()
        return False


def end(pulse: Pulse, guard: Guard, clock: Clock) -> None:
    """Leave no sign of life behind, if the database can still be told."""
    with suppress(SQLAlchemyError):
        db.session.rollback()
        guard.end(db.session, clock())
        pulse.end(db.session)
    db.session.remove()
    log.info("worker stopped", worker=pulse.worker)
