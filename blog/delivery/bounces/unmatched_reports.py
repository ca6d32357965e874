"""Keep the last returned messages that could not be assigned, without anybody's address."""

from datetime import datetime

from sqlalchemy import delete, func, select

from blog.database import AnySession
from blog.delivery.bounces.mime_parts import ADDRESS
from blog.delivery.bounces.report_parser import BounceReport
from blog.models import UnmatchedReport

KEPT = 50
MAX_WORDS = 300


def keep_unmatched(session: AnySession, report: BounceReport | None, outcome: str, source: str, now: datetime) -> None:
    """Keep what *report* says, None for a message that is no report, and delete all but the last 50.

    The caller commits.
    """
    domains = {address.rpartition("@")[2].casefold() for address in report.recipients} if report else set()
    words = ADDRESS.sub("[address]", report.diagnostic)[:MAX_WORDS] if report else ""
    row = UnmatchedReport(
        received_at=now, source=source, outcome=outcome, domains=", ".join(sorted(domains)[:5]), words=words
    )
    session.add(row)
    session.flush()
    session.execute(delete(UnmatchedReport).where(UnmatchedReport.id <= row.id - KEPT))


def count_unmatched(session: AnySession) -> int:
    """Return how many there were so far."""
    return session.scalar(select(func.max(UnmatchedReport.id))) or 0
