"""The page that searches the articles at the desk, in every state; its address holds all that is chosen."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import urlencode

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import exists, or_, select

from blog.authoring.blueprint import blueprint
from blog.authoring.dashboard.article_search import MAX_COUNTED, ArticleSearch, FoundArticles
from blog.authoring.dashboard.forms import STATE_LABELS, ArticleSearchForm
from blog.authoring.dashboard.go_to_views import find_destinations
from blog.database import db
from blog.models import Article, ArticleState, Person, Role, Topic, article_coauthors
from blog.web.access.policy import staff
from blog.web.clock import read_clock


class StateCount(NamedTuple):
    """How many of the found articles are in one state, and the address that shows these alone."""

    label: str
    number: int
    address: str


class Removal(NamedTuple):
    """A search without one of its conditions, and how many articles that finds."""

    label: str
    address: str
    number: int


@blueprint.get("/desk/articles")
@staff(Role.CONTRIBUTOR)
def articles() -> ResponseReturnValue:
    """Show the articles with the words and filters of the address, page by page."""
    form, now = read_search(), read_clock()
    if not form.validate():
        return show_articles(form, FoundArticles((), None)), 422
    if form.is_without_words:
        return show_articles(form, FoundArticles((), None))
    search = ArticleSearch(db.session, current_user, form.to_filter(now))
    found = search.find_page(request.args.get("after"))
    counts = search.count() if found.articles else {}
    removals = [] if found.articles else list_removals(form, now)
    return show_articles(form, found, counts=list_counts(form, counts), removals=removals)


def read_search() -> ArticleSearchForm:
    """Return the form as the address fills it; who sees only the own articles cannot choose an author."""
    form = ArticleSearchForm(formdata=request.args)
    is_editor = current_user.may(Role.EDITOR)
    form.set_options(db.session.scalars(Topic.by_name()), list_authors() if is_editor else [], current_user)
    if not is_editor:
        del form.author
    return form


def list_authors() -> Sequence[Person]:
    """Return the person who searches, and the others in a byline by name."""
    links = article_coauthors.c
    has_written = or_(exists().where(Article.author_id == Person.id), Person.id.in_(select(links.person_id)))
    is_other = Person.id != current_user.id
    others = db.session.scalars(select(Person).where(has_written, is_other).order_by(Person.sort_key))
    return [current_user._get_current_object(), *others]


def show_articles(form: ArticleSearchForm, found: FoundArticles, **more: Any) -> str:
    """Return the page with what was *found*; *more* are its other values."""
    here = search_path(form)
    after = request.args.get("after")
    paging = {
        "back": urlencode({name: value for name, value in {**form.values, "after": after}.items() if value}),
        "is_all_selected": request.args.get("select") == "all",
        "select_all": search_path(form, after=after, select="all"),
        "select_none": search_path(form, after=after),
        "pages": find_destinations(form.q.data) if form.q.data else [],
    }
    values = {**paging, "counts": [], "removals": [], "max_counted": MAX_COUNTED, "is_first": not after, **more}
    next_page = search_path(form, after=found.next_cursor) if found.next_cursor else None
    return render_template(
        "authoring/dashboard/articles.html", form=form, found=found, here=here, next_page=next_page, **values
    )


def search_path(form: ArticleSearchForm, **changes: str | None) -> str:
    """Return the path of the search of *form* with *changes*; None leaves a value out."""
    values: dict[str, Any] = {**form.values, **changes}
    return url_for(".articles", **values)


def list_counts(form: ArticleSearchForm, counts: dict[ArticleState, int]) -> list[StateCount]:
    """Return *counts* with the address of each state."""
    return [
        StateCount(str(STATE_LABELS[state]), count, search_path(form, state=state.value))
        for state, count in counts.items()
    ]


def list_removals(form: ArticleSearchForm, now: datetime) -> list[Removal]:
    """Return the searches without one condition each that find something, for a search that finds nothing."""
    labels = {**({"q": form.q.data} if form.q.data else {}), **form.labels}
    if len(labels) < 2:
        return []
    found = (
        Removal(label, search_path(form, **{name: None}), count_without(form, name, now))
        for name, label in labels.items()
    )
    return [removal for removal in found if removal.number]


def count_without(form: ArticleSearchForm, name: str, now: datetime) -> int:
    """Return how many articles the search finds without what is chosen in the field *name*."""
    search = ArticleSearch(db.session, current_user, form.to_filter(now, without=name))
    return sum(search.count().values())
