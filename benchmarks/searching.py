"""What a search costs among 100,000 articles in six languages, over 200 queries of all kinds, on both databases.

Measured is the deed with the rendering of its page, without the count against
the limit of a network, which is one small write.
"""

import time
from collections.abc import Iterator
from datetime import timedelta
from statistics import median

from flask import current_app, render_template

from benchmarks.crowd import open_database
from benchmarks.library import Language, fill_library
from benchmarks.stage import ADDRESS, NOW, set_stage
from blog.articles.search.forms import SearchForm
from blog.articles.search.search_results import search_articles
from blog.articles.search.spelling_suggestions import QuerySuggestions, suggest_queries
from blog.articles.search.views import SearchPage, cached_facets, search_links
from blog.database import db
from blog.database.search.query import SearchQuery
from blog.database.search.query_parser import parse_terms
from blog.web.cache.site_values import VERSION

ARTICLES = 100_000
ENGINES = ("sqlite", "postgresql")
HOSTILE = ('"', "NEAR(a b)", "a* OR b", "';--", "🦆 duck", "中文 搜索", "מילה", "x" * 200, "a -a", '"" ""')


def measure() -> Iterator[str]:
    """Yield a line for each database."""
    for engine in ENGINES:
        with open_database(engine) as url, set_stage(DATABASE_URL=url):
            language = fill_library(ARTICLES)
            yield report(engine, language)


def report(engine: str, language: Language) -> str:
    """Return the figures of one database, which is filled."""
    queries = make_queries(language)
    for text, query in queries[:20]:
        ask(text, query)
    figures = [ask(text, query) for text, query in queries]
    walls, works = sorted(wall for wall, _, _ in figures), sorted(work for _, work, _ in figures)
    hits = sorted(count for _, _, count in figures)
    last = len(figures) * 99 // 100
    return (
        f"search, {engine}, {ARTICLES:,} articles, {len(figures)} queries: p50 {median(walls):.1f} ms,"
        f" p99 {walls[last]:.1f} ms; processor of this process p50 {median(works):.1f} ms, p99 {works[last]:.1f} ms;"
        f" hits {hits[0]} to {hits[-1]:,}, {sum(1 for count in hits if not count)} queries with none"
    )


def make_queries(language: Language) -> list[tuple[str, SearchQuery]]:
    """Return 200 queries: words of every frequency, pairs, phrases, exclusions, hostile and narrowed ones."""
    pick, words = language.chance, language.words
    common, usual, rare = words[:100], words[100:5_000], words[5_000:]
    texts = [pick.choice(rare) for _ in range(30)] + [pick.choice(usual) for _ in range(30)]
    texts += [pick.choice(common) for _ in range(10)]
    texts += [f"{pick.choice(usual)} {pick.choice(usual)}" for _ in range(30)]
    texts += [f'"{pick.choice(common)} {pick.choice(usual)}"' for _ in range(15)]
    texts += [f"{pick.choice(usual)} -{pick.choice(common)}" for _ in range(15)]
    texts += [pick.choice(usual)[:4] for _ in range(15)] + [f"{pick.choice(usual)}zq" for _ in range(10)]
    texts += HOSTILE
    plain = [(text, SearchQuery(parse_terms(text))) for text in texts]
    return [*plain, *(narrow(language, number) for number in range(200 - len(plain)))]


def narrow(language: Language, number: int) -> tuple[str, SearchQuery]:
    """Return a query that is narrowed to a topic, an author or a month."""
    text = language.chance.choice(language.words[:5_000])
    since = NOW - timedelta(days=30 * (1 + number % 12))
    search_links = ({"topic_id": 1 + number % 24}, {"author_id": 1 + number % 40}, {"since": since})
    return text, SearchQuery(parse_terms(text), **search_links[number % 3])


def ask(text: str, query: SearchQuery) -> tuple[float, float, int]:
    """Search and render; return the milliseconds of wall and processor, and the hits."""
    known = {VERSION: (1, 1)}
    with current_app.test_request_context("/search", ADDRESS, query_string={"q": text}, environ_overrides=known):
        began, worked = time.perf_counter(), time.process_time()
        form, facets = SearchForm(), cached_facets()
        form.set_facets(facets)
        results = search_articles(db.session, query)
        suggestions = QuerySuggestions() if results.hits else suggest_queries(db.session, text, query)
        page = SearchPage(results, is_searched=True, suggestions=suggestions)
        render_template("articles/search/search.html", form=form, page=page, facets=facets, **search_links(form, page))
        figures = ((time.perf_counter() - began) * 1000, (time.process_time() - worked) * 1000, results.count)
    db.session.remove()
    return figures
