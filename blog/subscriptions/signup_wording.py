"""The consent wording beside the subscribe button; it is stored with each request."""

from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from blog.models import Frequency
from blog.subscriptions.targets import Target
from blog.text.cleaning import clip_words
from blog.text.language import page_language

PROMISE = _l(
    "No tracking. We won't use your address for anything else. Unsubscribe at any time with the link in every e-mail."
)
SCHEDULE_LABELS = {
    Frequency.INSTANT: _l("As soon as it's published"),
    Frequency.DAILY: _l("One e-mail a day"),
    Frequency.WEEKLY: _l("One e-mail a week"),
}
SCHEDULE_SENTENCES = {
    Frequency.INSTANT: _l("You'll get each one as soon as it's published."),
    Frequency.DAILY: _l("You'll get one e-mail a day."),
    Frequency.WEEKLY: _l("You'll get one e-mail a week."),
}
MAX_TITLE_LENGTH = 120
"""Characters of a headline in the wording, so that it stays readable and fits its column."""
VERSION_LENGTH = 12


def offer(target: Target | None = None) -> str:
    """Return the sentence that says what is sent about *target*, the whole site when None."""
    if target is None:
        return str(_("We will send you an e-mail when there are new updates on the site."))
    name = shorten(target.name)
    match target.kind:
        case "topic":
            return str(_("We will send you an e-mail when there are new updates on the topic “%(name)s”.", name=name))
        case "author":
            return str(_("We will send you an e-mail when there are new articles by %(name)s.", name=name))
        case _:
            return str(_("We will send you an e-mail when there are updates to the story “%(name)s”.", name=name))


def label_target(target: Target | None) -> str:
    """Return the label of *target* in lists and choices, of the whole site when None."""
    if target is None:
        return str(_("Everything on the site"))
    name = shorten(target.name)
    match target.kind:
        case "topic":
            return str(_("Topic: %(name)s", name=name))
        case "author":
            return str(_("Author: %(name)s", name=name))
        case _:
            return str(_("Updates to: %(name)s", name=name))


def shorten(name: str) -> str:
    """Return *name*, cut to MAX_TITLE_LENGTH characters."""
    return clip_words(name, MAX_TITLE_LENGTH)


class FollowSummary(NamedTuple):
    """One follow as labels of target and schedule, with its frequency."""

    about: str
    schedule: str
    frequency: Frequency


def summarise_follow(target: Target | None, frequency: Frequency) -> FollowSummary:
    """Return the summary of a follow of *target*, the site when None."""
    return FollowSummary(label_target(target), str(SCHEDULE_LABELS[frequency]), frequency)


def promise_mail(frequency: Frequency, target: Target | None = None) -> str:
    """Return the two sentences on what is sent about *target* and how often, in the language of the page."""
    return cached_promise(page_language().code, frequency, target)


def promise_topic(frequency: Frequency, slug: str, name: str) -> str:
    """Return the two sentences on what is sent about a topic."""
    return promise_mail(frequency, Target("topic", 0, slug, name))


@lru_cache(256)
def cached_promise(_language: str, frequency: Frequency, target: Target | None) -> str:
    """Return the sentences; the language is an argument only to be part of the cache key."""
    return f"{offer(target)} {SCHEDULE_SENTENCES[frequency]}"


def wording(frequency: Frequency, target: Target | None = None) -> str:
    """Return the whole wording in the language of the page, as it stands beside the button."""
    return f"{promise_mail(frequency, target)} {PROMISE}"


def wording_version(text: str) -> str:
    """Return the version of a wording: the first digits of its SHA-256."""
    return sha256(text.encode()).hexdigest()[:VERSION_LENGTH]
