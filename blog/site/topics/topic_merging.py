"""Merging one topic into another: articles, followers and addresses move, and the ledger stays as it is."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, exists, func, insert, literal, select, update
from sqlalchemy.orm import aliased

from blog.accounts.audit import record_audit_event
from blog.authoring.drafts.topics import list_parts
from blog.database import AnySession
from blog.models import (
    MAX_PARTS,
    Alert,
    AlertState,
    Article,
    AuditKind,
    Follow,
    FollowRequest,
    Frequency,
    FrontArrangement,
    Person,
    Podcast,
    Topic,
    TopicRedirect,
    article_topics,
)
from blog.site.topics.editing import TooManyParts, lock_topic
from blog.web.addresses.former_slugs import end_redirects

LINKS = article_topics.c


class TopicGone(Exception):
    """One of the two was merged or deleted before, or both are the same."""


class AlertInProgress(Exception):
    """Readers are being chosen for an alert about an article of one of the two; later the choice would be another."""


class TopicInUse(Exception):
    """Articles or readers need the topic."""


@dataclass(frozen=True)
class MergeCounts:
    """What a merge moves."""

    moved_count: int
    """Articles that are filed under the other topic from then on."""
    shared_count: int
    """Articles that are filed under both already."""
    follower_count: int
    """Readers who follow the other topic from then on."""
    shared_follower_count: int
    """Readers who follow both already, and keep one follow."""

    @property
    def article_count(self) -> int:
        """Return the number of all articles of the topic that goes."""
        return self.moved_count + self.shared_count


def count_merge(session: AnySession, source: Topic, target: Topic) -> MergeCounts:
    """Return what merging *source* into *target* would move."""
    under_target = select(LINKS.article_id).where(LINKS.topic_id == target.id)
    articles = select(func.count()).select_from(article_topics).where(LINKS.topic_id == source.id)
    following = select(Follow.subscriber_id).where(Follow.topic_id == target.id)
    followers = select(func.count()).select_from(Follow).where(Follow.topic_id == source.id)
    counts = (
        session.scalar(statement) or 0
        for statement in (
            articles.where(LINKS.article_id.not_in(under_target)),
            articles.where(LINKS.article_id.in_(under_target)),
            followers.where(Follow.subscriber_id.not_in(following)),
            followers.where(Follow.subscriber_id.in_(following)),
        )
    )
    return MergeCounts(*counts)


def merge_topics(session: AnySession, source_id: int, target_id: int, now: datetime, *, by: Person) -> MergeCounts:
    """Merge one topic into another, which leads on from each of its addresses, with the audit row.

    Who follows both keeps one follow with the shorter of the two intervals.
    Nobody is written to. The caller commits.

    Raises:
        TopicGone: there are not two of them.
        AlertInProgress: see there.
        TooManyParts: the other topic is a series, which would have too many.
    """
    source, target = lock_both(session, source_id, target_id)
    require_no_alert(session, source, target)
    counts = count_merge(session, source, target)
    parts = len(list_parts(session, target.id)) + counts.moved_count if target.is_series else 0
    if parts > MAX_PARTS:
        raise TooManyParts(parts)
    move_articles(session, source, target)
    move_followers(session, source, target)
    move_podcast(session, source, target)
    replace_band(session, source.id, target.id)
    inherit(source, target)
    name, former = source.name, {"slug": source.slug, "name": source.name, "former_id": source.id}
    session.execute(update(TopicRedirect).where(TopicRedirect.topic_id == source.id).values(topic_id=target.id))
    end_redirects(session, TopicRedirect, [source.slug])
    session.flush()
    session.expunge(source)
    session.execute(delete(Topic).where(Topic.id == source_id))
    session.add(TopicRedirect(topic_id=target.id, created_at=now, **former))
    details = {"target": target.name, "articles": counts.article_count, "followers": counts.follower_count}
    record_audit_event(session, AuditKind.TOPIC_MERGED, now, by=by, subject=name, **details)
    return counts


def lock_both(session: AnySession, source_id: int, target_id: int) -> tuple[Topic, Topic]:
    """Lock the articles of the source, then both topics in the order of their ids: the order in which saves lock."""
    filed = select(Article.id).join(article_topics, LINKS.article_id == Article.id).where(LINKS.topic_id == source_id)
    session.execute(filed.order_by(Article.id).with_for_update(of=Article))
    found = {topic_id: lock_topic(session, topic_id) for topic_id in sorted({source_id, target_id})}
    source, target = found[source_id], found[target_id]
    if source is None or target is None or source is target:
        raise TopicGone
    return source, target


def require_no_alert(session: AnySession, *topics: Topic) -> None:
    """Check that the readers of no alert about these topics are being chosen.

    Raises:
        AlertInProgress: they are.
    """
    filed = exists().where(LINKS.article_id == Alert.article_id, LINKS.topic_id.in_([topic.id for topic in topics]))
    if session.scalar(select(Alert.id).where(Alert.state == AlertState.EXPANDING, filed).limit(1)) is not None:
        raise AlertInProgress


def move_articles(session: AnySession, source: Topic, target: Topic) -> None:
    """File the articles of *source* under *target*; rows are added and deleted, as the search's triggers watch."""
    there = article_topics.alias()
    is_there = exists().where(there.c.article_id == LINKS.article_id, there.c.topic_id == target.id)
    moved = select(LINKS.article_id, literal(target.id)).where(LINKS.topic_id == source.id, ~is_there)
    session.execute(insert(article_topics).from_select(["article_id", "topic_id"], moved))
    session.execute(delete(article_topics).where(LINKS.topic_id == source.id))
    session.expire_all()


