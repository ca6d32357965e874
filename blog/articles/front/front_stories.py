"""What the front page is made of: the newest articles, those that an editor chose, those of chosen topics."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, literal, select, union_all

from blog.articles.pages.article_queries import select_by_topic
from blog.articles.pages.list_items import ListItem, NamedLink, find_list_items
from blog.articles.pages.pagination import Listing, paginate
from blog.articles.pages.translated_versions import in_one_language
from blog.database import AnySession
from blog.models import Article, FrontArrangement, FrontPlan, Topic

BAND_STORIES = 12
"""So many of the newest articles of a chosen topic are considered, since others of them may stand further up."""


@dataclass(frozen=True)
class FrontStories:
    """The stories of one content version; none is part of a session."""

    listing: Listing
    plan: FrontPlan
    chosen: Mapping[int, ListItem]
    """By key, those that an editor chose and that readers can see."""
    topics: Sequence[tuple[NamedLink, Sequence[ListItem]]]
    """The topics of the chosen bands with their newest stories."""

    def lead(self, now: datetime) -> ListItem | None:
        """Return the chosen lead; None without one."""
        choice = self.plan.lead
        return self.chosen.get(choice.article_id) if choice and choice.holds(now) else None

    def beside(self, now: datetime) -> list[ListItem]:
        """Return the stories chosen to stand beside the lead, in their order."""
        holding = [choice.article_id for choice in self.plan.beside if choice.holds(now)]
        return [self.chosen[id] for id in holding if id in self.chosen]

    def wide(self, now: datetime) -> ListItem | None:
        """Return the story chosen for the wide picture."""
        choice = self.plan.wide
        return self.chosen.get(choice.article_id) if choice and choice.holds(now) else None

    def ends(self, now: datetime) -> list[datetime]:
        """Return when choices end that hold now."""
        return [choice.until for choice in self.plan.choices if choice.until is not None and choice.until > now]


def read_front(session: AnySession, length: int) -> FrontStories:
    """Return the stories of the front page as the site's plan wants them, of the newest *length* articles."""
    return gather(session, FrontArrangement.read_plan(session), length)


def gather(session: AnySession, plan: FrontPlan, length: int) -> FrontStories:
    """Return what *plan* needs; pictures are taken out of *session*, since other requests use them too."""
    listing = paginate(session, in_one_language(Article.published()), None, length)
    known = {story.id: story for story in listing.articles}
    missing = sorted({choice.article_id for choice in plan.choices} - known.keys())
    known |= {story.id: story for story in find_list_items(session, missing, with_pictures=True)}
    topics = read_bands(session, plan.topics or ())
    detach_pictures(session, [*known.values(), *(story for _topic, own in topics for story in own)])
    chosen = {choice.article_id: known[choice.article_id] for choice in plan.choices if choice.article_id in known}
    return FrontStories(listing, plan, chosen, topics)


def find_chosen(session: AnySession, *plans: FrontPlan) -> dict[int, ListItem]:
    """Return what *plans* chose and readers can see, by key; the others have fallen away."""
    keys = sorted({choice.article_id for plan in plans for choice in plan.choices})
    return {story.id: story for story in find_list_items(session, keys, with_pictures=True)}


def read_bands(session: AnySession, topic_ids: Sequence[int]) -> list[tuple[NamedLink, Sequence[ListItem]]]:
    """Return those of the topics that still exist, in this order, each with its newest stories.

    As many statements are asked for eight topics as for one.
    """
    if not topic_ids:
        return []
    found = {topic.id: topic for topic in session.scalars(select(Topic).where(Topic.id.in_(topic_ids)))}
    topics = [found[id] for id in topic_ids if id in found]
    newest = union_all(*(select(select_newest(topic).subquery()) for topic in topics)) if topics else None
    rows = session.connection().execute(newest).all() if newest is not None else []
    stories = {story.id: story for story in find_list_items(session, [id for id, _ in rows], with_pictures=True)}
    own: dict[int, list[ListItem]] = {topic.id: [] for topic in topics}
    for id, topic_id in rows:
        own[topic_id] += [stories[id]] if id in stories else []
    for filed in own.values():
        filed.sort(key=lambda story: (story.published_at, story.id), reverse=True)
    return [(NamedLink(topic.slug, topic.name), own[topic.id]) for topic in topics]


def select_newest(topic: Topic) -> Select[int, int]:
    """Select the keys of the newest articles of *topic*, each beside that of the topic."""
    articles = in_one_language(select_by_topic(topic))
    return articles.with_only_columns(Article.id, literal(topic.id).label("topic_id")).limit(BAND_STORIES)


def detach_pictures(session: AnySession, stories: Iterable[ListItem]) -> None:
    """Take the lead pictures of *stories* out of *session*, as they are loaded."""
    for picture in {story.lead_picture for story in stories if story.lead_picture is not None}:
        if picture in session:
            session.expunge(picture)
