"""Closing error reports: with a correction, a change or a rejection, and at most one answer to the reader."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from blog.authoring.corrections.correcting import CorrectionDraft, correct
from blog.authoring.drafts.writing import for_update
from blog.database import AnySession
from blog.delivery import outbox
from blog.models import Article, ErrorReport, Person, ReportOutcome, is_among
from blog.web.access.rate_limits import RateLimit, RateLimitExceeded, check_rate_limit

ANSWER_LIMIT = RateLimit("report-answer", 3, 24 * 3600)
"""A reporter may give an address of another person, who gets no more mails than this."""


class AlreadyClosed(Exception):
    """The report was closed before."""


@dataclass(frozen=True)
class ReportDecision:
    """The decision of the desk about a report."""

    outcome: ReportOutcome
    answer: str = ""
    correction: CorrectionDraft | None = None
    """The correction that closes it."""
    seen: int = 0
    """How many corrections of the article the page showed."""


def select_reports(person: Person) -> Select[ErrorReport]:
    """Select the reports about what *person* may edit."""
    editable = is_among(Article.editable_by(person), ErrorReport.article_id)
    return select(ErrorReport).where(editable).options(joinedload(ErrorReport.article).joinedload(Article.lead_picture))


def select_open_reports(person: Person) -> Select[ErrorReport]:
    """Select the open reports for *person*, oldest first."""
    is_open = ErrorReport.outcome == ReportOutcome.OPEN
    return select_reports(person).where(is_open).order_by(ErrorReport.reported_at, ErrorReport.id)


def count_open_reports(session: AnySession, person: Person) -> int:
    """Return the number of open reports for *person*."""
    waiting = select_open_reports(person).order_by(None).options().with_only_columns(func.count(ErrorReport.id))
    return session.scalar(waiting) or 0


def close_report(
    session: AnySession, report: ErrorReport, decision: ReportDecision, now: datetime, *, person_id: int, secret: str
) -> bool:
    """Close *report* as *decision* says; return whether its reader gets an answer. The caller has locked the row.

    A correction is published in the same transaction. The address is
    deleted: it was given for one answer, which is enqueued now.

    Raises:
        AlreadyClosed: it is closed.
        NotPublished, CorrectionConflict, WordingRefused, BodyWouldBeEmpty: see blog.authoring.corrections.correcting.
    """
    if report.outcome is not ReportOutcome.OPEN:
        raise AlreadyClosed(report.id)
    if decision.correction is not None:
        article = session.scalars(for_update(select(Article).where(Article.id == report.article_id))).one()
        made = correct(session, article, decision.correction, now, editor_id=person_id, seen=decision.seen)
        report.correction = made
    report.outcome, report.answer = decision.outcome, decision.answer
    report.closed_at, report.closed_by_id = now, person_id
    address, report.address = report.address, None
    session.flush()
    return address is not None and enqueue_answer(session, report, address, now, secret)


def enqueue_answer(session: AnySession, report: ErrorReport, address: str, now: datetime, secret: str) -> bool:
    """Enqueue the answer to *address* within its daily limit; return whether it was enqueued."""
    try:
        check_rate_limit(session, ANSWER_LIMIT, address.casefold(), secret, now)
    except RateLimitExceeded:
        return False
    return outbox.enqueue_report_answer(session, report, address, now) is not None
