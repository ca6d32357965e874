"""Forms about readers and mailing rules at the desk."""

from datetime import time
from typing import Any

from babel.dates import get_day_names
from flask_babel import format_time
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, SelectChoice, SelectField, SubmitField
from wtforms.validators import DataRequired, Length

from blog.accounts.people.reauthentication_views import ReauthenticationForm
from blog.subscriptions.preferences.forms import FREQUENCY_CHOICES
from blog.text.language import site_language
from blog.web.forms.base import Form, LineField

MAX_REASON_LENGTH = 500


class SuppressionForm(Form):
    """The reason for suppressing an address."""

    words = LineField(
        _l("Reason"),
        [
            DataRequired(_l("Please say why: colleagues may ask later.")),
            Length(max=MAX_REASON_LENGTH, message=_l("A reason has at most %(max)d characters.")),
        ],
    )


class ImportForm(Form):
    """A CSV file of readers to check or import."""

    file = FileField(
        _l("CSV file"),
        [FileRequired(_l("Please choose a file."))],
        render_kw={"accept": ".csv,.txt,text/csv"},
    )
    is_asking = BooleanField(_l("Send each reader who has to agree one confirmation message"))
    check = SubmitField(_l("Check only"))
    take = SubmitField(_l("Import"))

    def refuse(self, reason: Any) -> None:
        """Put the *reason* why the file is rejected on its field."""
        self.file.errors = [str(reason)]


class ExportForm(ReauthenticationForm):
    """The own password, before all readers are downloaded."""

    reason = _l("Enter your own password: the file holds every address.")


class MailingRulesForm(Form):
    """Default frequency of new readers, and when digests leave."""

    default_frequency = SelectField(_l("New readers get alerts"), choices=FREQUENCY_CHOICES)
    digest_hour = SelectField(_l("Digests leave at"), coerce=int)
    digest_weekday = SelectField(_l("The weekly digest leaves on"), coerce=int)

    def __init__(self, **more: object) -> None:
        super().__init__(**more)
        days = get_day_names("wide", locale=site_language().locale)
        self.digest_hour.choices = [
            SelectChoice(hour, format_time(time(hour), "short", rebase=False)) for hour in range(24)
        ]
        self.digest_weekday.choices = [SelectChoice(day, days[day]) for day in range(7)]
