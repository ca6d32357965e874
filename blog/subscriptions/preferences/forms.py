"""Forms of the preferences page, one a section; the page sets no cookie."""

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, SelectChoice, SelectField
from wtforms.validators import DataRequired, StopValidation
from wtforms.widgets import DateInput, TimeInput

from blog.models import Follow, Frequency, LowChoice, Subscriber, UrgentChoice
from blog.subscriptions.forms import ReaderAddressField, address_validators, name_field
from blog.subscriptions.targets import Target
from blog.text.language_tags import native_name
from blog.web.forms.base import LineField, OpenForm
from blog.web.site_identity.time_zones import zones_by_region

FREQUENCY_LABELS = {
    Frequency.INSTANT: _l("At once"),
    Frequency.DAILY: _l("Once a day"),
    Frequency.WEEKLY: _l("Once a week"),
}
NEVER = "never"
HTML, TEXT = "html", "text"
URGENT_LABELS = {
    UrgentChoice.AT_ONCE: _l("At once"),
    UrgentChoice.AS_OTHERS: _l("Like other alerts"),
    UrgentChoice.NEVER: _l("Never"),
}
LOW_LABELS = {
    LowChoice.AS_OTHERS: _l("Like other alerts"),
    LowChoice.DAILY: _l("At most once a day"),
    LowChoice.WEEKLY: _l("At most once a week"),
    LowChoice.NEVER: _l("Never"),
}
MINUTES = 60


def choices_of(labels: Mapping[Any, Any]) -> list[SelectChoice]:
    """Return *labels* by enum member as choices of a field."""
    return [SelectChoice(one.value, label) for one, label in labels.items()]


FREQUENCY_CHOICES = choices_of(FREQUENCY_LABELS)


class NameForm(OpenForm):
    """The form by which a subscriber changes the name."""

    name = name_field()


class MailLanguageForm(OpenForm):
    """The form by which a subscriber chooses the language of mail."""

    language = SelectField(_l("Language of your e-mails"))

    def set_choices(self, tags: Sequence[str]) -> None:
        """Let the reader choose among the languages of *tags*, each by its own name."""
        self.language.choices = [SelectChoice(tag, native_name(tag)) for tag in tags]


class AddressForm(OpenForm):
    """The form by which a subscriber asks for another address."""

    address = ReaderAddressField(_l("New e-mail address"), address_validators(_l("Enter your new e-mail address.")))


class AddForm(OpenForm):
    """The form by which a subscriber follows one thing more."""

    what = SelectField(_l("Topic or author"), [DataRequired(_l("Choose a topic or an author."))])
    frequency = SelectField(_l("How often"), choices=FREQUENCY_CHOICES, default=Frequency.INSTANT.value)

    def set_choices(self, topics: Sequence[Target], authors: Sequence[Target]) -> None:
        """Let the reader choose among *topics* and *authors*."""
        groups = ((_l("Topics"), topics), (_l("Authors"), authors))
        listed = [SelectChoice(one.value, one.name, optgroup=label) for label, group in groups for one in group]
        self.what.choices = [SelectChoice("", _l("Choose one")), *listed]


class LevelsForm(OpenForm):
    """The form by which a subscriber says what is wanted of urgent and of minor alerts."""

    urgent = SelectField(_l("Urgent alerts"), choices=choices_of(URGENT_LABELS))
    low = SelectField(_l("Minor alerts"), choices=choices_of(LOW_LABELS))


