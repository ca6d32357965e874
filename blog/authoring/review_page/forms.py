"""Forms of the review page."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField
from wtforms.validators import DataRequired

from blog.authoring.fields import max_length
from blog.web.forms.base import Form, ProseField

MAX_NOTE_LENGTH = 1000
MAX_REASON_LENGTH = 2000


class SubmissionForm(Form):
    """An article is handed in."""

    note = ProseField(_("A note for the editors"), validators=[max_length(MAX_NOTE_LENGTH)])
    seen = HiddenField()
    """Stamp of the version that was shown."""


class AcceptanceForm(Form):
    """An article is accepted."""

    words = ProseField(_("A word to the author"), validators=[max_length(MAX_NOTE_LENGTH)])
    seen = HiddenField()
    """Stamp of the version that was shown."""


class ReturnForm(Form):
    """An article is sent back."""

    reason = ProseField(
        _("What is to be done"),
        validators=[
            DataRequired(_("Say what is to be done: the author gets these words.")),
            max_length(MAX_REASON_LENGTH),
        ],
    )
