"""The kinds of article with their names in the language of the interface, read once per content version."""

from collections.abc import Mapping
from typing import NamedTuple, Protocol

from flask import g, request
from flask_babel import gettext as _
from sqlalchemy import inspect, select

from blog.database import AnySession, db
from blog.models import ArticleKind
from blog.models.article_kind import DEFAULT_KIND, SchemaType
from blog.web.cache.site_values import per_version

COLUMNS = (
    ArticleKind.id,
    ArticleKind.key,
    ArticleKind.name,
    ArticleKind.schema_type,
    ArticleKind.weight,
    ArticleKind.is_labelled,
    ArticleKind.is_sponsored,
)
IN_ORDER = select(*COLUMNS).order_by(ArticleKind.position, ArticleKind.id)


KINDS = "blog.article_kinds"
"""Key of the WSGI environment under which a request keeps them: each of its articles asks."""


class OfKind(Protocol):
    """An article, loaded in any way."""

    @property
    def kind_id(self) -> int | None:
        """Return the key of its kind, None for the usual one."""


class KindFacts(NamedTuple):
    """One kind as pages, feeds and mails need it."""

    id: int
    key: str
    own_name: str
    schema_type: SchemaType
    weight: int
    is_labelled: bool
    is_sponsored: bool

    @property
    def name(self) -> str:
        """Return its name: as the site called it, or in the language of the interface."""
        return self.own_name or usual_name(self.key)

    @property
    def label(self) -> str:
        """Return what readers are shown, empty for a kind without a label; who paid is always said."""
        return self.name if self.is_labelled or self.is_sponsored else ""


NEWS = KindFacts(0, DEFAULT_KIND, "", SchemaType.NEWS, 0, is_labelled=False, is_sponsored=False)
"""Stands in where the table says nothing."""


def usual_name(key: str) -> str:
    """Return the name of a kind that every site begins with, in the language of the interface; else its key."""
    names = {
        "news": _("News"),
        "report": _("Report"),
        "analysis": _("Analysis"),
        "opinion": _("Opinion"),
        "interview": _("Interview"),
        "press-release": _("Press release"),
        "obituary": _("Obituary"),
        "sponsored": _("Sponsored"),
    }
    return str(names.get(key, key))


def list_kinds() -> Mapping[int | None, KindFacts]:
    """Return the kinds by key, in their order; under None the one of articles that name none; read once a request."""
    if not request:
        return read_kinds()
    kinds: Mapping[int | None, KindFacts] | None = request.environ.get(KINDS)
    if kinds is None:
        kinds = request.environ[KINDS] = per_version("article kinds", read_kinds)
    return kinds


def read_kinds(session: AnySession | None = None) -> Mapping[int | None, KindFacts]:
    """Read the kinds from the database, in *session* if it is given."""
    found = [KindFacts(*row) for row in (session or db.session).connection().execute(IN_ORDER)]
    usual = next((kind for kind in found if kind.key == DEFAULT_KIND), NEWS)
    return {**{kind.id: kind for kind in found}, None: usual}


def load_kinds(session: AnySession) -> None:
    """Read the kinds for kind_of() in this context, in the transaction of *session*: the worker, before each batch."""
    g.article_kinds = read_kinds(session)


def kind_of(article: OfKind) -> KindFacts:
    """Return the kind of *article*, as of the present request, or as load_kinds() read it.

    Without either it is read in the session of the article: a second one would wait for the lock of SQLite.
    """
    kinds: Mapping[int | None, KindFacts] | None = None if request else g.get("article_kinds")
    if kinds is None:
        state = None if request else inspect(article, raiseerr=False)
        kinds = read_kinds(getattr(state, "session", None)) if state else list_kinds()
    return kinds.get(article.kind_id) or kinds[None]


def find_kind(key: str) -> KindFacts | None:
    """Return the kind with this key, or None."""
    return next((kind for kind in list_kinds().values() if kind.key == key), None)
