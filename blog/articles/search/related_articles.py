"""Compute related articles: those that share rare words and topics, nearby dates preferred."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete, func, insert, select

from blog.articles.search.tf_idf import MAX_ARTICLES, MAX_CHARACTERS, TextParts, count_articles, extract_keywords, idf
from blog.database import AnySession, insert_missing, skip_locked
from blog.database.search.query import SearchHit, SearchQuery, min_key_at
from blog.database.search.shared_terms import SharedTerm, count_each_query, find_shared_terms, word_query
from blog.models import READABLE, Article, ArticleState, DueRelation, RelatedArticle, article_topics

MAX_RELATED = 8
"""Related articles that are stored: more than a page shows, since some are withdrawn later or are neighbours."""
BATCH_SIZE = 3
"""Articles in one transaction of the worker, short enough that no writer waits long."""
MAX_PER_TERM = 200
"""Articles, the newest, that are read for each word and each topic."""
MAX_CANDIDATES = 50
MAX_TOPICS = 8
TOPIC_WEIGHT = 2.0
"""Weight of a shared topic, relative to a shared word that is as rare."""
HEAD_WEIGHT = 1.5
"""Factor for a word in the candidate's headline or standfirst."""
USUAL_LENGTH = 500
"""Words of a body in which a shared word has its full weight; in a longer one more are shared by chance."""
PROXIMITY_WEIGHT = 0.25
"""Bonus for an article of the same day; half of it at a distance of PROXIMITY_DAYS."""
PROXIMITY_DAYS = 90
DAY = min_key_at(datetime.fromisoformat("1970-01-02T00:00Z"))


@dataclass
class Candidate:
    """An article that shares words or topics, and the weights of those known so far, by position of the word."""

    hit: SearchHit
    in_head: dict[int, float] = field(default_factory=dict)
    in_body: dict[int, float] = field(default_factory=dict)
    topics: set[int] = field(default_factory=set)
    length: int = USUAL_LENGTH

    def word_score(self) -> float:
        """Return the weight of the shared words, reduced for long bodies."""
        thinned = 2 * USUAL_LENGTH / (USUAL_LENGTH + self.length)
        return sum(max(self.in_body[place] * thinned, self.in_head.get(place, 0)) for place in self.in_body)


def relate_next(session: AnySession, limit: int = BATCH_SIZE) -> bool:
    """Compute the related articles of the next *limit* that are due; return whether any was. The caller commits.

    Changed articles come first, then the newest. The articles that turn out to
    be related to a changed one become due too: it may suit them better than
    what is stored for them.
    """
    order = (DueRelation.is_change.desc(), DueRelation.article_id.desc())
    due = session.scalars(skip_locked(select(DueRelation).order_by(*order).limit(limit))).all()
    changed = {row.article_id: row.is_change for row in due}
    # Deleted before the article is read, so that a concurrent change waits for this commit and adds its row again.
    session.execute(delete(DueRelation).where(DueRelation.article_id.in_(list(changed))))
    for article_id, is_change in changed.items():
        found = find_related_ids(session, article_id)
        store_related(session, article_id, found)
        if is_change and found:
            insert_missing(session, DueRelation, [{"article_id": other, "is_change": False} for other in found])
    return bool(due)


def store_related(session: AnySession, article_id: int, found: Sequence[int]) -> None:
    """Store *found* as the related articles of one; write nothing if they are the same, so that no page goes stale."""
    stored = RelatedArticle.article_id == article_id
    present = session.scalars(select(RelatedArticle.related_id).where(stored).order_by(RelatedArticle.position)).all()
    if list(present) == list(found):
        return
    session.execute(delete(RelatedArticle).where(stored))
    if found:
        rows = [{"article_id": article_id, "position": place, "related_id": other} for place, other in enumerate(found)]
        session.execute(insert(RelatedArticle), rows)


