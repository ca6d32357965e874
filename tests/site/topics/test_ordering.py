"""Two editors order the masthead at once, and it stays one order."""

import threading

from flask import Flask

from blog.database import db
from blog.models import Topic
from blog.site.topics.ordering import move_topic, order_topics
from tests.factories import make_topic


def test_two_who_order_at_once_leave_each_topic_one_place(app: Flask) -> None:
    ids = [make_topic(f"Topic {place}", masthead_position=place).id for place in range(6)]
    db.session.commit()

    def act(topic_id: int) -> None:
        with app.app_context():
            move_topic(db.session, topic_id, 1)
            db.session.commit()

    threads = [threading.Thread(target=act, args=(topic_id,)) for topic_id in ids[:4]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.expire_all()

    places = [topic.masthead_position for topic in db.session.scalars(Topic.in_masthead())]
    assert places == [1, 2, 3, 4, 5, 6]


def test_topics_that_the_order_does_not_name_follow_as_they_stood(app: Flask) -> None:
    a, b, c = (make_topic(name, masthead_position=place) for place, name in enumerate("ABC", 1))

    order_topics(db.session, [c.id])

    assert [topic.name for topic in db.session.scalars(Topic.in_masthead())] == ["C", "A", "B"]
    assert {a.masthead_position, b.masthead_position} == {2, 3}
