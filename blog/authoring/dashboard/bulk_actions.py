"""Acts on several articles at once: each article is judged for itself, and what cannot be done leaves it as it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import selectinload

from blog.accounts.audit import record_audit_event
from blog.authoring.dashboard.article_pages import may_change, may_delete, may_publish
from blog.authoring.drafts.revisions import RevisionMetadata, record_baseline, record_revision
from blog.authoring.drafts.writing import TICK, delete_draft, for_update
from blog.authoring.publishing.publishing import withdraw
from blog.database import AnySession
from blog.models import Article, ArticleState, AuditKind, Person, Topic


class BulkAct(StrEnum):
    """What can be done with several articles."""

    DELETE = "delete"
    """Drafts that were never public."""
    ADD_TOPIC = "topic"
    WITHDRAW = "withdraw"


class BulkObstacle(StrEnum):
    """Why an article is left as it is."""

    NOT_DRAFT = "not_draft"
    NOT_OWN = "not_own"
    """Only the first author or an editor deletes a draft."""
    LOCKED = "locked"
    """The person may not change it in its state."""
    NOT_PUBLIC = "not_public"
    HAS_TOPIC = "has_topic"


@dataclass(frozen=True)
class BulkActor:
    """Who acts, and when; *topic* is what is added, None as long as it is not chosen."""

    person: Person
    now: datetime
    topic: Topic | None = None


@dataclass(frozen=True)
class BulkVerdict:
    """One article, and what keeps it from the act, None where nothing does."""

    article: Article
    obstacle: BulkObstacle | None


Judge = Callable[[Article, BulkActor], BulkObstacle | None]
Deed = Callable[[AnySession, Article, BulkActor], None]


def find_selected(session: AnySession, person: Person, ids: Sequence[int], *, lock: bool = False) -> list[Article]:
    """Return those of the articles with these *ids* that *person* can see; with *lock* until the caller commits."""
    query = Article.visible_to(person).where(Article.id.in_(ids)).order_by(Article.id)
    query = query.options(selectinload(Article.topics), selectinload(Article.pending_version))
    return list(session.scalars(for_update(query) if lock else query))


def judge_all(act: BulkAct, articles: Sequence[Article], actor: BulkActor) -> list[BulkVerdict]:
    """Return for each of *articles* whether *act* can be done with it."""
    judge, _ = ACTS[act]
    return [BulkVerdict(article, judge(article, actor)) for article in articles]


def act_on_all(session: AnySession, act: BulkAct, articles: Sequence[Article], actor: BulkActor) -> list[BulkVerdict]:
    """Do *act* with each of *articles*, which the caller has locked, where it can be done; the caller commits.

    Each article that changes has an audit row of its own.
    """
    _, deed = ACTS[act]
    verdicts = judge_all(act, articles, actor)
    for verdict in verdicts:
        if verdict.obstacle is None:
            deed(session, verdict.article, actor)
    return verdicts


def judge_deletion(article: Article, actor: BulkActor) -> BulkObstacle | None:
    """Return why *article* cannot be deleted among others: drafts alone, so that nothing planned gets lost."""
    if article.state is not ArticleState.DRAFT or article.was_public or article.is_pending:
        return BulkObstacle.NOT_DRAFT
    return None if may_delete(article, actor.person) else BulkObstacle.NOT_OWN


def judge_topic(article: Article, actor: BulkActor) -> BulkObstacle | None:
    """Return why the topic cannot be added to *article*."""
    if not may_change(article, actor.person):
        return BulkObstacle.LOCKED
    return BulkObstacle.HAS_TOPIC if actor.topic in article.topics else None


def judge_withdrawal(article: Article, actor: BulkActor) -> BulkObstacle | None:
    """Return why *article* cannot be withdrawn."""
    if not may_publish(article, actor.person):
        return BulkObstacle.LOCKED
    return None if article.is_public else BulkObstacle.NOT_PUBLIC


def delete(session: AnySession, article: Article, actor: BulkActor) -> None:
    """Delete the draft *article*."""
    delete_draft(session, article, actor.now, by=actor.person)


def add_topic_to(session: AnySession, article: Article, actor: BulkActor) -> None:
    """Add the topic to *article* by a revision, which for readers is a minor one."""
    if actor.topic is None:
        raise ValueError("A topic is needed.")
    record_baseline(session, article)
    article.topics = [*article.topics, actor.topic]
    article.updated_at = max(actor.now, article.updated_at + TICK)
    record_revision(session, article, article.updated_at, RevisionMetadata(actor.person.id, is_minor=True))
    record_audit_event(
        session, AuditKind.TOPIC_ADDED, actor.now, by=actor.person, subject=article.headline, topic=actor.topic.name
    )


def withdraw_one(session: AnySession, article: Article, actor: BulkActor) -> None:
    """Withdraw *article*."""
    withdraw(session, article, actor.now, actor.person.id)


ACTS: dict[BulkAct, tuple[Judge, Deed]] = {
    BulkAct.DELETE: (judge_deletion, delete),
    BulkAct.ADD_TOPIC: (judge_topic, add_topic_to),
    BulkAct.WITHDRAW: (judge_withdrawal, withdraw_one),
}
