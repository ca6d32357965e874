"""Forms of public reading."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.validators import Length, ValidationError

from blog.articles.search.filters import Asked, Choice, Offer
from blog.web.forms.base import LineField, OpenForm

LONGEST_QUERY = 200


class OfferField(SelectField):
    """A choice among what has articles; the first, empty one means all."""

    def offer(self, every: str, choices: Iterable[tuple[str, Any]]) -> None:
        """Offer *choices* below *every*."""
        self.choices = [("", every), *choices]

    def pre_validate(self, form: Any) -> None:
        """Refuse what is not offered, in the words of the site."""
        if self.data not in {value for value, _words in self.choices or ()}:
            raise ValidationError(_("Nothing is filed under this. Choose one from the list."))


class SearchForm(OpenForm):
    """What to search for, and where; it comes in the address."""

    q = LineField(
        _l("Search for"),
        validators=[Length(max=LONGEST_QUERY, message=_l("Please search for at most 200 characters."))],
    )
    topic = OfferField(_l("Topic"), default="")
    author = OfferField(_l("Author"), default="")
    time = OfferField(_l("Time"), default="")

    def offer(self, offer: Offer) -> None:
        """Let the reader choose from *offer*."""
        self.topic.offer(_("All topics"), named(offer.topics))
        self.author.offer(_("All authors"), named(offer.authors))
        stretches = [("week", _("Past week")), ("month", _("Past month")), ("year", _("Past year"))]
        self.time.offer(_("Any time"), [*stretches, *((str(year), str(year)) for year in offer.years)])

    @property
    def asked(self) -> Asked:
        """Return what was chosen."""
        return Asked(self.topic.data or "", self.author.data or "", self.time.data or "")

    @property
    def chosen(self) -> list[tuple[str, str]]:
        """Return name and words of each choice that narrows the search."""
        fields = [field for field in (self.topic, self.author, self.time) if field.data and not field.errors]
        return [(field.name, dict(field.choices or ())[field.data]) for field in fields]


def named(choices: Iterable[Choice]) -> Iterable[tuple[str, str]]:
    """Return address and name of each of *choices*."""
    return ((choice.slug, choice.name) for choice in choices)
