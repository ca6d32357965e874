"""Merging topics: nobody loses a follow, nothing leads nowhere, the search knows, the ledger stays."""

import threading

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.database import db
from blog.database.search.index import count_hits
from blog.database.search.query import SearchQuery
from blog.delivery.composing.matched_follow import find_matched_follow
from blog.models import (
    AlertState,
    AuditEvent,
    Follow,
    FollowRequest,
    Frequency,
    FrontArrangement,
    Person,
    Podcast,
    Topic,
    TopicRedirect,
)
from blog.site.topics import topic_merging
from blog.site.topics.editing import TooManyParts
from blog.site.topics.topic_merging import (
    AlertInProgress,
    TopicGone,
    TopicInUse,
    count_merge,
    delete_topic,
    merge_topics,
)
from tests.delivery.alert_factories import make_alert
from tests.factories import NOW, make_article, make_follow, make_person, make_subscriber, make_topic, save
from tests.pictures.picture_factories import make_picture


def merge(source: Topic, target: Topic) -> None:
    merge_topics(db.session, source.id, target.id, NOW, by=make_person())
    db.session.commit()


def test_articles_move_once_each_and_the_search_finds_them(app: Flask) -> None:
    source, target = make_topic("Volunteering"), make_topic("Volunteers")
    moved, both = make_article(topics=[source]), make_article(topics=[source, target])
    counts = count_merge(db.session, source, target)

    merge(source, target)

    assert (counts.moved_count, counts.shared_count, counts.article_count) == (1, 1, 2)
    assert [article.topics for article in (moved, both)] == [[target], [target]]
    assert count_hits(db.session, SearchQuery(topic_id=target.id)) == 2


def test_a_podcast_goes_on_at_the_other_topic_unless_that_has_one(app: Flask) -> None:
    source, second, target = make_topic(), make_topic(), make_topic()
    artwork = make_picture(width=1400, height=1400)
    for topic in (source, second):
        about = {"owner_name": "N", "owner_address": "n@example.org", "category": "News"}
        flags = {"is_explicit": False, "is_locked": False}
        save(Podcast(topic_id=topic.id, guid=f"guid-{topic.id}", artwork_id=artwork.id, **about, **flags))
    kept = f"guid-{source.id}"

    merge(source, target)
    merge(second, target)

    assert db.session.scalars(select(Podcast.guid)).all() == [kept]


def test_the_band_on_the_front_page_is_that_of_the_other_topic_once(app: Flask) -> None:
    source, second, other, target = (make_topic() for _ in range(4))
    kept = save(FrontArrangement(id=1, plan={"topics": [source.id, other.id, second.id]}, version=3))
    target_id, other_id = target.id, other.id

    merge(source, target)
    merge(second, target)
    delete_topic(db.session, other, NOW, by=make_person())
    db.session.commit()

    assert FrontArrangement.read_plan(db.session).topics == (target_id,)
    assert kept.version == 6
    assert other_id not in kept.plan["topics"]


