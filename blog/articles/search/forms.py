"""The search form: query and filters, read from the query string."""

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import Length

from blog.articles.search.filters import Facets, FilterOption, SearchFilters
from blog.web.forms.base import LineField, OpenForm
from blog.web.forms.facet_field import FacetField

MAX_QUERY_LENGTH = 200


class SearchForm(OpenForm):
    """Query, topic, author and time of a search."""

    q = LineField(
        _l("Search for"),
        validators=[Length(max=MAX_QUERY_LENGTH, message=_l("Use at most 200 characters."))],
    )
    topic = FacetField(_l("Topic"), default="")
    author = FacetField(_l("Author"), default="")
    time = FacetField(_l("Time"), default="")

    def set_facets(self, facets: Facets) -> None:
        """Set the options of the filters to *facets*."""
        self.topic.set_options(_("All topics"), option_pairs(facets.topics))
        self.author.set_options(_("All authors"), option_pairs(facets.authors))
        periods = [("week", _("Past week")), ("month", _("Past month")), ("year", _("Past year"))]
        self.time.set_options(_("Any time"), [*periods, *((str(year), str(year)) for year in facets.years)])

    @property
    def filters(self) -> SearchFilters:
        """Return the filters as submitted, valid or not."""
        return SearchFilters(self.topic.data or "", self.author.data or "", self.time.data or "")

    @property
    def active_filters(self) -> list[tuple[str, str]]:
        """Return field name and option label of each valid filter that is set."""
        fields = [field for field in (self.topic, self.author, self.time) if field.data and not field.errors]
        return [(field.name, dict(field.choices or ())[field.data]) for field in fields]


def option_pairs(options: Iterable[FilterOption]) -> Iterable[tuple[str, str]]:
    """Return value and label of each of *options*."""
    return ((option.slug, option.name) for option in options)
