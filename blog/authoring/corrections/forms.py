"""Forms of the correction pages."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, RadioField, SelectChoice
from wtforms.validators import DataRequired, NumberRange, Optional
from wtforms.widgets import HiddenInput

from blog.authoring.corrections.correcting import CorrectionDraft
from blog.authoring.corrections.wording import (
    AddressLeft,
    PlaceChoice,
    WordingAmbiguous,
    WordingNotFound,
    WordingRefused,
    WordingTooFrequent,
)
from blog.authoring.fields import add_error, max_length
from blog.models import CorrectionKind
from blog.web.forms.base import Form, ProseField, WholeNumberField

KINDS = {
    CorrectionKind.CORRECTION: _("Correction: something was wrong"),
    CorrectionKind.CLARIFICATION: _("Clarification: something could be misunderstood"),
    CorrectionKind.RETRACTION: _("Retraction: the article’s main claim was wrong"),
}
ELSEWHERE = {
    "": _("Not found in the article. Copy the exact wording."),
    "headline": _("This is in the headline. Change it in the editor, then untick the box below."),
    "standfirst": _("This is in the standfirst. Change it in the editor, then untick the box below."),
    "lead_caption": _("This is in the caption of the lead photo. Change it in the editor, then untick the box below."),
    "lead_credit": _("This is in the credit of the lead photo. Change it in the editor, then untick the box below."),
}
"""Why a wording is not replaced, by the text in which it stands."""


class CorrectionForm(Form):
    """One correction."""

    kind = RadioField(
        _("Kind"),
        choices=[SelectChoice(kind.value, label) for kind, label in KINDS.items()],
        default=CorrectionKind.CORRECTION.value,
    )
    old_wording = ProseField(_("What we wrote"), validators=[max_length(2000)])
    new_wording = ProseField(_("What is right"), validators=[max_length(2000)])
    explanation = ProseField(_("Explanation"), validators=[max_length(1000)])
    replaces = BooleanField(_("Fix the text too"))
    place = RadioField(_("Where in the text"), choices=[], validate_choice=False)
    places: Sequence[PlaceChoice] = ()
    """The places of the old wording, once there is a choice."""
    seen = WholeNumberField(widget=HiddenInput(), validators=[Optional(), NumberRange(0, 2**31 - 1)])
    """How many corrections there were when the page was shown."""

    def validate(self, extra_validators: Any = None) -> bool:
        """Return whether the correction is complete; adds an error where it is not."""
        is_valid = super().validate(extra_validators)
        old, new, why = ((field.data or "").strip() for field in (self.old_wording, self.new_wording, self.explanation))
        if not new and not why:
            add_error(self.new_wording, gettext("Say what is right, or explain below what was wrong."))
        if self.kind.data == CorrectionKind.RETRACTION and not why:
            add_error(self.explanation, gettext("Say why the article does not hold."))
        if self.replaces.data and not old:
            add_error(self.old_wording, gettext("Copy what is to be replaced from the article."))
        if self.replaces.data and old and old == new:
            add_error(self.new_wording, gettext("This is what the article says already."))
        return bool(is_valid) and not self.errors

    def to_draft(self) -> CorrectionDraft:
        """Return the correction that was typed."""
        return CorrectionDraft(
            CorrectionKind(self.kind.data),
            (self.old_wording.data or "").strip(),
            (self.new_wording.data or "").strip(),
            (self.explanation.data or "").strip(),
            is_replacing=bool(self.replaces.data),
            place=self.place.data or "",
        )

    def add_wording_error(self, refusal: WordingRefused) -> None:
        """Add the reason why the old wording cannot be replaced; of several places one can be chosen then."""
        match refusal:
            case WordingAmbiguous():
                self.places = refusal.choices
                message = gettext("It occurs %(count)s times. Choose the place to correct.", count=len(self.places))
                add_error(self.place, message)
            case WordingTooFrequent():
                message = gettext("It occurs %(count)s times. Copy more of the sentence.", count=refusal.count)
                add_error(self.old_wording, message)
            case WordingNotFound():
                add_error(self.old_wording, str(ELSEWHERE[refusal.elsewhere]))
            case AddressLeft():
                message = gettext(
                    "These words are the address of a link. Write the new address, or correct it in the editor."
                )
                add_error(self.new_wording, message)
            case _:
                message = gettext("It cannot be changed from here without changing more. Correct it in the editor.")
                add_error(self.old_wording, message)


class StrikeForm(Form):
    """Why a correction is taken back."""

    reason = ProseField(
        _("Reason, which readers see"),
        validators=[DataRequired(_("Say why; readers will see it.")), max_length(500)],
    )
