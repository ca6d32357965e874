"""The headline of an article as lists, feeds, cards and mails print it: a retraction stands before it."""

from typing import Protocol

from flask_babel import gettext as _


class Headlined(Protocol):
    """An article, loaded in any way."""

    @property
    def headline(self) -> str:
        """Return its headline."""

    @property
    def is_retracted(self) -> bool:
        """Return whether a retraction stands on it."""


def public_headline(article: Headlined) -> str:
    """Return the headline of *article*, with "Retracted:" before it where a retraction stands."""
    headline = article.headline
    return str(_("Retracted: %(headline)s", headline=headline)) if article.is_retracted else headline
