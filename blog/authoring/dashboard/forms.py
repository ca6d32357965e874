"""The search over the articles at the desk: words and filters, read from the address."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from wtforms.validators import Length

from blog.authoring.dashboard.article_search import ArticleFilter
from blog.database.search.query_parser import parse_terms
from blog.models import ArticleState, Person, Topic
from blog.models.article_kind import DEFAULT_KIND
from blog.web.formatting.article_kinds import list_kinds
from blog.web.forms.base import Form, LineField, OpenForm
from blog.web.forms.facet_field import FacetField

MAX_QUERY_LENGTH = 200
STATE_LABELS: dict[ArticleState, LazyString] = {
    ArticleState.DRAFT: _l("Drafts"),
    ArticleState.IN_REVIEW: _l("In review"),
    ArticleState.ACCEPTED: _l("Accepted"),
    ArticleState.SCHEDULED: _l("Scheduled"),
    ArticleState.PUBLISHED: _l("Published"),
    ArticleState.ENDED: _l("Ended"),
    ArticleState.WITHDRAWN: _l("Withdrawn"),
}
FILTERS = ("state", "kind", "topic", "author", "time")
OLD = "older"
PERIODS: dict[str, tuple[LazyString, timedelta]] = {
    "day": (_l("Past day"), timedelta(days=1)),
    "week": (_l("Past week"), timedelta(days=7)),
    "month": (_l("Past month"), timedelta(days=31)),
    "year": (_l("Past year"), timedelta(days=366)),
    OLD: (_l("More than a year ago"), timedelta(days=366)),
}


class ArticleSearchForm(OpenForm):
    """Words, state, kind, topic, author and time of a search over the articles at the desk."""

    q = LineField(
        _l("Search articles"),
        validators=[Length(max=MAX_QUERY_LENGTH, message=_l("Please search for at most 200 characters."))],
    )
    state = FacetField(_l("State"), default="")
    kind = FacetField(_l("Kind"), default="")
    topic = FacetField(_l("Topic"), default="")
    author = FacetField(_l("Author"), default="")
    time = FacetField(_l("Last saved"), default="")

    def set_options(self, topics: Iterable[Topic], authors: Iterable[Person], me: Person) -> None:
        """Offer the states, *topics* and *authors*, of whom *me* is the person who searches."""
        self.topics = {topic.slug: topic for topic in topics}
        self.authors = {person.slug: person for person in authors}
        self.state.set_options(_("All states"), ((state.value, label) for state, label in STATE_LABELS.items()))
        self.kinds = {kind.key: kind for kind in list_kinds().values()}
        self.kind.set_options(_("Any kind"), ((key, kind.name) for key, kind in self.kinds.items()))
        self.topic.set_options(_("Any topic"), ((slug, topic.name) for slug, topic in self.topics.items()))
        names = ((slug, _("Me") if person == me else person.name) for slug, person in self.authors.items())
        self.author.set_options(_("By anyone"), names)
        self.time.set_options(_("Any time"), ((name, label) for name, (label, _span) in PERIODS.items()))

    @property
    def is_without_words(self) -> bool:
        """Return whether something is sought that holds no word."""
        return bool(self.q.data) and not parse_terms(self.q.data or "")

    @property
    def values(self) -> dict[str, str | None]:
        """Return what is chosen by name, None for what is not."""
        return {name: self[name].data or None for name in ("q", *FILTERS) if name in self}

    @property
    def labels(self) -> dict[str, str]:
        """Return what is chosen by name, in words; of filters alone."""
        fields = (self[name] for name in FILTERS if name in self)
        return {field.name: str(dict(field.choices or ())[field.data]) for field in fields if field.data}

    def to_filter(self, now: datetime, without: str = "") -> ArticleFilter:
        """Return the filter, of a valid form; *without* names a field that is left out."""
        values = {**self.values, without: None}
        since, until = read_period(values["time"], now)
        topic, author = self.topics.get(values["topic"] or ""), self.authors.get(values.get("author") or "")
        kind = self.kinds.get(values["kind"] or "")
        is_usual = kind is not None and kind.key == DEFAULT_KIND
        return ArticleFilter(
            terms=parse_terms(values["q"] or ""),
            state=ArticleState(values["state"]) if values["state"] else None,
            kind_id=kind.id if kind and not is_usual else None,
            is_usual_kind=is_usual,
            topic_id=topic.id if topic else None,
            author_id=author.id if author else None,
            since=since,
            until=until,
        )


def read_period(name: str | None, now: datetime) -> tuple[datetime | None, datetime | None]:
    """Return start and end of the period called *name*; None where it is open."""
    if name is None:
        return None, None
    edge = now - PERIODS[name][1]
    return (None, edge) if name == OLD else (edge, None)


class SelectionForm(Form):
    """What is done with the chosen articles, and with which topic."""

    topic = FacetField(_l("Topic"), default="")
