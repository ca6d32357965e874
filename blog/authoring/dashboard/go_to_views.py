"""What the dialog "Go to" finds: pages of the desk by name, and articles by words."""

from collections.abc import Sequence
from dataclasses import replace

from flask import jsonify, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from blog.authoring.blueprint import blueprint
from blog.authoring.dashboard.article_search import ArticleFilter, find_best
from blog.authoring.dashboard.destinations import DESTINATIONS, Destination, match_destinations
from blog.authoring.dashboard.forms import MAX_QUERY_LENGTH, STATE_LABELS
from blog.authoring.dashboard.navigation.menu_views import may_enter
from blog.database import db
from blog.database.search.query_parser import Term, parse_terms
from blog.models import Article, ArticleState, Role
from blog.text.cleaning import clean_line
from blog.web.access.policy import staff

MAX_ARTICLES = 8


@blueprint.get("/desk/go-to/items")
@staff(Role.CONTRIBUTOR)
def go_to_items() -> ResponseReturnValue:
    """Answer with the pages and articles found, a way to all results, and a message with their number."""
    query = clean_line(request.args.get("q"))[:MAX_QUERY_LENGTH]
    pages = [describe_page(page) for page in find_destinations(query)]
    wanted = ArticleFilter(widen_last(parse_terms(query)))
    has_articles = bool(wanted.terms) or not query
    articles = find_best(db.session, current_user, wanted, MAX_ARTICLES) if has_articles else []
    items = [*pages, *map(describe_article, articles)] if query else [*map(describe_article, articles), *pages]
    everything = [describe_search(query)] if query else []
    return jsonify(items=items + everything, said=count_results(len(items)))


def find_destinations(query: str) -> list[Destination]:
    """Return the pages of the desk called *query* that the person may enter."""
    return match_destinations([page for page in DESTINATIONS if may_enter(page.endpoint)], query)


def widen_last(terms: Sequence[Term]) -> Sequence[Term]:
    """Return *terms* with the last one taken for the beginning of a word, since it is still being typed."""
    if not terms or terms[-1].is_excluded or " " in terms[-1].text:
        return terms
    return [*terms[:-1], replace(terms[-1], is_prefix=True)]


def describe_page(page: Destination) -> dict[str, str]:
    """Return what is shown of a *page* of the desk, and its address."""
    return {"label": str(page.label), "hint": str(_("Page of the desk")), "address": url_for(page.endpoint)}


def describe_article(article: Article) -> dict[str, str]:
    """Return what is shown of an *article*, and the address of its editor."""
    return {
        "label": article.headline,
        "hint": str(_("Draft") if article.state is ArticleState.DRAFT else STATE_LABELS[article.state]),
        "address": url_for(".edit", id=article.id),
    }


def describe_search(query: str) -> dict[str, str]:
    """Return the way to all articles with *query*."""
    return {
        "label": str(_("Search all articles for “%(query)s”", query=query)),
        "hint": "",
        "address": url_for(".articles", q=query),
    }


def count_results(number: int) -> str:
    """Return the message above the list."""
    return str(ngettext("%(num)d result", "%(num)d results", number)) if number else str(_("Nothing found."))
