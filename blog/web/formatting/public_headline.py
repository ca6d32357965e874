"""The texts of an article as pages, lists, feeds, cards and mails print them: quotes as its language writes them."""

from typing import Protocol

from flask_babel import gettext as _

from blog.text.language import article_marks
from blog.text.smart_quotes import smarten
from blog.web.formatting.memoized import Written


class Headlined(Written, Protocol):
    """An article, loaded in any way."""

    @property
    def headline(self) -> str:
        """Return its headline."""

    @property
    def is_retracted(self) -> bool:
        """Return whether a retraction stands on it."""


def public_headline(article: Headlined) -> str:
    """Return the headline of *article*, with "Retracted:" before it where a retraction stands."""
    headline = typographic(article.headline, article)
    return str(_("Retracted: %(headline)s", headline=headline)) if article.is_retracted else headline


class Readable(Headlined, Protocol):
    """An article that readers may not be able to open."""

    @property
    def is_public(self) -> bool:
        """Return whether they can."""


def followed_headline(article: Readable) -> str:
    """Return the public headline; a sentence in its place where readers cannot open the article and see it change."""
    return public_headline(article) if article.is_public else str(_("A story that is no longer on the site"))


def typographic(text: str, article: Written) -> str:
    """Return a *text* of *article*, such as its standfirst or a caption, with the quotes of its language."""
    return smarten(text, article_marks(article.language))
