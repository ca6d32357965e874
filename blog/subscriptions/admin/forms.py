"""The operator's forms about readers."""

from datetime import time
from typing import Any

from babel.dates import get_day_names
from flask_babel import format_time
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, SelectChoice, SelectField, SubmitField
from wtforms.validators import DataRequired, Length

from blog.subscriptions.preferences.forms import HOW_SOON
from blog.text.language import site_language
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


class MailingRulesForm(Form):
    """What new readers begin with, and when digests leave."""

    default_frequency = SelectField(_l("New readers get alerts"), choices=HOW_SOON)
    digest_hour = SelectField(_l("Digests leave at"), coerce=int)
    digest_weekday = SelectField(_l("The weekly digest leaves on"), coerce=int)

    def __init__(self, **more: object) -> None:
        super().__init__(**more)
        days = get_day_names("wide", locale=site_language().locale)
        self.digest_hour.choices = [
            SelectChoice(hour, format_time(time(hour), "short", rebase=False)) for hour in range(24)
        ]
        self.digest_weekday.choices = [SelectChoice(day, days[day]) for day in range(7)]
