"""The search page: form, filters, one page of results, and suggestions when there are none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from blog.articles.pages.article_queries import find_newest
from blog.articles.pages.list_items import ListItem
from blog.articles.pages.pagination import InvalidCursor
from blog.articles.pages.views import blueprint
from blog.articles.search.filters import Facets, add_selected, build_query, load_facets
from blog.articles.search.forms import SearchForm
from blog.articles.search.search_results import SEARCH_LIMIT, ResultPage, search_articles
from blog.articles.search.spelling_suggestions import QuerySuggestions, suggest_queries
from blog.articles.site_pages.page_queries import search_pages
from blog.config.settings import current_settings
from blog.database import db, writing_if_possible
from blog.database.search.query import SearchQuery
from blog.database.search.query_parser import parse_terms
from blog.models import SitePage
from blog.text.language import site_language
from blog.web.access.policy import CsrfProtection, anyone
from blog.web.access.rate_limits import check_rate_limit
from blog.web.cache.site_values import per_version
from blog.web.clock import read_clock

NEWEST = "newest"
MAX_SUGGESTED = 3
NO_SUGGESTIONS = QuerySuggestions()


@dataclass(frozen=True)
class SearchLink:
    """A link to a variation of the search."""

    label: str
    address: str


@dataclass(frozen=True)
class SearchPage:
    """Results, or else suggestions, as the template shows them."""

    results: ResultPage
    is_searched: bool = False
    suggestions: QuerySuggestions = NO_SUGGESTIONS
    newest: Sequence[ListItem] = ()
    pages: Sequence[SitePage] = ()
    """Pages without date that have the words, above the first articles."""


@blueprint.get("/search")
@anyone(CsrfProtection.ORIGIN)
def search() -> ResponseReturnValue:
    """Show the results for the query and filters in the address."""
    now = read_clock()
    form = SearchForm(formdata=request.args)
    facets = add_selected(db.session, cached_facets(), form.filters)
    form.set_facets(facets)
    is_valid = form.validate()
    query = (
        build_query(parse_terms(form.q.data or ""), form.filters, facets, now, site_language().zone)
        if is_valid
        else None
    )
    page = run_search(form, query, now) if query else SearchPage(ResultPage(), newest=suggest_newest())
    return render_template(
        "articles/search/search.html", form=form, page=page, facets=facets, **search_links(form, page)
    ), (200 if is_valid else 422)


def cached_facets() -> Facets:
    """Return the facets, loaded once for each content version."""
    zone = site_language().zone
    return per_version(f"offer {zone}", lambda: load_facets(db.session, zone))


def run_search(form: SearchForm, query: SearchQuery, now: datetime) -> SearchPage:
    """Count the search against the rate limit of the network, which is committed, and run it."""
    with writing_if_possible():
        check_rate_limit(db.session, SEARCH_LIMIT, request.remote_addr or "", current_settings().secret_key, now)
    try:
        is_by_date = request.args.get("order") == NEWEST
        results = search_articles(db.session, query, request.args.get("after"), is_by_date=is_by_date)
    except InvalidCursor:
        abort(404)
    pages = search_pages(db.session, query.terms) if results.is_first and not form.active_filters else ()
    if results.hits:
        return SearchPage(results, is_searched=True, pages=pages)
    suggestions = suggest_queries(db.session, form.q.data or "", query)
    return SearchPage(results, is_searched=True, suggestions=suggestions, newest=suggest_newest(), pages=pages)


def suggest_newest() -> Sequence[ListItem]:
    """Return a few of the newest articles, for a search without results."""
    return find_newest(db.session, MAX_SUGGESTED)


def search_links(form: SearchForm, page: SearchPage) -> dict[str, object]:
    """Return the template's links: without one filter, in the other order, to other pages and to suggestions."""
    order = NEWEST if request.args.get("order") == NEWEST else ""
    fields = {"q": form.q.data or "", "topic": form.topic.data, "author": form.author.data, "time": form.time.data}
    here = {**fields, "order": order}
    return {
        "removals": [SearchLink(label, search_address({**here, name: ""})) for name, label in form.active_filters],
        "best_first": search_address({**here, "order": ""}),
        "newest_first": search_address({**here, "order": NEWEST}),
        "first_page": search_address(here),
        "next_page": search_address({**here, "after": page.results.next_cursor}) if page.results.next_cursor else None,
        "corrected": search_address({**here, "q": page.suggestions.corrected}),
        "terms": [(term, count, search_address({**here, "q": term})) for term, count in page.suggestions.terms],
        "order": order,
    }


def search_address(values: dict[str, str | None]) -> str:
    """Return the path of the search for *values*, empty ones left out."""
    query = urlencode({name: value for name, value in values.items() if value})
    return f"{url_for('articles.search')}?{query}" if query else url_for("articles.search")
