"""Checks of the database, its worker, and whether it may send."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from blog.database import AnySession
from blog.database.engine import is_writable
from blog.database.faults.passing_faults import Fault, describe_fault, fault_of
from blog.database.schema import UnfitSchema, known_revisions, require_current_schema
from blog.delivery.worker.instance_state import NOTICES, read_standing
from blog.models import Heartbeat, SuppressionBrake
from blog.models.heartbeat import LATE_AFTER
from blog.operations.doctor.findings import Diagnosis, ok, warn, wrong
from blog.operations.upgrading.backfills import read_progress
from blog.web.cache.triggers import faulty_triggers


def check_database(session: AnySession) -> Iterator[Diagnosis]:
    """Say whether the database answers, has the schema of this edition, and tells the page cache of every change."""
    try:
        require_current_schema(session.get_bind().engine)
    except UnfitSchema as fault:
        yield wrong("database", fault.message)
        return
    except SQLAlchemyError as error:
        if passing := fault_of(error, session.get_bind().engine):
            yield wrong("database", describe_fault(passing, session.get_bind().engine))
            return
        reason = str(getattr(error, "orig", None) or type(error).__name__).strip().splitlines()[0]
        yield wrong("database", f"The database does not answer ({reason}): check BLOG_DATABASE_URL and the server.")
        return
    yield from check_writable(session)
    yield ok("database", f"The database answers and has schema {known_revisions()[-1]}.")
    faulty = faulty_triggers(session.connection())
    if faulty:
        few = ", ".join(faulty[:3])
        yield wrong("page cache", f"Triggers are missing ({few}), so no page is cached: run flask db upgrade.")
    else:
        yield ok("page cache", "Every change of content shows at once.")


def check_writable(session: AnySession) -> Iterator[Diagnosis]:
    """Say whether the database cannot be written."""
    engine = session.get_bind().engine
    if not is_writable(engine):
        yield wrong("database", describe_fault(Fault.READ_ONLY, engine))


def check_backfills(session: AnySession) -> Iterator[Diagnosis]:
    """Say what an upgrade has left to be filled."""
    for label, position, last in read_progress(session):
        yield warn(
            "upgrade",
            f"{label}: {position:,} of {last:,} are done. The worker will finish it; flask db fill does it now.",
        )


def check_worker(session: AnySession, now: datetime) -> Iterator[Diagnosis]:
    """Say whether a worker has shown itself lately."""
    seen_at = session.scalar(Heartbeat.last_seen(now))
    if seen_at is None:
        yield wrong("worker", "No worker runs, so no mail leaves: start flask serve or flask worker.")
        return
    age = int((now - seen_at).total_seconds())
    if now - seen_at < LATE_AFTER:
        yield ok("worker", f"A worker showed itself {max(0, age)} seconds ago.")
    else:
        yield wrong("worker", f"No worker has shown itself for {age // 60} minutes: look into its log and start it.")


def check_suppression(session: AnySession) -> Iterator[Diagnosis]:
    """Say whether an unusual share of refusals waits for a decision."""
    brake = session.scalar(SuppressionBrake.engaged())
    if brake is None:
        yield ok("suppression", "No unusual number of messages was refused.")
    else:
        said = f"{brake.refused} messages were refused within an hour, so nobody is suppressed and alerts are paused"
        yield wrong("suppression", f"{said}: decide at /desk/returned-mail or with flask bounces decide.")


def check_guard(engine: Engine, instance: Path, now: datetime) -> Iterator[Diagnosis]:
    """Say whether this database may send, or is a copy."""
    state = read_standing(engine, instance, now)
    yield ok("guard", "This database may send.") if state.may_send else wrong("guard", str(NOTICES[state]))