def test_a_series_does_not_get_more_parts_than_it_may_have(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(topic_merging, "MAX_PARTS", 2)
    source, target = make_topic(), make_topic(is_series=True)
    both = make_article(topics=[source, target])
    for _ in range(2):
        make_article(topics=[source])

    with pytest.raises(TooManyParts):
        merge(source, target)
    db.session.rollback()

    assert set(both.topics) == {source, target}


def test_readers_keep_one_follow_with_the_shorter_interval(app: Flask) -> None:
    source, target = make_topic(), make_topic()
    alone, both, sooner = (make_subscriber() for _ in range(3))
    make_follow(alone, topic_id=source.id, frequency=Frequency.WEEKLY)
    for topic, frequencies in ((source, ("daily", "instant")), (target, ("instant", "weekly"))):
        for reader, frequency in zip((both, sooner), frequencies, strict=True):
            make_follow(reader, topic_id=topic.id, frequency=Frequency(frequency))
    counts = count_merge(db.session, source, target)
    target_id = target.id

    merge(source, target)

    follows = {row.subscriber_id: (row.topic_id, row.frequency) for row in db.session.scalars(select(Follow))}
    assert (counts.follower_count, counts.shared_follower_count) == (1, 2)
    assert follows == {
        alone.id: (target_id, Frequency.WEEKLY),
        both.id: (target_id, Frequency.INSTANT),
        sooner.id: (target_id, Frequency.INSTANT),
    }


def test_a_request_that_waits_asks_for_the_other_topic(app: Flask) -> None:
    source, target = make_topic(), make_topic()
    values = {"frequency": Frequency.DAILY, "consent_wording": "Yes", "consent_form": "/", "requested_at": NOW}
    asked = save(FollowRequest(subscriber=make_subscriber(), key="k", topic_id=source.id, **values))

    merge(source, target)

    assert asked.topic_id == target.id


def test_every_address_leads_to_the_last_topic_in_one_step(app: Flask, client: FlaskClient) -> None:
    a, b, c = (make_topic(name, slug=name) for name in "abc")
    save(TopicRedirect(slug="older", topic_id=a.id, created_at=NOW))

    merge(a, b)
    merge(b, c)

    assert {client.get(f"/topics/{slug}").location for slug in ("older", "a", "b")} == {"/topics/c"}


def test_a_mail_that_names_the_merged_topic_names_the_other_one_now(app: Flask) -> None:
    source, target = make_topic("Volunteering"), make_topic("Volunteers")
    source_id, target_id = source.id, target.id

    merge(source, target)
    follow = find_matched_follow(db.session, f"topic:{source_id}", "https://x/p")

    assert (follow.name, follow.unfollow_url) == ("Volunteers", f"https://x/p/unfollow/topic/{target_id}")


def test_nothing_is_merged_while_the_readers_of_an_alert_are_chosen(app: Flask) -> None:
    source, target = make_topic(), make_topic()
    make_alert(AlertState.EXPANDING, article=make_article(topics=[target]))

    with pytest.raises(AlertInProgress):
        merge(source, target)


def test_a_topic_is_not_merged_into_itself_nor_into_one_that_is_gone(app: Flask) -> None:
    topic = make_topic()

    for target_id in (topic.id, topic.id + 1000):
        with pytest.raises(TopicGone):
            merge_topics(db.session, topic.id, target_id, NOW, by=make_person())


def test_the_other_topic_inherits_what_it_lacks(app: Flask) -> None:
    source = make_topic(description="Who helps", masthead_position=3)
    target = make_topic(masthead_position=None)

    merge(source, target)

    assert (target.description, target.masthead_position) == ("Who helps", 3)
    event = db.session.scalars(select(AuditEvent)).one()
    assert event.details["target"] == target.name


def test_two_who_merge_the_same_two_both_ways_at_once_leave_one_topic(app: Flask) -> None:
    first, second = make_topic(), make_topic()
    article, editor_id, ids = make_article(topics=[first, second]), make_person().id, [first.id, second.id]
    make_follow(make_subscriber(), topic_id=first.id)
    db.session.commit()
    outcomes: list[str] = []

    def act(source_id: int, target_id: int) -> None:
        with app.app_context():
            try:
                editor = db.session.get_one(Person, editor_id)
                merge_topics(db.session, source_id, target_id, NOW, by=editor)
                db.session.commit()
                outcomes.append("merged")
            except TopicGone:
                db.session.rollback()
                outcomes.append("gone")

    threads = [threading.Thread(target=act, args=pair) for pair in (ids, ids[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.expire_all()

    (left,) = db.session.scalars(select(Topic))
    assert sorted(outcomes) == ["gone", "merged"]
    assert article.topics == [left]
    assert db.session.scalars(select(Follow.topic_id)).all() == [left.id]


def test_only_a_topic_that_nobody_needs_is_deleted(app: Flask) -> None:
    filed, followed, unused = make_topic(), make_topic(), make_topic()
    make_article(topics=[filed])
    make_follow(make_subscriber(), topic_id=followed.id)

    for topic in (filed, followed):
        with pytest.raises(TopicInUse):
            delete_topic(db.session, topic, NOW, by=make_person())
    delete_topic(db.session, unused, NOW, by=make_person())

    assert set(db.session.scalars(select(Topic.id))) == {filed.id, followed.id}
