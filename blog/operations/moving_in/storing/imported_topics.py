"""Topics of another site: categories, and those tags that enough articles have."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from blog.database import AnySession
from blog.models import MAX_TOPIC_NAME
from blog.operations.moving_in.conversion.plain_words import cut
from blog.operations.moving_in.imported_items import ArticleItem, Loss, LossKind, TopicItem
from blog.operations.moving_in.storing.former_paths import add_former_paths
from blog.text.cleaning import clean_line
from blog.web.addresses.topic_slugs import find_or_add_topic, find_topic_by_name

TAGS_FROM = 5
"""Articles that must have a tag before it becomes a topic."""


class ImportedTopics:
    """The topics of one import by their names there."""

    def __init__(self, topics: Sequence[TopicItem], tags_from: int, now: datetime) -> None:
        self.now = now
        taken = [topic for topic in topics if topic.uses and (not topic.is_tag or topic.uses >= tags_from)]
        self.taken = sorted(taken, key=lambda topic: topic.is_tag)
        self.names = {topic.name for topic in self.taken}
        self.ids: dict[str, int] = {}
        self.dropped = [topic for topic in topics if topic.uses and topic.name not in self.names]

    def store(self, session: AnySession) -> int:
        """Add what is missing, with the old addresses; return how many topics there are. The caller commits."""
        for item in self.taken:
            name = topic_name(item.name)
            is_new = find_topic_by_name(session, name) is None
            topic = find_or_add_topic(session, name)
            topic.description = topic.description or item.description
            if item.is_tag and is_new:
                topic.masthead_position = None
            session.flush()
            self.ids[item.name] = topic.id
            add_former_paths(session, item.paths, self.now, target=f"/topics/{topic.slug}")
        return len(self.taken)

    def ids_of(self, item: ArticleItem) -> list[int]:
        """Return the ids of the topics of *item*."""
        return [self.ids[name] for name in dict.fromkeys([*item.topics, *item.tags]) if name in self.ids]

    def losses(self) -> Iterable[tuple[Loss, str]]:
        """Yield the tags that become no topics."""
        for topic in self.dropped:
            yield Loss(LossKind.TAG, f"{topic.uses}"), topic.name


def topic_name(name: str) -> str:
    """Return *name* within the length of a topic's."""
    return cut(clean_line(name), MAX_TOPIC_NAME)