class HoursForm(OpenForm):
    """The form by which a subscriber sets quiet hours and a time zone."""

    quiet_from = LineField(_l("Quiet from"), widget=TimeInput())
    quiet_until = LineField(_l("Quiet until"), widget=TimeInput())
    zone = SelectField(_l("Your time zone"))

    def set_choices(self, subscriber: Subscriber, site_zone: str) -> None:
        """Let the reader choose a zone; the present one stays in the list, whatever its name."""
        listed = [
            SelectChoice(name, name.partition("/")[2].replace("_", " "), optgroup=region)
            for region, names in zones_by_region().items()
            for name in names
        ]
        usual = [SelectChoice("", _l("The site's zone (%(zone)s)", zone=site_zone))]
        if subscriber.timezone and subscriber.timezone not in {one.value for one in listed}:
            usual.append(SelectChoice(subscriber.timezone))
        self.zone.choices = [*usual, *listed]

    @property
    def times(self) -> tuple[int | None, int | None]:
        """Return both times in minutes after midnight."""
        return parse_clock_time(self.quiet_from.data), parse_clock_time(self.quiet_until.data)

    def validate_quiet_from(self, field: LineField) -> None:
        """Stop at one time without the other."""
        if parse_clock_time(field.data) is None and self.quiet_until.data:
            raise StopValidation(str(_l("Set both times, or leave both blank.")))

    def validate_quiet_until(self, field: LineField) -> None:
        """Stop at one time without the other, and at two that are equal."""
        until = parse_clock_time(field.data)
        if until is None and self.quiet_from.data:
            raise StopValidation(str(_l("Set both times, or leave both blank.")))
        if until is not None and not self.quiet_from.errors and until == self.times[0]:
            raise StopValidation(str(_l("Start and end can't be the same.")))


class FormatForm(OpenForm):
    """The form by which a subscriber chooses mail with pictures or plain text."""

    mail_format = SelectField(
        _l("E-mail format"),
        choices=[SelectChoice(HTML, _l("With pictures")), SelectChoice(TEXT, _l("Plain text only"))],
    )


class ResumeForm(OpenForm):
    """The choice by which a subscriber ends a pause."""

    resume = BooleanField(_l("End the pause now"))


class PauseForm(OpenForm):
    """The form by which a subscriber pauses."""

    until = LineField(_l("Pause until"), [DataRequired(_l("Choose a date in the future."))], widget=DateInput())

    @property
    def day(self) -> date:
        """Return the day that was given."""
        return date.fromisoformat(str(self.until.data))

    def validate_until(self, field: LineField) -> None:
        """Stop at text that is no date."""
        try:
            date.fromisoformat(str(field.data))
        except ValueError:
            raise StopValidation(str(_l("Enter a date like 2027-01-31."))) from None


def parse_clock_time(text: str | None) -> int | None:
    """Return the minutes after midnight that *text* says, such as "22:30"; None for no text.

    Raises:
        StopValidation: it says no time of day.
    """
    if not text:
        return None
    try:
        read = time.fromisoformat(text)
    except ValueError:
        raise StopValidation(str(_l("Enter a time like 22:30."))) from None
    return read.hour * MINUTES + read.minute


def format_clock_time(minutes: int | None) -> str:
    """Return the time of day that is *minutes* after midnight, as the field shows it."""
    return "" if minutes is None else f"{minutes // MINUTES:02d}:{minutes % MINUTES:02d}"


def make_follows_form(subscriber: Subscriber, follows: Sequence[Follow], **more: Any) -> "FollowsForm":
    """Return the form with a choice for the site and for each of *follows*; *more* is handed to the form."""
    fields: dict[str, Any] = {}
    for name, present, none in follow_fields(subscriber, follows):
        fields[name] = SelectField(choices=[*FREQUENCY_CHOICES, SelectChoice(NEVER, none)], default=present)
        fields[f"was_{name}"] = HiddenField(default=present)
    form: FollowsForm = type("SomeFollowsForm", (FollowsForm,), fields)(**more)
    return form


def follow_fields(subscriber: Subscriber, follows: Sequence[Follow]) -> list[tuple[str, str, Any]]:
    """Return name, present value and label for "never" of each field: the site, then each of *follows*."""
    site = subscriber.site_frequency.value if subscriber.site_frequency else NEVER
    rest = [(f"follow_{row.id}", row.frequency.value, _l("Remove")) for row in follows]
    return [("site", site, _l("Not at all")), *rest]


class FollowsForm(OpenForm):
    """The form by which a subscriber changes the frequency of each follow."""

    def chosen(self) -> dict[int | None, Frequency | None]:
        """Return changed frequencies by id of the follow, None for the site; no frequency ends a follow.

        What stands as this page showed it is left out, so that a page that
        was open for long takes nothing back.
        """
        found: dict[int | None, Frequency | None] = {}
        for field in self:
            was = self._fields.get(f"was_{field.name}")
            if was is not None and field.data != was.data:
                follow_id = None if field.name == "site" else int(field.name.removeprefix("follow_"))
                found[follow_id] = None if field.data == NEVER else Frequency(field.data)
        return found
