"""Saving the plan of the front page, and finding the articles and topics to choose from."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select

from blog.accounts.audit import record_audit_event
from blog.database import AnySession
from blog.database.search.index import with_stems
from blog.database.search.query import SearchQuery
from blog.database.search.query_parser import parse_terms
from blog.database.search.term_conditions import select_public
from blog.models import Article, AuditKind, FrontArrangement, FrontPlan, Person

MAX_FOUND = 12


class PlanChanged(Exception):
    """Another plan was saved after this one was opened; *arrangement* holds it."""

    def __init__(self, arrangement: FrontArrangement) -> None:
        super().__init__(str(arrangement.version))
        self.arrangement = arrangement


def find_arrangement(session: AnySession, *, for_update: bool = False) -> FrontArrangement | None:
    """Return the site's arrangement, *for_update* with its row locked; None before the first."""
    return session.get(FrontArrangement, 1, with_for_update=for_update or None, populate_existing=for_update)


def save_plan(
    session: AnySession, plan: FrontPlan, now: datetime, *, seen: int, by: Person, headline: str
) -> FrontArrangement:
    """Save *plan* over the version *seen*, with an audit row that names what leads; the caller commits.

    Choices that have ended are not kept.

    Raises:
        PlanChanged: there is a newer version.
    """
    kept = find_arrangement(session, for_update=True)
    if kept is None:
        kept = FrontArrangement(id=1, plan={}, version=0)
        session.add(kept)
    elif kept.version != seen:
        raise PlanChanged(kept)
    kept.plan, kept.version = plan.to_json(), kept.version + 1
    kept.changed_at, kept.changed_by_id = now, by.id
    record_audit_event(session, AuditKind.FRONT_CHANGED, now, by=by, subject=headline, plan=kept.plan)
    return kept


def find_articles(session: AnySession, words: str) -> Sequence[Article]:
    """Return public articles with *words*, or the newest without any, newest first."""
    terms = parse_terms(words)
    if words and not terms:
        return []
    query: Select[Article] = Article.published().limit(MAX_FOUND)
    for number, term in enumerate(with_stems(session, SearchQuery(terms)).terms if terms else ()):
        found = Article.id.in_(select_public(session, term, number))
        query = query.where(~found if term.is_excluded else found)
    return session.scalars(query).all()
