"""What readers are told about an error: a correction of what they were sent, and the answer to a report of theirs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from blog.database import AnySession
from blog.delivery.composing.article_summary import tell
from blog.delivery.composing.mail_rendering import Letter, render_letter
from blog.models import Alert, Correction, CorrectionKind, Delivery, ErrorReport, ReportOutcome
from blog.text.cleaning import clean_text
from blog.web.links import Links


@dataclass(frozen=True)
class Amendment:
    """One correction as mails show it."""

    kind: CorrectionKind
    old_wording: str
    new_wording: str
    explanation: str
    url: str
    """Where it stands under the article."""

    @classmethod
    def of(cls, correction: Correction, article_url: str) -> "Amendment":
        """Return *correction* as mails show it."""
        return cls(
            correction.kind,
            clean_text(correction.old_wording).strip(),
            clean_text(correction.new_wording).strip(),
            clean_text(correction.explanation).strip(),
            f"{article_url}#corrections",
        )


def write_correction(alert: Alert, links: Links, values: Mapping[str, Any], now: datetime) -> Letter:
    """Return what everybody gets who is owed the *alert* about a correction.

    Raises:
        LookupError: the correction is gone.
    """
    if alert.correction is None:
        raise LookupError("An alert about a correction that is gone.")
    story = tell(alert.article, links, now)
    amendment = Amendment.of(alert.correction, story.url)
    return render_letter("correction", {**values, "story": story, "amendment": amendment}, is_list=True)


def write_answer(session: AnySession, delivery_id: int, links: Links) -> Letter:
    """Return the desk's answer to a report; the words of the report are left out, since anybody may have sent it.

    Raises:
        LookupError: the report is gone.
    """
    whole = joinedload(ErrorReport.article), joinedload(ErrorReport.correction)
    found = select(ErrorReport).join(Delivery, Delivery.report_id == ErrorReport.id)
    report = session.scalars(found.where(Delivery.id == delivery_id).options(*whole)).one_or_none()
    if report is None:
        raise LookupError("An answer without its report.")
    story = tell(report.article, links, report.reported_at)
    correction = report.correction if report.outcome is ReportOutcome.CORRECTED else None
    values = {
        "story": story if report.article.is_public else None,
        "headline": story.headline,
        "outcome": report.outcome,
        "answer": clean_text(report.answer).strip(),
        "reported_at": report.reported_at,
        "amendment": Amendment.of(correction, story.url) if correction else None,
    }
    return render_letter("report_answer", values, is_list=False)
