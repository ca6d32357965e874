"""The consent wording beside the subscribe button; it is stored with each request."""

from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from blog.models import Frequency
from blog.subscriptions.targets import Target
from blog.text.language import site_language

PROMISE = _l(
    "No tracking. We won't use your address for anything else. Unsubscribe at any time with the link in every message."
)
LEAD = _l("We will send you an e-mail when there are new updates")
SCHEDULE_LABELS = {
    Frequency.INSTANT: _l("one message for each, as soon as it is published"),
    Frequency.DAILY: _l("all of a day in one message, once a day"),
    Frequency.WEEKLY: _l("all of a week in one message, once a week"),
}
MAX_TITLE_LENGTH = 120
"""Characters of a headline in the wording, so that it stays readable and fits its column."""
VERSION_LENGTH = 12


def about(target: Target | None) -> str:
    """Return the phrase that follows LEAD and names *target*, the whole site when None."""
    if target is None:
        return str(_("on the site"))
    name = target.name if len(target.name) <= MAX_TITLE_LENGTH else f"{target.name[: MAX_TITLE_LENGTH - 1]}…"
    match target.kind:
        case "topic":
            return str(_("on the topic “%(name)s”", name=name))
        case "author":
            return str(_("from the author %(name)s", name=name))
        case _:
            return str(_("to the story “%(name)s”", name=name))


class FollowSummary(NamedTuple):
    """One follow as text: target, schedule and frequency."""

    about: str
    schedule: str
    frequency: Frequency


def summarise_follow(target: Target | None, frequency: Frequency) -> FollowSummary:
    """Return the summary of a follow of *target*, the site when None."""
    return FollowSummary(about(target), str(SCHEDULE_LABELS[frequency]), frequency)


def sentence(frequency: Frequency, target: Target | None = None) -> str:
    """Return what will be sent about *target*, and how often, in the language of the page."""
    return cached_sentence(site_language().code, frequency, target)


@lru_cache(256)
def cached_sentence(_language: str, frequency: Frequency, target: Target | None) -> str:
    """Return the sentence; the language is an argument only to be part of the cache key."""
    parts = {"lead": LEAD, "about": about(target), "often": SCHEDULE_LABELS[frequency]}
    return str(_("%(lead)s %(about)s: %(often)s.", **parts))


def wording(frequency: Frequency, target: Target | None = None) -> str:
    """Return the whole wording in the language of the page, as it stands beside the button."""
    return f"{sentence(frequency, target)} {PROMISE}"


def wording_version(text: str) -> str:
    """Return the version of a wording: the first digits of its SHA-256."""
    return sha256(text.encode()).hexdigest()[:VERSION_LENGTH]
