"""Form that closes a report."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import RadioField, SelectChoice

from blog.authoring.corrections.forms import CorrectionForm
from blog.authoring.fields import max_length
from blog.authoring.reports.report_closing import ReportDecision
from blog.models import ReportOutcome
from blog.web.forms.base import Form, ProseField

OUTCOMES = {
    ReportOutcome.CORRECTED: _("Publish a correction"),
    ReportOutcome.CHANGED: _("Fixed in the text, no correction needed"),
    ReportOutcome.REJECTED: _("The text stays as it is"),
}


class ClosingForm(CorrectionForm):
    """The decision, the answer, and the correction if there is one."""

    outcome = RadioField(_("Decision"))
    answer = ProseField(_("Answer to the reader"), validators=[max_length(1000)])

    def set_outcomes(self, *, may_correct: bool) -> None:
        """Set the choices; without the right to correct, all but the correction."""
        self.outcome.choices = [
            SelectChoice(outcome.value, label)
            for outcome, label in OUTCOMES.items()
            if may_correct or outcome is not ReportOutcome.CORRECTED
        ]

    @property
    def is_correcting(self) -> bool:
        """Return whether a correction is to be published."""
        return bool(self.outcome.data == ReportOutcome.CORRECTED)

    def validate(self, extra_validators: Any = None) -> bool:
        """Return whether the decision and, if it is one, the correction are complete."""
        if self.is_correcting:
            return super().validate(extra_validators)
        return bool(Form.validate(self, extra_validators))

    def to_decision(self) -> ReportDecision:
        """Return the decision."""
        correction = self.to_draft() if self.is_correcting else None
        answer = (self.answer.data or "").strip()
        return ReportDecision(ReportOutcome(self.outcome.data), answer, correction, seen=self.seen.data or 0)


def initial_values(count: int) -> dict[str, Any]:
    """Return the initial data of the form; *count* is the number of corrections of the article."""
    return {"seen": count, "replaces": True, "kind": "correction"}


def closed_message(*, is_answered: bool, had_address: bool) -> str:
    """Return the message about the closed report and its answer."""
    if is_answered:
        return str(gettext("The report is closed, and its reader gets one message."))
    if had_address:
        return str(gettext("The report is closed. No message goes out: that address gets no more for now."))
    return str(gettext("The report is closed."))
