"""Podcasts of topics: what is set for them at the desk."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from blog.database import AnySession
from blog.models import Picture, Podcast, Topic
from blog.web.addresses.links import Links

NAMESPACE = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
"""Of podcast:guid (Podcasting 2.0)."""
MIN_ARTWORK = 1400
"""Pixels of a side, as Apple Podcasts asks."""
CATEGORIES = (
    "Arts", "Business", "Comedy", "Education", "Fiction", "Government", "Health & Fitness", "History", "Kids & Family",
    "Leisure", "Music", "News", "Religion & Spirituality", "Science", "Society & Culture", "Sports", "TV & Film",
    "Technology", "True Crime",
)  # fmt: skip
"""Those of Apple Podcasts, which other directories read too."""


@dataclass(frozen=True)
class PodcastChoices:
    """What an editor sets; *artwork* None keeps that which is there."""

    owner_name: str
    owner_address: str
    category: str
    is_explicit: bool
    is_locked: bool
    artwork: Picture | None = None


def list_podcasts(session: AnySession) -> Sequence[Podcast]:
    """Return the podcasts in the order of their topics' names."""
    statement = select(Podcast).join(Podcast.topic).options(joinedload(Podcast.topic)).order_by(Topic.sort_key)
    return session.scalars(statement).all()


def list_topics_without_podcast(session: AnySession) -> Sequence[Topic]:
    """Return the topics that could have a podcast."""
    return session.scalars(Topic.by_name().where(Topic.id.not_in(select(Podcast.topic_id)))).all()


def podcast_address(topic: Topic, links: Links) -> str:
    """Return the address of the feed."""
    return links.absolute(f"/topics/{topic.slug}/podcast.rss")


def make_guid(address: str) -> str:
    """Return the guid of a podcast with this *address*: a UUID 5 of it without scheme and last slashes."""
    return str(uuid.uuid5(NAMESPACE, address.partition("://")[2].rstrip("/")))


def is_artwork(picture: Picture) -> bool:
    """Return whether directories take *picture*: square, and large enough."""
    return picture.width == picture.height >= MIN_ARTWORK


def save_podcast(session: AnySession, topic: Topic, choices: PodcastChoices, links: Links) -> Podcast:
    """Store *choices* for the podcast of *topic*, which it has from now on; the caller commits.

    Raises:
        ValueError: it is new and has no artwork.
    """
    artwork_id = choices.artwork.id if choices.artwork else None
    podcast = session.get(Podcast, topic.id)
    if podcast is None:
        if artwork_id is None:
            raise ValueError("a podcast has an artwork")
        podcast = Podcast(topic_id=topic.id, guid=make_guid(podcast_address(topic, links)))
        session.add(podcast)
    podcast.owner_name, podcast.owner_address = choices.owner_name, choices.owner_address
    podcast.category, podcast.is_explicit, podcast.is_locked = choices.category, choices.is_explicit, choices.is_locked
    if artwork_id is not None:
        podcast.artwork_id = artwork_id
    session.flush()
    return podcast
