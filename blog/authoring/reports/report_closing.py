"""Closing a report: with a correction, a change or a refusal, and with at most one answer to its reader."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from blog.authoring.corrections.correcting import Wording, correct
from blog.authoring.drafts.writing import locked
from blog.database import AnySession
from blog.delivery import outbox
from blog.models import Article, ErrorReport, Person, ReportOutcome
from blog.web.access.rate_limits import RateLimit, RateLimitExceeded, check_rate_limit

ANSWERS_TO_ONE = RateLimit("report-answer", 3, 24 * 3600)
"""Anybody can give anybody's address: nobody gets more than this because of it."""


class ClosedAlready(Exception):
    """Somebody else has decided."""


@dataclass(frozen=True)
class Decision:
    """What the desk says about a report."""

    outcome: ReportOutcome
    answer: str = ""
    wording: Wording | None = None
    """The correction that closes it."""
    seen: int = 0
    """How many corrections of the article the page showed."""


def reports_for(person: Person) -> Select[ErrorReport]:
    """Select the reports about what *person* may edit."""
    editable = Article.editable_by(person).with_only_columns(Article.id)
    return select(ErrorReport).where(ErrorReport.article_id.in_(editable)).options(joinedload(ErrorReport.article))


def open_reports(person: Person) -> Select[ErrorReport]:
    """Select those that nobody has decided yet, the oldest first."""
    is_open = ErrorReport.outcome == ReportOutcome.OPEN
    return reports_for(person).where(is_open).order_by(ErrorReport.reported_at, ErrorReport.id)


def count_open(session: AnySession, person: Person) -> int:
    """Return how many reports wait for *person*."""
    waiting = open_reports(person).order_by(None).options().with_only_columns(func.count(ErrorReport.id))
    return session.scalar(waiting) or 0


def close(
    session: AnySession, report: ErrorReport, decision: Decision, now: datetime, *, person_id: int, secret: str
) -> bool:
    """Close *report* as *decision* says; return whether its reader gets an answer. The caller has locked the row.

    A correction is published in the same transaction. The address is
    forgotten: it was given for one answer, which the ledger now owes.

    Raises:
        ClosedAlready: somebody was quicker.
        NotPublished, CorrectedMeanwhile, NotOnce, NothingLeft: see blog.authoring.corrections.correcting.
    """
    if report.outcome is not ReportOutcome.OPEN:
        raise ClosedAlready(report.id)
    if decision.wording is not None:
        article = session.scalars(locked(select(Article).where(Article.id == report.article_id))).one()
        made = correct(session, article, decision.wording, now, editor_id=person_id, seen=decision.seen)
        report.correction = made
    report.outcome, report.answer = decision.outcome, decision.answer
    report.closed_at, report.closed_by_id = now, person_id
    address, report.address = report.address, None
    session.flush()
    return address is not None and answer(session, report, address, now, secret)


def answer(session: AnySession, report: ErrorReport, address: str, now: datetime, secret: str) -> bool:
    """Owe *address* the answer unless it has had its answers for the day; return whether it is owed."""
    try:
        check_rate_limit(session, ANSWERS_TO_ONE, address.casefold(), secret, now)
    except RateLimitExceeded:
        return False
    return outbox.enqueue_report_answer(session, report, address, now) is not None
