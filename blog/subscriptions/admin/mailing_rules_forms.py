"""The form of the operator's page of rules for mail."""

from datetime import time

from babel.dates import get_day_names
from flask_babel import format_time
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, SelectField

from blog.subscriptions.preferences.forms import HOW_SOON
from blog.text.language import site_language
from blog.web.forms.base import Form


class MailingForm(Form):
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
