"""Topics by name, whatever case and accents, and by former address; adding one under a free address."""

from collections.abc import Iterable
from itertools import count

from sqlalchemy import and_, func, or_, select, union_all
from sqlalchemy.exc import IntegrityError

from blog.database import AnySession
from blog.models import Topic, TopicRedirect, topic_key
from blog.text.slug_words import address_slug

MAX_TOPIC_SLUG = 70
"""Characters of a slug that is made from a name; a number may follow."""
MAX_MASTHEAD_TOPICS = 12
"""More do not fit a masthead; the page of all topics leads to the rest."""


def make_topic_slug(text: str) -> str:
    """Return *text* as the slug of a topic; "topic" where no letter is left, as of an emoji."""
    return address_slug(text, MAX_TOPIC_SLUG) or "topic"


def find_free_topic_slug(session: AnySession, preferred: str, own_id: int = 0) -> str:
    """Return *preferred*, or it with the first number from 2 on, that no other topic than *own_id* has or had."""
    present = select(Topic.slug).where(Topic.id != own_id, Topic.slug.startswith(preferred, autoescape=True))
    past = select(TopicRedirect.slug).where(
        TopicRedirect.topic_id != own_id, TopicRedirect.slug.startswith(preferred, autoescape=True)
    )
    taken = set(session.scalars(union_all(present, past)))
    if preferred not in taken:
        return preferred
    return next(slug for number in count(2) if (slug := f"{preferred}-{number}") not in taken)


def find_topic_by_name(session: AnySession, name: str) -> Topic | None:
    """Return the topic called *name*, whatever its case and accents, or None."""
    return session.scalar(select(Topic).where(Topic.name_key == topic_key(name)))


def find_or_add_topic(session: AnySession, name: str) -> Topic:
    """Return the topic called *name*, added where it is missing. The caller commits."""
    return find_topic_by_name(session, name) or add_topic(session, name)


def add_topic(session: AnySession, name: str) -> Topic:
    """Add the topic *name*; if another transaction has just added it, return that one. The caller commits.

    Where two share an address alone, such as "Grants" and "Grants!", this one gets the next free one.
    """
    topic = Topic(name=name, slug=find_free_topic_slug(session, make_topic_slug(name)), description="")
    topic.masthead_position = first_masthead_position(session)
    try:
        with session.begin_nested():
            session.add(topic)
    except IntegrityError:
        return find_or_add_topic(session, name)
    return topic


def first_masthead_position(session: AnySession) -> int | None:
    """Return the place of a new topic in the masthead; None, so that it is a tag, once an editor has left one out.

    Until then, and while there is room, a small site has every topic there.
    """
    is_tag = and_(Topic.masthead_position.is_(None), Topic.is_series.is_(False))
    shown, tags, last = session.execute(
        select(func.count(Topic.masthead_position), func.count().filter(is_tag), func.max(Topic.masthead_position))
    ).one()
    return None if tags or shown >= MAX_MASTHEAD_TOPICS else (last or 0) + 1


def find_topic_now(session: AnySession, slug: str) -> Topic | None:
    """Return the topic to which the former address *slug* leads, or None. It is one step, however often it moved."""
    return session.scalar(
        select(Topic).join(TopicRedirect, TopicRedirect.topic_id == Topic.id).where(TopicRedirect.slug == slug)
    )


def find_topic_ids(session: AnySession, names: Iterable[str]) -> list[int]:
    """Return the ids of the topics that are called, or were once called, one of *names*."""
    known = list(names)
    moved = select(TopicRedirect.topic_id).where(TopicRedirect.name.in_(known))
    return list(session.scalars(select(Topic.id).where(or_(Topic.name.in_(known), Topic.id.in_(moved)))))


def find_present_ids(session: AnySession, ids: Iterable[int]) -> list[int]:
    """Return *ids* of topics with those that were merged replaced by what they are now, and without deleted ones."""
    known = list(ids)
    present = select(Topic.id).where(Topic.id.in_(known))
    merged = select(TopicRedirect.topic_id).where(
        TopicRedirect.former_id.in_(known), TopicRedirect.former_id.not_in(select(Topic.id))
    )
    return sorted(set(session.scalars(union_all(present, merged)))) if known else []