def move_followers(session: AnySession, source: Topic, target: Topic) -> None:
    """Let the followers of *source* follow *target*, once each, and requests that wait ask for it."""
    intervals = list(Frequency)
    for place, frequency in enumerate(intervals):
        sooner = select(Follow.subscriber_id).where(Follow.topic_id == source.id, Follow.frequency == frequency)
        later = Follow.frequency.in_(intervals[place + 1 :])
        both = update(Follow).where(Follow.topic_id == target.id, Follow.subscriber_id.in_(sooner), later)
        session.execute(both.values(frequency=frequency), execution_options={"synchronize_session": False})
    other = aliased(Follow)
    follows_both = exists().where(other.subscriber_id == Follow.subscriber_id, other.topic_id == target.id)
    mine = Follow.topic_id == source.id
    silent = {"synchronize_session": False}
    session.execute(delete(Follow).where(mine, follows_both), execution_options=silent)
    session.execute(update(Follow).where(mine).values(topic_id=target.id), execution_options=silent)
    asked = update(FollowRequest).where(FollowRequest.topic_id == source.id).values(topic_id=target.id)
    session.execute(asked, execution_options=silent)


def move_podcast(session: AnySession, source: Topic, target: Topic) -> None:
    """Let *target* go on with the podcast of *source*, unless it has one: programs follow the redirect to its feed."""
    if session.get(Podcast, target.id) is None:
        moved = update(Podcast).where(Podcast.topic_id == source.id).values(topic_id=target.id)
        session.execute(moved, execution_options={"synchronize_session": False})


def replace_band(session: AnySession, topic_id: int, other_id: int | None) -> None:
    """Let the band of a topic on the front page be that of the other one, once; None takes it away."""
    kept = session.get(FrontArrangement, 1, with_for_update=True, populate_existing=True)
    bands = kept.plan.get("topics") if kept else None
    if kept and bands and topic_id in bands:
        named = (other_id if key == topic_id else key for key in bands)
        kept.plan = {**kept.plan, "topics": list(dict.fromkeys(key for key in named if key))}
        kept.version += 1


def inherit(source: Topic, target: Topic) -> None:
    """Give *target* what only *source* has: description, picture, place in the masthead."""
    target.description = target.description or source.description
    target.picture_id = target.picture_id or source.picture_id
    if target.masthead_position is None:
        target.masthead_position = source.masthead_position


def delete_topic(session: AnySession, topic: Topic, now: datetime, *, by: Person) -> None:
    """Delete *topic*, which the caller has locked and nobody needs, with the audit row; the caller commits.

    Raises:
        TopicInUse: an article is filed under it, or a reader follows it; merge it instead.
    """
    links = exists().where(LINKS.topic_id == topic.id)
    if session.scalar(select(links)) or session.scalar(select(exists().where(Follow.topic_id == topic.id))):
        raise TopicInUse(topic.name)
    record_audit_event(session, AuditKind.TOPIC_DELETED, now, by=by, subject=topic.name)
    replace_band(session, topic.id, None)
    session.delete(topic)
    session.flush()
