"""What merging two topics would do, counted and named before it is done."""

from dataclasses import dataclass
from enum import Enum

from sqlalchemy import func, select

from blog.database import AnySession
from blog.models import FollowRequest, FrontArrangement, Podcast, Topic, TopicRedirect
from blog.site.topics.topic_merging import MergeCounts, count_merge


class Fate(Enum):
    """What becomes of something that the topic has that goes."""

    NONE = "none"
    """It has none."""
    MOVES = "moves"
    """The other topic has none, and gets it."""
    ENDS = "ends"
    """The other topic keeps its own."""


@dataclass(frozen=True)
class MergeEffects:
    """Everything that merging one topic into another would do."""

    counts: MergeCounts
    waiting_count: int
    """Requests to follow that wait for their confirmation."""
    former_count: int
    """Former addresses of the topic that goes."""
    podcast: Fate
    description: Fate
    picture: Fate
    place: Fate
    """In the masthead."""
    band: Fate
    """On the front page, where an editor chose the bands."""
    is_order_lost: bool
    """Whether the topic that goes is a series, whose order is not kept."""


def foresee_merge(session: AnySession, source: Topic, target: Topic) -> MergeEffects:
    """Return what merging *source* into *target* would do."""
    waiting = select(func.count()).select_from(FollowRequest)
    asked = waiting.where(FollowRequest.topic_id == source.id, FollowRequest.confirmed_at.is_(None))
    former = select(func.count()).select_from(TopicRedirect).where(TopicRedirect.topic_id == source.id)
    podcasts = set(session.scalars(select(Podcast.topic_id).where(Podcast.topic_id.in_((source.id, target.id)))))
    bands = FrontArrangement.read_plan(session).topics or ()
    return MergeEffects(
        counts=count_merge(session, source, target),
        waiting_count=session.scalar(asked) or 0,
        former_count=session.scalar(former) or 0,
        podcast=fate_of(source.id in podcasts, target.id in podcasts),
        description=fate_of(source.description, target.description),
        picture=fate_of(source.picture_id, target.picture_id),
        place=fate_of(source.masthead_position is not None, target.masthead_position is not None),
        band=fate_of(source.id in bands, target.id in bands),
        is_order_lost=source.is_series,
    )


def fate_of(own: object, other: object) -> Fate:
    """Return what becomes of what the topic that goes has as *own*, where the *other* topic has another or none."""
    if not own:
        return Fate.NONE
    return Fate.ENDS if other else Fate.MOVES
