"""The shape of what is sent about an article in review."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField
from wtforms.validators import DataRequired

from blog.authoring.fields import at_most
from blog.web.forms.base import Form, ProseField

LONGEST_NOTE = 1000
LONGEST_REASON = 2000


class SubmissionForm(Form):
    """An article is handed in."""

    note = ProseField(_("A note for the editors"), validators=[at_most(LONGEST_NOTE)])
    seen = HiddenField()
    """Stamp of the version that was shown."""


class AcceptanceForm(Form):
    """An article is accepted."""

    words = ProseField(_("A word to the author"), validators=[at_most(LONGEST_NOTE)])
    seen = HiddenField()
    """Stamp of the version that was shown."""


class ReturnForm(Form):
    """An article is sent back."""

    reason = ProseField(
        _("What is to be done"),
        validators=[DataRequired(_("Say what is to be done: the author gets these words.")), at_most(LONGEST_REASON)],
    )
