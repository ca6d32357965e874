"""Sections of the preferences page: the form and the action of each."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from flask_babel import gettext as _

from blog.database import AnySession
from blog.delivery import outbox
from blog.models import Follow, Frequency, LowChoice, Subscriber, UrgentChoice
from blog.models.email_address import parse_address
from blog.subscriptions.following import MAX_FOLLOWS, TooManyFollows, follow, list_follows, update_frequencies
from blog.subscriptions.preferences.address_change import SameAddress, request_address_change
from blog.subscriptions.preferences.delivery_times import (
    PauseNotAhead,
    PauseTooLong,
    QuietHours,
    pause,
    resume,
    set_hours,
    set_levels,
    zone_of,
)
from blog.subscriptions.preferences.forms import (
    HTML,
    TEXT,
    AddForm,
    AddressForm,
    FollowsForm,
    FormatForm,
    HoursForm,
    LevelsForm,
    MailLanguageForm,
    NameForm,
    PauseForm,
    ResumeForm,
    format_clock_time,
    make_follows_form,
)
from blog.subscriptions.targets import Target, list_targets
from blog.web.forms.base import OpenForm


class InvalidChoice(Exception):
    """A choice that cannot be made; *message* is shown beside the field."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.message = message


@dataclass(frozen=True)
class PreferencesContext:
    """What the sections of one request need: session, subscriber, settings and time."""

    session: AnySession
    subscriber: Subscriber
    site_zone: str
    secret: str
    now: datetime
    languages: tuple[str, ...] = ()
    """Tags of the languages that the reader may choose, the site's own first."""

    def reschedule(self) -> None:
        """Move what waits for a digest to the times that are chosen now."""
        self.session.flush()
        outbox.reschedule(self.session, self.subscriber, self.now, site_zone=self.site_zone)

    @cached_property
    def follows(self) -> Sequence[Follow]:
        """Return the follows besides the site, read once."""
        return list_follows(self.session, self.subscriber)

    @cached_property
    def targets(self) -> Mapping[str, Sequence[Target]]:
        """Return all topics and all authors."""
        return {kind: list_targets(self.session, kind) for kind in ("topic", "author")}


def make_form(section: str, context: PreferencesContext, **more: Any) -> OpenForm:
    """Return the form of *section* with the present values; *more* is passed to the form."""
    return SECTION_FORMS[section](context, **more)


def make_add_form(context: PreferencesContext, **more: Any) -> AddForm:
    """Return the form that adds one thing to follow."""
    form = AddForm(**more)
    form.set_choices(context.targets["topic"], context.targets["author"])
    return form


def make_levels_form(context: PreferencesContext, **more: Any) -> LevelsForm:
    """Return the form of the levels."""
    return LevelsForm(urgent=context.subscriber.urgent_choice.value, low=context.subscriber.low_choice.value, **more)


def make_hours_form(context: PreferencesContext, **more: Any) -> HoursForm:
    """Return the form of quiet hours and zone."""
    row = context.subscriber
    times = {name: format_clock_time(getattr(row, name)) for name in ("quiet_from", "quiet_until")}
    form = HoursForm(**times, zone=row.timezone or "", **more)
    form.set_choices(row, context.site_zone)
    return form


def make_language_form(context: PreferencesContext, **more: Any) -> MailLanguageForm:
    """Return the form of the language; the present one stays in the list, whatever the site offers now."""
    site, *_rest = context.languages or ("",)
    present = context.subscriber.language or site
    form = MailLanguageForm(language=present, **more)
    form.set_choices(tuple(dict.fromkeys((*context.languages, present))))
    return form


def make_format_form(context: PreferencesContext, **more: Any) -> FormatForm:
    """Return the form of the e-mail format."""
    return FormatForm(mail_format=TEXT if context.subscriber.is_text_only else HTML, **more)


SECTION_FORMS: Mapping[str, Callable[..., OpenForm]] = {
    "follows": lambda context, **more: make_follows_form(context.subscriber, context.follows, **more),
    "add": make_add_form,
    "levels": make_levels_form,
    "hours": make_hours_form,
    "format": make_format_form,
    "pause": lambda _reader, **more: PauseForm(**more),
    "resume": lambda _reader, **more: ResumeForm(**more),
    "language": make_language_form,
    "name": lambda context, **more: NameForm(name=context.subscriber.name, **more),
    "address": lambda _reader, **more: AddressForm(**more),
}
"""By the last part of the URL of the section."""


def save_follows(context: PreferencesContext, form: FollowsForm) -> None:
    """Set the frequencies of the site and of each follow."""
    chosen = form.chosen()
    if None in chosen:
        context.subscriber.site_frequency = chosen[None]
    rows = {key: frequency for key, frequency in chosen.items() if key is not None}
    update_frequencies(context.session, context.subscriber, rows)
    context.reschedule()


def add_follow(context: PreferencesContext, form: AddForm) -> None:
    """Add a follow."""
    listed = (one for group in context.targets.values() for one in group)
    target = next(one for one in listed if one.value == form.what.data)
    try:
        follow(context.session, context.subscriber, target, Frequency(form.frequency.data), context.now)
    except TooManyFollows:
        message = _("You can follow at most %(num)s topics, authors and stories.", num=MAX_FOLLOWS)
        raise InvalidChoice("what", message) from None


def save_levels(context: PreferencesContext, form: LevelsForm) -> None:
    """Set the choices for urgent and minor alerts."""
    set_levels(context.subscriber, UrgentChoice(form.urgent.data), LowChoice(form.low.data))
    context.reschedule()


def save_hours(context: PreferencesContext, form: HoursForm) -> None:
    """Set quiet hours and zone."""
    set_hours(context.subscriber, QuietHours(*form.times, form.zone.data or None))
    context.reschedule()


def save_format(context: PreferencesContext, form: FormatForm) -> None:
    """Set whether mail is plain text alone."""
    context.subscriber.is_text_only = form.mail_format.data == TEXT


def save_pause(context: PreferencesContext, form: PauseForm) -> None:
    """Pause until the given day."""
    try:
        pause(context.subscriber, form.day, zone_of(context.subscriber, context.site_zone), context.now)
    except PauseNotAhead:
        raise InvalidChoice("until", _("Choose a date in the future.")) from None
    except PauseTooLong:
        raise InvalidChoice("until", _("Up to a year from now.")) from None


def save_name(context: PreferencesContext, form: NameForm) -> None:
    """Set or clear the name."""
    context.subscriber.rename(form.name.data or None)


def save_language(context: PreferencesContext, form: MailLanguageForm) -> None:
    """Set the language of mail."""
    context.subscriber.language = form.language.data


def save_address(context: PreferencesContext, form: AddressForm) -> None:
    """Send the link that confirms the new address to it."""
    address = parse_address(form.address.data)
    try:
        request_address_change(context.session, context.subscriber, address, context.secret, context.now)
    except SameAddress:
        raise InvalidChoice("address", _("This is already your address.")) from None


SECTION_ACTIONS: Mapping[str, Callable[[PreferencesContext, Any], None]] = {
    "follows": save_follows,
    "add": add_follow,
    "levels": save_levels,
    "hours": save_hours,
    "format": save_format,
    "pause": save_pause,
    "resume": lambda context, _form: resume(context.subscriber),
    "language": save_language,
    "name": save_name,
    "address": save_address,
}
"""The action of each section; the view commits."""
