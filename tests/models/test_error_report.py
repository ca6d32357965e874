"""A report is open until the desk decides, and goes with its article."""

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from blog.models import Article, ErrorReport, ReportOutcome
from tests.models.rows import NOW, article


def test_a_new_report_is_open_and_goes_with_its_article(session: Session) -> None:
    report = ErrorReport(article=article(), paragraph=1, words="It was Tuesday.", reported_at=NOW)
    session.add(report)
    session.flush()

    assert (report.outcome, report.closed_at, report.answer) == (ReportOutcome.OPEN, None, "")
    session.execute(delete(Article).where(Article.id == report.article_id))
    assert session.scalar(select(func.count(ErrorReport.id))) == 0
