"""Forms about readers and mailing rules at the desk."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, FieldList, SelectChoice, SelectField, SubmitField
from wtforms.validators import DataRequired, Length, NumberRange, Optional, ValidationError
from wtforms.widgets import HiddenInput

from blog.accounts.people.reauthentication_views import ReauthenticationForm
from blog.subscriptions.import_export.column_survey import ListSurvey
from blog.subscriptions.import_export.import_report import ImportReport
from blog.subscriptions.import_export.programs.column_names import EXPORT_COLUMNS
from blog.subscriptions.preferences.digest_schedule import label_hour, weekday_labels
from blog.subscriptions.preferences.forms import FREQUENCY_CHOICES
from blog.web.forms.base import Form, LineField, WholeNumberField
from blog.web.forms.facet_field import FacetField
from blog.web.forms.shared_form import SharedForm

MAX_REASON_LENGTH = 500
MAX_SOURCE_LENGTH = 200
MAX_UPLOAD_ID = 2**31 - 1
"""Of an INTEGER column."""
WHOLE_FILE_LABELS = {
    "confirmed": _l("All have confirmed, unless the list says otherwise"),
    "left": _l("All have unsubscribed"),
    "bounced": _l("All have bounced"),
}
MEANING_LABELS = {
    "address": _l("E-mail address"),
    "name": _l("Name"),
    "first_name": _l("First name"),
    "last_name": _l("Last name"),
    "state": _l("Status, such as subscribed or unsubscribed"),
    "requested_at": _l("Time of sign-up"),
    "confirmed_at": _l("Confirmed: a time, or yes or no"),
    "left_at": _l("Unsubscribed: a time, or yes or no"),
    "bounced_at": _l("Bounced: a time, or yes or no"),
    "complained_at": _l("Complained: a time, or yes or no"),
    "consent_form": _l("Source of the sign-up"),
    "requested_ip": _l("IP address at sign-up"),
    "confirmed_ip": _l("IP address at confirmation"),
    "topics": _l("Topics to follow"),
    "site_frequency": _l("Frequency: instant, daily, weekly, none"),
    "timezone": _l("Time zone"),
}
"""What a column may mean; "" is not used."""


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
    """A CSV file of readers to check or import: the file, or one that is kept, and what its columns mean."""

    file = FileField(_l("CSV file"), render_kw={"accept": ".csv,.txt,text/csv"})
    upload = WholeNumberField(widget=HiddenInput(), validators=[Optional(), NumberRange(0, MAX_UPLOAD_ID)])
    """The file that is kept since the first step."""
    departures = WholeNumberField(widget=HiddenInput(), validators=[Optional()])
    """To how many readers who are here mail would end, as the last check showed."""
    is_unexpected = False
    """An import would end mail to more of them than that."""
    columns = FieldList(FacetField())
    """What each column means, in the order of the file."""
    whole_file = FacetField(_l("Status of these readers"), default="")
    source = LineField(
        _l("Where and how they agreed"),
        [Length(max=MAX_SOURCE_LENGTH, message=_l("A source has at most %(max)d characters."))],
    )
    is_asking = BooleanField(_l("Send one confirmation message to each reader who still has to agree"))
    check = SubmitField(_l("Check"))
    take = SubmitField(_l("Import"))

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.whole_file.set_options(_l("As the list says"), WHOLE_FILE_LABELS.items())
        for entry in self.columns:
            entry.set_options(_l("Not used"), [*MEANING_LABELS.items(), *((name, name) for name in EXPORT_COLUMNS)])

    def validate_source(self, field: Any) -> None:
        """Require a source for readers who are said to have confirmed."""
        if self.whole_file.data == "confirmed" and not field.data:
            raise ValidationError(_("Say where and how they agreed: this is your proof."))

    def refuse(self, reason: Any) -> None:
        """Put the *reason* why the file is rejected on its field."""
        self.file.errors = [str(reason)]

    def expect(self, report: ImportReport) -> None:
        """Show to how many readers mail ends, and note whether an import would do so to more than was shown."""
        self.is_unexpected = bool(self.take.data) and report.departures > (self.departures.data or 0)
        self.departures.data = report.departures
        self.departures.raw_data = None

    def chosen_columns(self) -> dict[int, str | None]:
        """Return the meanings that were chosen from the list, by the place of their column."""
        return {place: entry.data or None for place, entry in enumerate(self.columns) if not entry.errors}

    def column_errors(self) -> dict[int, str]:
        """Return what is wrong with the choice itself, by the place of its column."""
        return {place: str(entry.errors[0]) for place, entry in enumerate(self.columns) if entry.errors}

    def show_columns(self, survey: ListSurvey, errors: Mapping[int, str]) -> None:
        """Show a choice for each column of *survey*, with what is wrong beside it."""
        while len(self.columns):
            self.columns.pop_entry()
        for place, column in enumerate(survey.columns):
            entry = self.columns.append_entry(column.name or "")
            own = [(column.name, column.name)] if column.name and column.name not in MEANING_LABELS else []
            entry.set_options(_l("Not used"), [*MEANING_LABELS.items(), *own])
            entry.label.text = column.heading or _("Column %(number)d", number=place + 1)
            entry.errors = [errors[place]] if place in errors else []


class ExportForm(ReauthenticationForm):
    """The own password, before all readers are downloaded."""

    reason = _l("Enter your own password: the file contains every address.")


class MailingRulesForm(SharedForm):
    """Default frequency of new readers, and when digests leave."""

    default_frequency = SelectField(_l("New readers get alerts"), choices=FREQUENCY_CHOICES)
    digest_hour = SelectField(_l("Digests leave at"), coerce=int)
    digest_weekday = SelectField(_l("The weekly digest leaves on"), coerce=int)

    def __init__(self, **more: object) -> None:
        super().__init__(**more)
        self.digest_hour.choices = [SelectChoice(hour, label_hour(hour)) for hour in range(24)]
        self.digest_weekday.choices = [SelectChoice(day, label) for day, label in sorted(weekday_labels().items())]
