"""Queries of the search index: the number of hits, the newest and the best of them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import ModuleType

from blog.database import AnySession, is_sqlite
from blog.database.raw_sql import cached_text
from blog.database.search import postgres, sqlite
from blog.database.search.index_entries import languages_in_use
from blog.database.search.query import ID_MASK, HitPage, SearchHit, SearchLimits, SearchQuery
from blog.database.search.ranking import HEAD_MATCHES, MAX_SCORE, Ranking
from blog.database.search.stemming import query_stems

MAX_COUNTED = 1_000
"""Hits are counted up to here; no reader pages further."""
MAX_RANKED = 300
"""So many of the newest hits are scored, and as many of the newest with a hit in headline or standfirst."""

HEADS_AT_ONCE = 100
"""So many heads are read before it is seen whether the page is full of the best that there can be."""


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
    scores = score_in_head(session, ranking, candidates.in_head, after, limit)
    heads = {key: score for key, score in scores.items() if score >= HEAD_MATCHES}
    best = select_page(heads, after, limit)
    if len(best) < limit:
        others = score_others(session, ranking, candidates.others)
        bodies = {key: score for key, score in (scores | others).items() if key not in heads}
        if bodies and candidates.count <= MAX_COUNTED:
            bodies = score_bodies(session, ranking, bodies)
        best += select_page(bodies, after, limit - len(best))
    return HitPage(candidates.count, best)


def with_stems(session: AnySession, query: SearchQuery) -> SearchQuery:
    """Return *query* with the stems of its words, in all languages of the index."""
    if query.has_stems or not any(term.is_inflected for term in query.terms):
        return query
    codes = languages_in_use(session)
    terms = [replace(term, stems=query_stems(term.text, codes)) if term.is_inflected else term for term in query.terms]
    return replace(query, terms=terms, has_stems=True)


def score_in_head(
    session: AnySession, ranking: Ranking, keys: Sequence[int], after: SearchHit | None, limit: int
) -> dict[int, int]:
    """Return *keys*, newest first, with the scores of their heads, up to those that fill the page with the best."""
    scores, found = dict[int, int](), 0
    for first in range(0, len(keys), HEADS_AT_ONCE):
        read = score_heads(session, ranking, keys[first : first + HEADS_AT_ONCE])
        scores |= read
        found += sum(score == MAX_SCORE and is_behind((score, key), after) for key, score in read.items())
        if found >= limit:
            break
    return scores


def score_others(session: AnySession, ranking: Ranking, keys: Sequence[int]) -> dict[int, int]:
    """Return *keys*, whose heads have not all of the terms, with the scores of their heads."""
    return dict.fromkeys(keys, 0) if ranking.has_one_term or not keys else score_heads(session, ranking, keys)


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
    hits = sorted(((score, key) for key, score in scores.items() if is_behind((score, key), after)), reverse=True)
    return [SearchHit(*hit) for hit in hits[:limit]]


def is_behind(hit: tuple[int, int], after: SearchHit | None) -> bool:
    """Return whether *hit*, of score and key, comes after *after*."""
    return after is None or hit < (after.score, after.key)


def count_articles_with(session: AnySession, words: Sequence[str]) -> dict[str, int]:
    """Return the number of articles for those of the folded *words* that occur; approximate above some hundreds."""
    rows = session.execute(backend_of(session).frequencies(words)) if words else ()
    return {word: count for word, count in rows if count}
