"""Adding and changing a topic: name, description, address; former addresses lead on for ever."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from blog.accounts.audit import record_audit_event
from blog.authoring.drafts.topics import list_parts
from blog.database import AnySession, content_language_tag
from blog.models import MAX_PARTS, AuditKind, Person, Topic, TopicRedirect
from blog.web.addresses.former_slugs import end_redirects
from blog.web.addresses.topic_slugs import (
    add_topic,
    find_free_topic_slug,
    find_topic_by_name,
    make_topic_slug,
)


class TopicNameTaken(Exception):
    """Another topic is called so; *name* is how it writes itself."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class TooManyParts(Exception):
    """More articles are filed under the topic than a series may have; *count* says how many."""

    def __init__(self, count: int) -> None:
        super().__init__(str(count))
        self.count = count


class TopicSlugTaken(Exception):
    """Another topic has this address, or had it once."""


@dataclass(frozen=True)
class TopicText:
    """What an editor types of a topic; an empty *slug* means one made from the name."""

    name: str
    description: str = ""
    slug: str = ""
    is_series: bool = False


def lock_topic(session: AnySession, topic_id: int) -> Topic | None:
    """Return the topic, refreshed and locked until the commit, or None."""
    locked = select(Topic).where(Topic.id == topic_id).with_for_update(of=Topic)
    return session.scalar(locked.execution_options(populate_existing=True))


def create_topic(session: AnySession, text: TopicText, now: datetime, *, by: Person) -> Topic:
    """Add a topic, with the audit row; a series is not put in the masthead by itself. The caller commits.

    Raises:
        TopicNameTaken: there is one of that name.
    """
    require_free_name(session, text.name)
    topic = add_topic(session, text.name)
    topic.description, topic.is_series = text.description, text.is_series
    if text.is_series:
        topic.masthead_position = None
    record_audit_event(session, AuditKind.TOPIC_CREATED, now, by=by, subject=topic.name)
    return topic


def change_topic(session: AnySession, topic: Topic, text: TopicText, now: datetime, *, by: Person) -> bool:
    """Change *topic*, which the caller has locked, with the audit row; return whether its address is another now.

    An address that was made from the old name follows the new one, unless one
    is typed. The caller commits.

    Raises:
        TopicNameTaken: another topic is called so.
        TopicSlugTaken: another topic has or had the address.
        TooManyParts: it is to be a series, and has too many articles.
    """
    require_free_name(session, text.name, topic.id)
    if text.is_series and not topic.is_series:
        require_few_parts(session, topic)
    former, was_series = (topic.name, topic.slug), topic.is_series
    slug = choose_slug(session, topic, text)
    try:
        with session.begin_nested():
            if text.name != topic.name:
                topic.rename(text.name, content_language_tag(session))
            topic.description, topic.slug, topic.is_series = text.description, slug, text.is_series
    except IntegrityError:
        session.refresh(topic)
        require_free_name(session, text.name, topic.id)
        raise TopicSlugTaken(slug) from None
    if slug != former[1]:
        lead_on(session, topic, former, now)
    if (topic.name, topic.slug, topic.is_series) != (*former, was_series):
        record_audit_event(session, AuditKind.TOPIC_CHANGED, now, by=by, subject=topic.name, was=former[0])
    return slug != former[1]


def choose_slug(session: AnySession, topic: Topic, text: TopicText) -> str:
    """Return the address of *topic* after a change to *text*.

    Raises:
        TopicSlugTaken: one was typed that another topic has or had.
    """
    is_kept = text.slug == topic.slug
    if is_kept and (text.name == topic.name or topic.slug != make_topic_slug(topic.name)):
        return topic.slug
    made = make_topic_slug(text.name if is_kept or not text.slug else text.slug)
    free = find_free_topic_slug(session, made, topic.id)
    if free != made and text.slug and not is_kept:
        raise TopicSlugTaken(made)
    return free


def lead_on(session: AnySession, topic: Topic, former: tuple[str, str], now: datetime) -> None:
    """Let the address of *former*, a name and a slug, lead to *topic*; its present one leads nowhere else.

    It names the topic, not the next address, so that no chain of redirects grows.
    """
    name, slug = former
    end_redirects(session, TopicRedirect, (topic.slug, slug))
    session.add(TopicRedirect(slug=slug, topic_id=topic.id, name=name, created_at=now))
    session.flush()


def require_few_parts(session: AnySession, topic: Topic) -> None:
    """Check that the articles of *topic* can be the parts of a series.

    Raises:
        TooManyParts: there are too many.
    """
    count = len(list_parts(session, topic.id))
    if count > MAX_PARTS:
        raise TooManyParts(count)


def require_free_name(session: AnySession, name: str, own_id: int = 0) -> None:
    """Check that no other topic than *own_id* is called *name*, whatever its case and accents.

    Raises:
        TopicNameTaken: there is one.
    """
    found = find_topic_by_name(session, name)
    if found is not None and found.id != own_id:
        raise TopicNameTaken(found.name)
