"""What a reader agrees to: the words beside the button, in one place, since they are kept with each request."""

from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from blog.models import Frequency
from blog.subscriptions.targets import Target
from blog.text.language import site_language

PROMISE = _l("Our messages do not track you, your address is used for nothing else, and one click is enough to leave.")
LEAD = _l("We will send you an e-mail when there are new updates")
HOW_OFTEN = {
    Frequency.INSTANT: _l("one message for each, as soon as it is published"),
    Frequency.DAILY: _l("all of a day in one message, once a day"),
    Frequency.WEEKLY: _l("all of a week in one message, once a week"),
}
LONGEST_TITLE = 120
"""Characters of a headline that the words name, so that they stay readable and fit their column."""
VERSION_LENGTH = 12


def about(target: Target | None) -> str:
    """Return what the updates are about, as the words go on after LEAD; None means the whole site."""
    if target is None:
        return str(_("on the site"))
    name = target.name if len(target.name) <= LONGEST_TITLE else f"{target.name[: LONGEST_TITLE - 1]}…"
    match target.kind:
        case "topic":
            return str(_("on the topic “%(name)s”", name=name))
        case "author":
            return str(_("from the author %(name)s", name=name))
        case _:
            return str(_("to the story “%(name)s”", name=name))


class Followed(NamedTuple):
    """One thing that somebody is told about, in words."""

    what: str
    often: str
    frequency: Frequency


def followed(target: Target | None, frequency: Frequency) -> Followed:
    """Return the words for being told about *target*, the site when None, at *frequency*."""
    return Followed(about(target), str(HOW_OFTEN[frequency]), frequency)


def offer(frequency: Frequency, target: Target | None = None) -> str:
    """Return the sentence that says what will be sent about *target*, and how often, in the language of the page."""
    return offer_in(site_language().code, frequency, target)


@lru_cache(256)
def offer_in(_language: str, frequency: Frequency, target: Target | None) -> str:
    """Return the sentence; the language is named only because what was said in it is remembered."""
    words = {"lead": LEAD, "about": about(target), "often": HOW_OFTEN[frequency]}
    return str(_("%(lead)s %(about)s: %(often)s.", **words))


def wording(frequency: Frequency, target: Target | None = None) -> str:
    """Return the whole wording in the language of the page, as it stands beside the button."""
    return f"{offer(frequency, target)} {PROMISE}"


def version(words: str) -> str:
    """Return the name of one exact wording: the first digits of its SHA-256, the same wherever it is computed."""
    return sha256(words.encode()).hexdigest()[:VERSION_LENGTH]
