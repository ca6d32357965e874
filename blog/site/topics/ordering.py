"""Order of the topics in the masthead; what is not there is a tag."""

from collections.abc import Sequence

from sqlalchemy import select

from blog.database import AnySession
from blog.models import Topic


def lock_masthead(session: AnySession) -> list[Topic]:
    """Return the topics of the masthead in their order, refreshed and locked until the commit."""
    # Locked by id: two who order at once would else wait for each other.
    locked = select(Topic).where(Topic.masthead_position.is_not(None)).order_by(Topic.id).with_for_update(of=Topic)
    found = session.scalars(locked.execution_options(populate_existing=True)).all()
    return sorted(found, key=lambda topic: (topic.masthead_position or 0, topic.sort_key))


def move_topic(session: AnySession, topic_id: int, step: int) -> bool:
    """Move the topic by *step* places, -1 towards the start; return whether it moved. The caller commits."""
    shown = lock_masthead(session)
    place = next((place for place, topic in enumerate(shown) if topic.id == topic_id), None)
    if place is None or not 0 <= place + step < len(shown):
        return False
    shown.insert(place + step, shown.pop(place))
    number_topics(shown)
    return True


def order_topics(session: AnySession, ids: Sequence[int]) -> None:
    """Put the topics with *ids* first, in that order; those that it does not name follow as they stood.

    Ids of other topics are ignored, since an editor may have left them out since. The caller commits.
    """
    wanted = {topic_id: place for place, topic_id in enumerate(ids)}
    number_topics(sorted(lock_masthead(session), key=lambda topic: wanted.get(topic.id, len(wanted))))


def show_in_masthead(session: AnySession, topic: Topic) -> None:
    """Put *topic* at the end of the masthead, unless it is there. The caller commits."""
    shown = lock_masthead(session)
    number_topics([*shown, *([] if topic in shown else [topic])])


def leave_out_of_masthead(session: AnySession, topic: Topic) -> None:
    """Make *topic* a tag. The caller commits."""
    topic.masthead_position = None
    session.flush()
    number_topics(lock_masthead(session))


def number_topics(topics: Sequence[Topic]) -> None:
    """Write the places of *topics* as they stand."""
    for place, topic in enumerate(topics, 1):
        topic.masthead_position = place