def find_related_ids(session: AnySession, article_id: int) -> list[int]:
    """Return the ids of the public articles that are related to one, best first, at most MAX_RELATED."""
    body = func.substr(Article.body_text, 1, MAX_CHARACTERS)
    columns = (Article.state, Article.published_at, Article.headline, Article.standfirst, body)
    row = session.execute(select(*columns).where(Article.id == article_id, Article.state.in_(READABLE))).one_or_none()
    if row is None:
        return []
    state, moment, *parts = row
    total = count_articles(session)
    words = extract_keywords(session, TextParts(parts, is_indexed=state is ArticleState.PUBLISHED), total)
    topics = weigh_topics(session, article_id, total)
    candidates = find_candidates(session, list(words.items()), topics, article_id)
    scores = {c.hit.article_id: score(c, topics, min_key_at(moment)) for c in candidates}
    best = sorted((other for other in scores if scores[other]), key=lambda other: (-scores[other], -other))
    return best[:MAX_RELATED]


def weigh_topics(session: AnySession, article_id: int, total: int) -> dict[int, float]:
    """Return the weights of an article's topics among *total* articles, by topic id."""
    topic_links = select(article_topics.c.topic_id).where(article_topics.c.article_id == article_id)
    ids = session.scalars(topic_links.order_by(article_topics.c.topic_id).limit(MAX_TOPICS)).all()
    counts = count_each_query(session, [SearchQuery(topic_id=id) for id in ids], MAX_ARTICLES)
    return {id: TOPIC_WEIGHT * max(idf(max(count, 1), total), 0.1) for id, count in zip(ids, counts, strict=True)}


def find_candidates(
    session: AnySession, words: Sequence[tuple[str, float]], topics: dict[int, float], article_id: int
) -> list[Candidate]:
    """Return the best MAX_CANDIDATES articles that share *words* or are among the newest of *topics*."""
    queries = [*(word_query(word) for word, _ in words), *(SearchQuery(topic_id=id) for id in topics)]
    found: dict[int, Candidate] = {}
    for share in find_shared_terms(session, queries, MAX_PER_TERM):
        candidate = found.setdefault(share.hit.article_id, Candidate(share.hit))
        if share.position < len(words):
            add_shared_word(candidate, share, words[share.position][1])
        else:
            candidate.topics.add(list(topics)[share.position - len(words)])
    found.pop(article_id, None)
    chosen = sorted(found.values(), key=lambda c: (-score(c, topics, c.hit.key), -c.hit.key))[:MAX_CANDIDATES]
    load_details(session, chosen, topics)
    return chosen


def add_shared_word(candidate: Candidate, share: SharedTerm, weight: float) -> None:
    """Add a word of this *weight* to those that *candidate* shares."""
    if share.in_head:
        candidate.in_head[share.position] = weight * HEAD_WEIGHT
    # A word of the head counts as one of the body too: that the article has it may be known from the head alone.
    candidate.in_body[share.position] = weight


def load_details(session: AnySession, candidates: Sequence[Candidate], topics: dict[int, float]) -> None:
    """Load which of *topics* the candidates have, whatever their age, and their lengths."""
    topic_links, shared = article_topics.c, defaultdict[int, set[int]](set)
    ids = [candidate.hit.article_id for candidate in candidates]
    rows = select(topic_links.article_id, topic_links.topic_id).where(
        topic_links.article_id.in_(ids), topic_links.topic_id.in_(list(topics))
    )
    for article_id, topic_id in session.execute(rows):
        shared[article_id].add(topic_id)
    lengths = dict(session.execute(select(Article.id, Article.word_count).where(Article.id.in_(ids))).all())
    for candidate in candidates:
        candidate.topics |= shared[candidate.hit.article_id]
        candidate.length = lengths.get(candidate.hit.article_id, USUAL_LENGTH)


def score(candidate: Candidate, topics: dict[int, float], key: int) -> float:
    """Return the score of *candidate* for the article at the date *key*; 0 where a single shared word may be chance."""
    if not candidate.topics and len(candidate.in_body) < 2:
        return 0
    shared = candidate.word_score() + sum(topics[id] for id in candidate.topics)
    return shared * (1 + PROXIMITY_WEIGHT / (1 + abs(candidate.hit.key - key) / DAY / PROXIMITY_DAYS))
