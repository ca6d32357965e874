"""The shape of what closes a report."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import RadioField, SelectChoice

from blog.authoring.corrections.forms import CorrectionForm
from blog.authoring.fields import at_most
from blog.authoring.reports.report_closing import Decision
from blog.models import ReportOutcome
from blog.web.forms.base import Form, ProseField

OUTCOMES = {
    ReportOutcome.CORRECTED: _("The reader is right: publish a correction"),
    ReportOutcome.CHANGED: _("Mended in the text, no correction needed"),
    ReportOutcome.REJECTED: _("The text stays as it is"),
}


class ClosingForm(CorrectionForm):
    """The decision, the answer, and the correction if there is one."""

    outcome = RadioField(_("Decision"))
    answer = ProseField(_("Answer to the reader"), validators=[at_most(1000)])

    def offer(self, *, may_correct: bool) -> None:
        """Offer the decisions; who may not publish corrections may still close the rest."""
        self.outcome.choices = [
            SelectChoice(outcome.value, words)
            for outcome, words in OUTCOMES.items()
            if may_correct or outcome is not ReportOutcome.CORRECTED
        ]

    @property
    def is_correcting(self) -> bool:
        """Return whether a correction is to be published."""
        return bool(self.outcome.data == ReportOutcome.CORRECTED)

    def validate(self, extra_validators: Any = None) -> bool:
        """Return whether a decision is made and, if it is to correct, whether the correction is whole."""
        if self.is_correcting:
            return super().validate(extra_validators)
        return bool(Form.validate(self, extra_validators))

    def to_decision(self) -> Decision:
        """Return what was decided."""
        wording = self.to_wording() if self.is_correcting else None
        answer = (self.answer.data or "").strip()
        return Decision(ReportOutcome(self.outcome.data), answer, wording, seen=self.seen.data or 0)


def read_report_fields(count: int) -> dict[str, Any]:
    """Return what a new form shows; *count* is how many corrections the article has."""
    return {"seen": count, "replaces": True, "kind": "correction"}


def closed_sentence(*, is_answered: bool, had_address: bool) -> str:
    """Return what happened, for the person who closed the report."""
    if is_answered:
        return str(gettext("The report is closed, and its reader gets one message."))
    if had_address:
        return str(gettext("The report is closed. No message goes out: that address gets no more for now."))
    return str(gettext("The report is closed."))
