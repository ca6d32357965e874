"""The page that searches the articles at the desk, in every state; its address holds all that is chosen."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import urlencode

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_decimal
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import exists, or_, select

from blog.authoring.blueprint import blueprint
from blog.authoring.dashboard.article_list import STATE_ORDER
from blog.authoring.dashboard.article_search import MAX_COUNTED, ArticleSearch, FoundArticles
from blog.authoring.dashboard.forms import STATE_LABELS, ArticleSearchForm
from blog.authoring.dashboard.go_to_views import find_destinations
from blog.authoring.dashboard.row_facts import count_row_facts
from blog.database import db
from blog.models import Article, ArticleState, Person, Role, Topic, article_coauthors, read_counts
from blog.web.access.policy import staff
from blog.web.clock import read_clock

STATES = frozenset(ArticleState)
USUAL = frozenset(
    {ArticleState.DRAFT, ArticleState.IN_REVIEW, ArticleState.SCHEDULED, ArticleState.PUBLISHED, ArticleState.ENDED}
)
"""States that have a tab also when no article is in them."""


class StateTab(NamedTuple):
    """How many of the found articles are in one state, and the address that shows these alone."""

    label: str
    number: str
    address: str
    is_current: bool


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
    found = ArticleSearch(db.session, current_user, form.to_filter(now)).find_page(request.args.get("after"))
    counts = count_states(form, now)
    removals = [] if found.articles else list_removals(form, now)
    return show_articles(form, found, counts, removals)


def count_states(form: ArticleSearchForm, now: datetime) -> dict[ArticleState, int]:
    """Return how many articles the search finds in each state; those of all that an editor sees are kept."""
    if is_counted_all(form):
        kept = read_counts(db.session, "articles")
        return {state: kept.get((state.value, ""), 0) for state in STATE_ORDER}
    return ArticleSearch(db.session, current_user, form.to_filter(now, without="state")).count()


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


def show_articles(
    form: ArticleSearchForm,
    found: FoundArticles,
    counts: dict[ArticleState, int] | None = None,
    removals: Sequence[Removal] = (),
) -> str:
    """Return the page with what was *found*, and how many articles there are in each state."""
    facts, values = count_row_facts(db.session, found.articles), {**page_values(form, found), **describe_filter(form)}
    return render_template(
        "authoring/dashboard/articles.html",
        form=form,
        found=found,
        facts=facts,
        removals=removals,
        tabs=list_tabs(form, counts or {}),
        **count_found(form, counts or {}),
        **values,
    )


def page_values(form: ArticleSearchForm, found: FoundArticles) -> dict[str, Any]:
    """Return the addresses around this page of the list, and what is chosen in it."""
    after = request.args.get("after")
    return {
        "back": urlencode({name: value for name, value in {**form.values, "after": after}.items() if value}),
        "is_all_selected": request.args.get("select") == "all",
        "select_all": search_path(form, after=after, select="all"),
        "select_none": search_path(form, after=after),
        "is_first": not after,
        "first_page": search_path(form),
        "next_page": search_path(form, after=found.next_cursor) if found.next_cursor else None,
    }


def describe_filter(form: ArticleSearchForm) -> dict[str, Any]:
    """Return the pages of the desk that are called like the words, and how many filters are chosen."""
    return {
        "pages": find_destinations(form.q.data) if form.q.data else [],
        "chosen_filters": sum(bool(form.values.get(name)) for name in ("kind", "topic", "author", "time")),
    }


def count_found(form: ArticleSearchForm, counts: dict[ArticleState, int]) -> dict[str, Any]:
    """Return the number of all that is found, and whether there are more than are counted."""
    chosen = form.state.data
    is_capped = any(count > MAX_COUNTED for count in counts.values()) and not is_counted_all(form)
    return {
        "number": counts.get(ArticleState(chosen), 0) if chosen in STATES else sum(counts.values()),
        "is_capped": is_capped,
    }


def search_path(form: ArticleSearchForm, **changes: str | None) -> str:
    """Return the path of the search of *form* with *changes*; None leaves a value out."""
    values: dict[str, Any] = {**form.values, **changes}
    return url_for(".articles", **values)


def is_counted_all(form: ArticleSearchForm) -> bool:
    """Return whether the numbers of the search are those of all articles, which nothing caps."""
    return current_user.may(Role.EDITOR) and not any(form.values[name] for name in form.values if name != "state")


def list_tabs(form: ArticleSearchForm, counts: dict[ArticleState, int]) -> list[StateTab]:
    """Return a tab for all articles and one for each state that is usual, has any, or is chosen."""
    chosen = form.state.data or ""
    write = write_whole if is_counted_all(form) else write_number
    tabs = [StateTab(str(_("All")), write(sum(counts.values())), search_path(form, state=None), not chosen)]
    for state in STATE_ORDER:
        if state in USUAL or counts.get(state) or state == chosen:
            address = search_path(form, state=state.value)
            tabs.append(StateTab(str(STATE_LABELS[state]), write(counts.get(state, 0)), address, state == chosen))
    return tabs


def write_whole(number: int) -> str:
    """Return *number* as the language writes it."""
    return str(format_decimal(number))


def write_number(number: int) -> str:
    """Return *number*, or that there are more than are counted."""
    return write_whole(number) if number <= MAX_COUNTED else str(_("%(count)s+", count=write_whole(MAX_COUNTED)))


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
