"""What rows of a list say beside the article itself: open remarks of guests and open reports of readers."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Select, func, select

from blog.database import AnySession
from blog.models import Article, ErrorReport, Remark, ReportOutcome


@dataclass(frozen=True)
class RowFacts:
    """Numbers by the keys of articles; who has none is missing."""

    remarks: dict[int, int]
    reports: dict[int, int]


def count_row_facts(session: AnySession, articles: Iterable[Article]) -> RowFacts:
    """Return the open remarks and reports of *articles*, in two statements."""
    ids = [article.id for article in articles]
    remarks = select(Remark.article_id, func.count()).where(Remark.article_id.in_(ids), Remark.closed_at.is_(None))
    is_open = ErrorReport.outcome == ReportOutcome.OPEN
    reports = select(ErrorReport.article_id, func.count()).where(ErrorReport.article_id.in_(ids), is_open)
    return RowFacts(
        read_numbers(session, remarks.group_by(Remark.article_id)),
        read_numbers(session, reports.group_by(ErrorReport.article_id)),
    )


def read_numbers(session: AnySession, query: Select[int, int]) -> dict[int, int]:
    """Return the rows of *query*, key and number, as a mapping."""
    return {row[0]: row[1] for row in session.execute(query)}
