"""Queries of the search index: the number of hits, the newest and the best of them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import ModuleType

from blog.database import AnySession, is_sqlite
from blog.database.raw_sql import cached_text
from blog.database.search import postgres, sqlite
from blog.database.search.index_entries import languages_in_use
from blog.database.search.query import ID_MASK, HitPage, SearchHit, SearchLimits, SearchQuery
from blog.database.search.ranking import HEAD_MATCHES, Ranking
from blog.database.search.stemming import query_stems

MAX_COUNTED = 1_000
"""Hits are counted up to here; no reader pages further."""
MAX_RANKED = 300
"""So many of the newest hits are scored, and as many of the newest with a hit in headline or standfirst."""


def backend_of(session: AnySession) -> ModuleType:
    """Return the module of the engine's index."""
    return sqlite if is_sqlite(session.get_bind()) else postgres


def count_hits(session: AnySession, query: SearchQuery, limit: int = MAX_COUNTED + 1) -> int:
    """Return how many articles match, at most *limit*."""
    backend = backend_of(session)
    condition, values = backend.match(with_stems(session, query))
    return session.scalar(cached_text(backend.COUNT.format(condition=condition)), {**values, "limit": limit}) or 0


def find_newest(session: AnySession, query: SearchQuery, after: SearchHit | None, limit: int) -> HitPage:
    """Return the number of hits and at most *limit* of those after *after*, newest first."""
    backend, max_counted, query = backend_of(session), MAX_COUNTED + 1, with_stems(session, query)
    if after is None:
        seen, keys = backend.count_and_find(session, query, max(max_counted, limit), limit)
        count = min(seen, max_counted)
    else:
        count = count_hits(session, query, max_counted)
        keys = backend.find_keys(session, query.before(after.key), limit)
    return HitPage(count, [SearchHit(0, key) for key in keys])


def find_best(session: AnySession, query: SearchQuery, after: SearchHit | None, limit: int) -> HitPage:
    """Return the number of hits and at most *limit* of those after *after*: the best first, the newer of equals.

    Ranked are the newest hits, and the newest with a hit in headline or
    standfirst. Where more match than are counted, a hit in the body says
    little: there only hits in headline and standfirst are told apart.
    """
    query = with_stems(session, query)
    candidates = backend_of(session).find_candidates(session, query, SearchLimits(MAX_COUNTED, MAX_RANKED))
    ranking = Ranking(query.required)
    scores = score_heads(session, ranking, candidates.keys)
    heads = {key: score for key, score in scores.items() if score >= HEAD_MATCHES}
    bodies = {key: score for key, score in scores.items() if score < HEAD_MATCHES}
    best = select_page(heads, after, limit)
    if len(best) < limit and bodies:
        if candidates.count <= MAX_COUNTED:
            bodies = score_bodies(session, ranking, bodies)
        best += select_page(bodies, after, limit - len(best))
    return HitPage(candidates.count, best)


def with_stems(session: AnySession, query: SearchQuery) -> SearchQuery:
    """Return *query* with the stems of its words, in all languages of the index."""
    if not any(term.is_inflected and not term.stems for term in query.terms):
        return query
    codes = languages_in_use(session)
    terms = [replace(term, stems=query_stems(term.text, codes)) if term.is_inflected else term for term in query.terms]
    return replace(query, terms=terms)


def score_heads(session: AnySession, ranking: Ranking, keys: Sequence[int]) -> dict[int, int]:
    """Return *keys* with the scores of their headlines and standfirsts."""
    known = {key & ID_MASK: key for key in keys}
    heads = backend_of(session).read_heads(session, list(known))
    return {known[article_id]: ranking.score_head(*head) for article_id, *head in heads}


def score_bodies(session: AnySession, ranking: Ranking, scores: Mapping[int, int]) -> dict[int, int]:
    """Return *scores* with what the whole texts add."""
    added = dict(scores)
    for terms, points in ranking.body_points():
        for key in backend_of(session).match_among(session, terms, list(scores)):
            added[key] += points
    return added


def select_page(scores: Mapping[int, int], after: SearchHit | None, limit: int) -> list[SearchHit]:
    """Return at most *limit* hits of *scores* that come after *after*, best first."""
    hits = sorted(((score, key) for key, score in scores.items()), reverse=True)
    if after is not None:
        hits = [hit for hit in hits if hit < (after.score, after.key)]
    return [SearchHit(*hit) for hit in hits[:limit]]


def count_articles_with(session: AnySession, words: Sequence[str]) -> dict[str, int]:
    """Return the number of articles for those of the folded *words* that occur; approximate above some hundreds."""
    rows = session.execute(backend_of(session).frequencies(words)) if words else ()
    return {word: count for word, count in rows if count}
