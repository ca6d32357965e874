"""Categories become topics, and tags that enough articles have; the rest is named."""

from flask import Flask
from sqlalchemy import select

from blog.database import db
from blog.models import Topic
from blog.operations.moving_in.imported_items import TopicItem
from blog.operations.moving_in.storing.imported_topics import ImportedTopics
from tests.factories import NOW, make_topic


def test_seldom_tags_are_named_and_known_topics_used(app: Flask) -> None:
    known = make_topic("Économie")
    items = [
        TopicItem("often", is_tag=True, uses=9),
        TopicItem("economie", uses=3),
        TopicItem("rare", is_tag=True, uses=1),
        TopicItem("never", uses=0),
        TopicItem("x" * 80, uses=1),
    ]
    topics = ImportedTopics(items, 5, NOW)
    topics.store(db.session)

    assert topics.ids["economie"] == known.id
    assert [detail for _loss, detail in topics.losses()] == ["rare"]
    assert {len(topic.name) <= 60 for topic in db.session.scalars(select(Topic))} == {True}
    assert db.session.get_one(Topic, topics.ids["often"]).masthead_position is None
