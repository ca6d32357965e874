"""Working out which articles are related: they share rare words and topics, and lie not too far apart in time."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete, func, insert, select

from blog.articles.search.tf_idf import MOST_ARTICLES, MOST_READ, Text, count_articles, weigh, weigh_words
from blog.database import AnySession, insert_missing, skip_locked
from blog.database.search.query import Hit, Wanted, key_of
from blog.database.search.shared_terms import Share, count_each, find_shares, want_word
from blog.models import READABLE, Article, ArticleState, DueRelation, RelatedArticle, article_topics

STORED = 8
"""More than a page shows, since some are withdrawn later or stand beside the article already."""
AT_ONCE = 3
"""Articles in one transaction of the worker, so that nobody waits long for it."""
MOST_SHARING = 200
"""Of so many articles with the same word or topic, the newest, is known that they have it."""
MOST_CANDIDATES = 50
MOST_TOPICS = 8
TOPIC = 2.0
"""How much a topic says, compared with a word that is as rare."""
IN_HEAD = 1.5
"""How much more a word says that stands in the other's headline or standfirst."""
USUAL_LENGTH = 500
"""Words of a body in which a word says as much as it is rare; in a longer one more is by chance."""
NEAR = 0.25
"""How much more an article of the same day says; the half of that at NEAR_DAYS."""
NEAR_DAYS = 90
DAY = key_of(datetime.fromisoformat("1970-01-02T00:00Z"))


@dataclass
class Candidate:
    """An article that shares something, and what it shares, as far as that is known."""

    hit: Hit
    in_head: dict[int, float] = field(default_factory=dict)
    in_body: dict[int, float] = field(default_factory=dict)
    topics: set[int] = field(default_factory=set)
    length: int = USUAL_LENGTH

    def said(self) -> float:
        """Return how much the shared words say."""
        thinned = 2 * USUAL_LENGTH / (USUAL_LENGTH + self.length)
        return sum(max(self.in_body[place] * thinned, self.in_head.get(place, 0)) for place in self.in_body)


def relate_next(session: AnySession, most: int = AT_ONCE) -> bool:
    """Work out what is related to the next articles for which that is due; return whether there were any.

    What changed comes first, then the newest. Whatever is related to a changed
    article is due after it: to those it may be related more closely than what they have.
    """
    order = (DueRelation.is_change.desc(), DueRelation.article_id.desc())
    due = session.scalars(skip_locked(select(DueRelation).order_by(*order).limit(most))).all()
    changed = {row.article_id: row.is_change for row in due}
    # Taken off the list before the article is read, so that a change of this moment waits for the commit and is noted.
    session.execute(delete(DueRelation).where(DueRelation.article_id.in_(list(changed))))
    for article_id, is_change in changed.items():
        found = find_relations(session, article_id)
        store(session, article_id, found)
        if is_change and found:
            insert_missing(session, DueRelation, [{"article_id": other, "is_change": False} for other in found])
    return bool(due)


def store(session: AnySession, article_id: int, found: Sequence[int]) -> None:
    """Let *found* be what is related to an article; nothing is written where it is already, and no page is stale."""
    stored = RelatedArticle.article_id == article_id
    present = session.scalars(select(RelatedArticle.related_id).where(stored).order_by(RelatedArticle.position)).all()
    if list(present) == list(found):
        return
    session.execute(delete(RelatedArticle).where(stored))
    if found:
        rows = [{"article_id": article_id, "position": place, "related_id": other} for place, other in enumerate(found)]
        session.execute(insert(RelatedArticle), rows)


def find_relations(session: AnySession, article_id: int) -> list[int]:
    """Return the ids of the public articles that are related to one, the most closely related first, STORED at most."""
    body = func.substr(Article.body_text, 1, MOST_READ)
    columns = (Article.state, Article.published_at, Article.headline, Article.standfirst, body)
    row = session.execute(select(*columns).where(Article.id == article_id, Article.state.in_(READABLE))).one_or_none()
    if row is None:
        return []
    state, moment, *parts = row
    of = count_articles(session)
    words = weigh_words(session, Text(parts, is_indexed=state is ArticleState.PUBLISHED), of)
    topics = weigh_topics(session, article_id, of)
    candidates = gather(session, list(words.items()), topics, article_id)
    scores = {c.hit.article_id: rate(c, topics, key_of(moment)) for c in candidates}
    best = sorted((other for other in scores if scores[other]), key=lambda other: (-scores[other], -other))
    return best[:STORED]


def weigh_topics(session: AnySession, article_id: int, of: int) -> dict[int, float]:
    """Return the topics of an article with how much each says among *of* articles."""
    filed = select(article_topics.c.topic_id).where(article_topics.c.article_id == article_id)
    ids = session.scalars(filed.order_by(article_topics.c.topic_id).limit(MOST_TOPICS)).all()
    counts = count_each(session, [Wanted(topic_id=id) for id in ids], MOST_ARTICLES)
    return {id: TOPIC * max(weigh(max(count, 1), of), 0.1) for id, count in zip(ids, counts, strict=True)}


def gather(
    session: AnySession, words: Sequence[tuple[str, float]], topics: dict[int, float], article_id: int
) -> list[Candidate]:
    """Return the articles that share most of *words*, and the newest of *topics*, with the topics of all of them."""
    things = [*(want_word(word) for word, _ in words), *(Wanted(topic_id=id) for id in topics)]
    found: dict[int, Candidate] = {}
    for share in find_shares(session, things, MOST_SHARING):
        candidate = found.setdefault(share.hit.article_id, Candidate(share.hit))
        if share.place < len(words):
            note_word(candidate, share, words[share.place][1])
        else:
            candidate.topics.add(list(topics)[share.place - len(words)])
    found.pop(article_id, None)
    chosen = sorted(found.values(), key=lambda c: (-rate(c, topics, c.hit.key), -c.hit.key))[:MOST_CANDIDATES]
    complete(session, chosen, topics)
    return chosen


def note_word(candidate: Candidate, share: Share, weight: float) -> None:
    """Note that *candidate* has a word of this *weight*."""
    if share.is_head:
        candidate.in_head[share.place] = weight * IN_HEAD
    # A word of the head is in the article as well, but another that has it may be among the newest with it alone.
    candidate.in_body[share.place] = weight


def complete(session: AnySession, candidates: Sequence[Candidate], topics: dict[int, float]) -> None:
    """Note which of *topics* the candidates have, however old they are, and how long they are."""
    filed, shared = article_topics.c, defaultdict[int, set[int]](set)
    ids = [candidate.hit.article_id for candidate in candidates]
    rows = select(filed.article_id, filed.topic_id).where(filed.article_id.in_(ids), filed.topic_id.in_(list(topics)))
    for article_id, topic_id in session.execute(rows):
        shared[article_id].add(topic_id)
    lengths = dict(session.execute(select(Article.id, Article.word_count).where(Article.id.in_(ids))).all())
    for candidate in candidates:
        candidate.topics |= shared[candidate.hit.article_id]
        candidate.length = lengths.get(candidate.hit.article_id, USUAL_LENGTH)


def rate(candidate: Candidate, topics: dict[int, float], key: int) -> float:
    """Return how closely *candidate* is related to the article at *key*; 0 where one word may be by chance."""
    if not candidate.topics and len(candidate.in_body) < 2:
        return 0
    said = candidate.said() + sum(topics[id] for id in candidate.topics)
    return said * (1 + NEAR / (1 + abs(candidate.hit.key - key) / DAY / NEAR_DAYS))
