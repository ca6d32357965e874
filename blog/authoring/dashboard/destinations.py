"""The pages of the desk that can be gone to by their names."""

from collections.abc import Sequence
from typing import NamedTuple

from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString

from blog.database.search.accent_folding import fold


class Destination(NamedTuple):
    """A page of the desk, by what it is called."""

    endpoint: str
    label: LazyString


DESTINATIONS = (
    Destination("authoring.desk", lazy_gettext("Desk")),
    Destination("authoring.new", lazy_gettext("New article")),
    Destination("authoring.articles", lazy_gettext("All articles")),
    Destination("site.front", lazy_gettext("Front page")),
    Destination("site.kinds", lazy_gettext("Kinds of article")),
    Destination("pictures.library", lazy_gettext("Pictures")),
    Destination("delivery.alerts", lazy_gettext("Alerts")),
    Destination("authoring.reports", lazy_gettext("Reports of errors")),
    Destination("readers.index", lazy_gettext("Readers")),
    Destination("readers.import_readers", lazy_gettext("Import readers")),
    Destination("subscriptions.mailing", lazy_gettext("Mail")),
    Destination("accounts.people", lazy_gettext("People")),
    Destination("accounts.invitation", lazy_gettext("Invite somebody")),
    Destination("accounts.audit", lazy_gettext("Activity log")),
    Destination("accounts.account", lazy_gettext("Account")),
    Destination("accounts.password", lazy_gettext("Change your password")),
)
"""In the order of the header; who may enter which is said by the policy of its view."""


def match_destinations(destinations: Sequence[Destination], query: str) -> list[Destination]:
    """Return those of *destinations* in whose names every word of *query* begins a word."""
    parts = fold(query).split()
    return [destination for destination in destinations if is_called(str(destination.label), parts)]


def is_called(label: str, parts: Sequence[str]) -> bool:
    """Return whether each of the folded *parts* begins a word of *label*."""
    words = fold(label).split()
    return all(any(word.startswith(part) for word in words) for part in parts)
