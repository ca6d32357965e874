"""The search page: words, what narrows them, one page of hits, and what to try when there are none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from blog.articles.pages.article_queries import find_newest
from blog.articles.pages.list_items import Story
from blog.articles.pages.pagination import BadKey
from blog.articles.pages.views import blueprint
from blog.articles.search.filters import Offer, complete, read_offer, read_wanted
from blog.articles.search.forms import SearchForm
from blog.articles.search.search_results import SEARCHES, Results, search_articles
from blog.articles.search.spelling_suggestions import Advice, advise
from blog.config.settings import current_settings
from blog.database import db, writing
from blog.database.search.query import Wanted
from blog.database.search.query_parser import read_terms
from blog.text.language import site_language
from blog.web.access.policy import Proof, anyone
from blog.web.access.rate_limits import take
from blog.web.cache.site_values import sitewide
from blog.web.clock import read_clock

NEWEST = "newest"
MOST_SUGGESTED = 3
NO_ADVICE = Advice()


@dataclass(frozen=True)
class Way:
    """A link to the same search, changed."""

    words: str
    address: str


@dataclass(frozen=True)
class Page:
    """What the template shows beside the form."""

    results: Results
    is_searched: bool = False
    advice: Advice = NO_ADVICE
    newest: Sequence[Story] = ()


@blueprint.get("/search")
@anyone(Proof.ORIGIN)
def search() -> ResponseReturnValue:
    """Show what matches the words and choices in the address."""
    now = read_clock()
    form = SearchForm(formdata=request.args)
    offer = complete(db.session, known_offer(), form.asked)
    form.offer(offer)
    is_valid = form.validate()
    wanted = (
        read_wanted(read_terms(form.q.data or ""), form.asked, offer, now, site_language().zone) if is_valid else None
    )
    page = find_page(form, wanted, now) if wanted else Page(Results(), newest=suggest_newest())
    return render_template("articles/search.html", form=form, page=page, offer=offer, **ways(form, page)), (
        200 if is_valid else 422
    )


def known_offer() -> Offer:
    """Return by what a search can be narrowed, read once for each content version."""
    zone = site_language().zone
    return sitewide(f"offer {zone}", lambda: read_offer(db.session, zone))


def find_page(form: SearchForm, wanted: Wanted, now: datetime) -> Page:
    """Count the search against the limit of its network, and do it."""
    with writing():
        take(db.session, SEARCHES, request.remote_addr or "", current_settings().secret_key, now)
    try:
        is_by_date = request.args.get("order") == NEWEST
        results = search_articles(db.session, wanted, request.args.get("after"), is_by_date=is_by_date)
    except BadKey:
        abort(404)
    if results.hits:
        return Page(results, is_searched=True)
    advice = advise(db.session, form.q.data or "", wanted)
    return Page(results, is_searched=True, advice=advice, newest=suggest_newest())


def suggest_newest() -> Sequence[Story]:
    """Return a few of the newest articles, for whoever has found nothing."""
    return find_newest(db.session, MOST_SUGGESTED)


def ways(form: SearchForm, page: Page) -> dict[str, object]:
    """Return the links from this page to the same search without one choice, in the other order, and further on."""
    order = NEWEST if request.args.get("order") == NEWEST else ""
    now = {"q": form.q.data or "", "topic": form.topic.data, "author": form.author.data, "time": form.time.data}
    here = {**now, "order": order}
    return {
        "removals": [Way(words, address_of({**here, name: ""})) for name, words in form.chosen],
        "best": address_of({**here, "order": ""}),
        "newest_first": address_of({**here, "order": NEWEST}),
        "first": address_of(here),
        "further": address_of({**here, "after": page.results.next}) if page.results.next else None,
        "meant": address_of({**here, "q": page.advice.meant}),
        "parts": [(term, count, address_of({**here, "q": term})) for term, count in page.advice.parts],
        "order": order,
    }


def address_of(values: dict[str, str | None]) -> str:
    """Return the address of the search for *values*; what is empty is left out."""
    query = urlencode({name: value for name, value in values.items() if value})
    return f"{url_for('articles.search')}?{query}" if query else url_for("articles.search")
