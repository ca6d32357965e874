"""Search over the articles that a person sees at the desk, in every state, by words, topic, author and time.

Each state is asked for itself: so each statement reads one range of an index
by the date of the last save, and only what is not public, and in no search
index, is gone through word by word.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice

from sqlalchemy import ColumnElement, Select, func, not_, or_, select

from blog.authoring.dashboard.article_list import STATE_ORDER, after_cursor, make_cursor, order_of, row_options
from blog.database import AnySession
from blog.database.search.index import with_stems
from blog.database.search.index_entries import INDEXED, PARTS
from blog.database.search.query import SearchQuery
from blog.database.search.query_parser import Term
from blog.database.search.term_conditions import holds, is_held_by, select_public
from blog.models import Article, ArticleState, Person, article_coauthors, article_topics

PAGE_LENGTH = 40
"""Articles on a page."""
MAX_COUNTED = 1_000
"""Articles of one state are counted up to here."""
HEAD = PARTS[:2]


@dataclass(frozen=True)
class ArticleFilter:
    """What is wanted: every term, and state, kind, topic, author (by key) and time of the last save where given."""

    terms: Sequence[Term] = field(default=())
    state: ArticleState | None = None
    topic_id: int | None = None
    author_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    """Exclusive."""
    kind_id: int | None = None
    is_usual_kind: bool = False
    """Whether only articles are wanted that name no kind."""
    in_head: bool = False
    """Whether the terms must stand in headline, standfirst or the name of an author."""

    @property
    def states(self) -> Sequence[ArticleState]:
        """Return the states to look through."""
        return STATE_ORDER if self.state is None else (self.state,)


@dataclass(frozen=True)
class FoundArticles:
    """One page of articles, last saved first, or of scheduled ones the next first; *next_cursor* None on the last."""

    articles: Sequence[Article]
    next_cursor: str | None


class ArticleSearch:
    """One search of one person; the statements are made when they are asked for."""

    def __init__(self, session: AnySession, person: Person, wanted: ArticleFilter) -> None:
        terms = with_stems(session, SearchQuery(wanted.terms)).terms
        self.session, self.person, self.wanted = session, person, replace(wanted, terms=terms)
        self.namesakes = [find_namesakes(session, term) for term in wanted.terms]

    def find_page(self, cursor: str | None = None, limit: int = PAGE_LENGTH) -> FoundArticles:
        """Return at most *limit* articles after *cursor*; an invalid cursor gives the first ones."""
        order, after = order_of(self.wanted.state), after_cursor(cursor, self.wanted.state)
        found = list[Article]()
        for state in self.wanted.states:
            query = self.select(state).where(*after).order_by(*order).limit(limit + 1)
            found += self.session.scalars(query.options(*row_options()))
        if self.wanted.state is None:
            found.sort(key=lambda article: (article.updated_at, article.id), reverse=True)
        is_more = len(found) > limit
        return FoundArticles(found[:limit], make_cursor(found[limit - 1], self.wanted.state) if is_more else None)

    def count(self) -> dict[ArticleState, int]:
        """Return how many articles there are in each state that has any, at most one above MAX_COUNTED each."""
        counts = {state: self.count_state(state) for state in self.wanted.states}
        return {state: count for state, count in counts.items() if count}

    def count_state(self, state: ArticleState) -> int:
        """Return how many articles there are in *state*, at most one above MAX_COUNTED."""
        ids = self.select(state).with_only_columns(Article.id).limit(MAX_COUNTED + 1)
        return self.session.scalar(select(func.count()).select_from(ids.subquery())) or 0

    def select(self, state: ArticleState) -> Select[Article]:
        """Select the articles in *state*."""
        query = Article.visible_to(self.person).where(Article.state == state, *self.filters())
        if self.wanted.terms and state is not ArticleState.PUBLISHED:
            query = query.outerjoin(INDEXED, INDEXED.c.article_id == Article.id)
        return query.where(*self.matches(state))

    def filters(self) -> Iterator[ColumnElement[bool]]:
        """Yield the conditions on topic, author and time."""
        wanted = self.wanted
        if wanted.topic_id is not None:
            under = select(article_topics.c.article_id).where(article_topics.c.topic_id == wanted.topic_id)
            yield Article.id.in_(under)
        if wanted.kind_id is not None:
            yield Article.kind_id == wanted.kind_id
        if wanted.is_usual_kind:
            yield Article.kind_id.is_(None)
        if wanted.author_id is not None:
            yield is_by([wanted.author_id])
        if wanted.since is not None:
            yield Article.updated_at >= wanted.since
        if wanted.until is not None:
            yield Article.updated_at < wanted.until

    def matches(self, state: ArticleState) -> Iterator[ColumnElement[bool]]:
        """Yield for each term the condition that text or author hold it, or for an excluded one that neither does."""
        for number, (term, namesakes) in enumerate(zip(self.wanted.terms, self.namesakes, strict=True)):
            found = self.holds(state, term, number)
            found = or_(found, is_by(namesakes)) if namesakes else found
            yield not_(found) if term.is_excluded else found

    def holds(self, state: ArticleState, term: Term, number: int) -> ColumnElement[bool]:
        """Return whether the text of an article in *state* holds *term*."""
        in_head = self.wanted.in_head
        if state is ArticleState.PUBLISHED:
            return Article.id.in_(select_public(self.session, term, number, in_head=in_head))
        return holds(term, HEAD if in_head else PARTS)


def find_namesakes(session: AnySession, term: Term) -> list[int]:
    """Return the keys of the people whose names hold *term*; a newsroom has few, and their names are in no index."""
    people = session.execute(select(Person.id, Person.name))
    return [id for id, name in people if is_held_by(term, name)]


def is_by(people: Sequence[int]) -> ColumnElement[bool]:
    """Return whether one of *people* stands in the byline of an article."""
    links = article_coauthors.c
    return or_(
        Article.author_id.in_(people), Article.id.in_(select(links.article_id).where(links.person_id.in_(people)))
    )


def find_best(session: AnySession, person: Person, wanted: ArticleFilter, limit: int) -> list[Article]:
    """Return at most *limit* articles: first those whose headline, standfirst or author hold the terms."""
    head = ArticleSearch(session, person, replace(wanted, in_head=True)).find_page(limit=limit).articles
    if len(head) >= limit or not wanted.terms:
        return list(head)
    known = {article.id for article in head}
    others = ArticleSearch(session, person, wanted).find_page(limit=limit).articles
    return [*head, *islice((article for article in others if article.id not in known), limit - len(head))]
