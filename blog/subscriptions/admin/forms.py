"""The operator's forms about readers."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, SubmitField
from wtforms.validators import DataRequired, Length

from blog.web.forms.base import Form, LineField

LONGEST_REASON = 500


class SuppressionForm(Form):
    """Why nothing more is sent to an address."""

    words = LineField(
        _l("Reason"),
        [
            DataRequired(_l("Please say why, for whoever wonders later.")),
            Length(max=LONGEST_REASON, message=_l("A reason has at most %(max)d characters.")),
        ],
    )


class ListForm(Form):
    """A list of readers to check or take in."""

    file = FileField(
        _l("CSV file"),
        [FileRequired(_l("Please choose a file."))],
        render_kw={"accept": ".csv,.txt,text/csv"},
    )
    is_asking = BooleanField(_l("Send each reader who has to agree one confirmation message"))
    check = SubmitField(_l("Check only"))
    take = SubmitField(_l("Take in"))

    def refuse(self, reason: Any) -> None:
        """Say beside the file why it cannot be taken."""
        self.file.errors = [str(reason)]
