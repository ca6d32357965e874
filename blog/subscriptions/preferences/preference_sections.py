"""The sections of the preferences page: the form of each, and the deed that its button does."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from flask_babel import gettext as _

from blog.database import AnySession
from blog.delivery import outbox
from blog.models import Follow, Frequency, LowChoice, Subscriber, UrgentChoice
from blog.subscriptions.email_address import parse_address
from blog.subscriptions.following import MOST_FOLLOWS, TooManyFollows, choose_frequencies, follow, list_follows
from blog.subscriptions.preferences.address_change import SameAddress, ask_for_address
from blog.subscriptions.preferences.delivery_times import (
    Hours,
    NotAhead,
    TooFarAhead,
    pause,
    resume,
    set_hours,
    set_levels,
    zone_of,
)
from blog.subscriptions.preferences.forms import (
    AddForm,
    AddressForm,
    FollowsForm,
    HoursForm,
    LevelsForm,
    NameForm,
    PauseForm,
    make_follows_form,
    write_clock_time,
)
from blog.subscriptions.targets import Target, list_targets
from blog.web.forms.base import OpenForm


class Refused(Exception):
    """What was chosen cannot be; *words* stand beside the field."""

    def __init__(self, field: str, words: str) -> None:
        super().__init__(words)
        self.field = field
        self.words = words


@dataclass(frozen=True)
class Reader:
    """Whose page it is, and what the sections need to know about site and moment."""

    session: AnySession
    subscriber: Subscriber
    site_zone: str
    secret: str
    now: datetime

    def reschedule(self) -> None:
        """Let what waits for a digest of the reader leave when it is wanted now."""
        self.session.flush()
        outbox.reschedule(self.session, self.subscriber, self.now, site_zone=self.site_zone)

    @cached_property
    def follows(self) -> Sequence[Follow]:
        """Return what the reader follows besides the site, as it was when first asked for."""
        return list_follows(self.session, self.subscriber)

    @cached_property
    def targets(self) -> Mapping[str, Sequence[Target]]:
        """Return all topics and all authors."""
        return {kind: list_targets(self.session, kind) for kind in ("topic", "author")}


def make_form(section: str, reader: Reader, **more: Any) -> OpenForm:
    """Return the form of *section* as it stands for *reader*; *more* is handed to the form."""
    return FORMS[section](reader, **more)


def make_add_form(reader: Reader, **more: Any) -> AddForm:
    """Return the form that adds one thing to follow."""
    form = AddForm(**more)
    form.offer(reader.targets["topic"], reader.targets["author"])
    return form


def make_levels_form(reader: Reader, **more: Any) -> LevelsForm:
    """Return the form of the levels."""
    return LevelsForm(urgent=reader.subscriber.urgent_choice.value, low=reader.subscriber.low_choice.value, **more)


def make_hours_form(reader: Reader, **more: Any) -> HoursForm:
    """Return the form of quiet hours and zone."""
    row = reader.subscriber
    times = {name: write_clock_time(getattr(row, name)) for name in ("quiet_from", "quiet_until")}
    form = HoursForm(**times, zone=row.timezone or "", **more)
    form.offer(row, reader.site_zone)
    return form


FORMS: Mapping[str, Callable[..., OpenForm]] = {
    "follows": lambda reader, **more: make_follows_form(reader.subscriber, reader.follows, **more),
    "add": make_add_form,
    "levels": make_levels_form,
    "hours": make_hours_form,
    "pause": lambda _reader, **more: PauseForm(**more),
    "resume": lambda _reader, **more: OpenForm(**more),
    "name": lambda reader, **more: NameForm(name=reader.subscriber.name, **more),
    "address": lambda _reader, **more: AddressForm(**more),
}
"""By the section's last word in the address."""


def save_follows(reader: Reader, form: FollowsForm) -> None:
    """Keep how soon the reader is told about what."""
    chosen = form.chosen()
    if None in chosen:
        reader.subscriber.site_frequency = chosen[None]
    rows = {key: frequency for key, frequency in chosen.items() if key is not None}
    choose_frequencies(reader.session, reader.subscriber, rows)
    reader.reschedule()


def save_more(reader: Reader, form: AddForm) -> None:
    """Follow one thing more."""
    listed = (one for group in reader.targets.values() for one in group)
    target = next(one for one in listed if one.value == form.what.data)
    try:
        follow(reader.session, reader.subscriber, target, Frequency(form.frequency.data), reader.now)
    except TooManyFollows:
        words = _("You follow %(num)s topics, authors and stories, and more are not possible.", num=MOST_FOLLOWS)
        raise Refused("what", words) from None


def save_levels(reader: Reader, form: LevelsForm) -> None:
    """Keep what the reader wants of urgent and of minor alerts."""
    set_levels(reader.subscriber, UrgentChoice(form.urgent.data), LowChoice(form.low.data))
    reader.reschedule()


def save_hours(reader: Reader, form: HoursForm) -> None:
    """Keep quiet hours and zone."""
    set_hours(reader.subscriber, Hours(*form.times, form.zone.data or None))
    reader.reschedule()


def save_pause(reader: Reader, form: PauseForm) -> None:
    """Pause until the day that was given."""
    try:
        pause(reader.subscriber, form.day, zone_of(reader.subscriber, reader.site_zone), reader.now)
    except NotAhead:
        raise Refused("until", _("Please give a day that is still to come.")) from None
    except TooFarAhead:
        raise Refused("until", _("Please give a day within a year.")) from None


def save_name(reader: Reader, form: NameForm) -> None:
    """Keep the name, or forget it."""
    reader.subscriber.name = form.name.data or None


def save_address(reader: Reader, form: AddressForm) -> None:
    """Send the link that confirms the new address to it."""
    address = parse_address(form.address.data)
    try:
        ask_for_address(reader.session, reader.subscriber, address, reader.secret, reader.now)
    except SameAddress:
        raise Refused("address", _("This is the address that we write to already.")) from None


DEEDS: Mapping[str, Callable[[Reader, Any], None]] = {
    "follows": save_follows,
    "add": save_more,
    "levels": save_levels,
    "hours": save_hours,
    "pause": save_pause,
    "resume": lambda reader, _form: resume(reader.subscriber),
    "name": save_name,
    "address": save_address,
}
"""What the button of each section does."""
