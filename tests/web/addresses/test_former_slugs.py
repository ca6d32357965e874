"""A topic or author that takes the address of one that was merged into it is still what old mail means."""

from flask import Flask
from flask.testing import FlaskClient

from blog.accounts.authors.author_merging import merge_authors
from blog.accounts.authors.records import rename
from blog.database import db
from blog.site.topics.editing import TopicText, change_topic
from blog.site.topics.topic_merging import merge_topics
from blog.subscriptions.following import find_follow_of_mail
from tests.factories import NOW, make_article, make_follow, make_person, make_subscriber, make_topic


def test_the_follow_of_a_merged_topic_is_found_after_its_address_is_taken_back(app: Flask, client: FlaskClient) -> None:
    reader, editor = make_subscriber(), make_person()
    source, target = make_topic("Volunteering", slug="volunteering"), make_topic("Volunteers", slug="volunteers")
    make_article(topics=[target])
    former_id, follow = source.id, make_follow(reader, topic_id=target.id)
    merge_topics(db.session, source.id, target.id, NOW, by=editor)

    change_topic(db.session, target, TopicText("Volunteers", slug="volunteering"), NOW, by=editor)
    change_topic(db.session, target, TopicText("Volunteers", slug="helpers"), NOW, by=editor)
    db.session.commit()

    assert find_follow_of_mail(db.session, reader, "topic", former_id) is follow
    addresses = [f"/topics/{slug}" for slug in ("volunteering", "volunteers")]
    assert [client.get(address).location for address in addresses] == ["/topics/helpers"] * 2


def test_the_follow_of_a_merged_author_is_found_after_the_name_is_taken_back(app: Flask, client: FlaskClient) -> None:
    reader, editor = make_subscriber(), make_person()
    source = make_person("Prof. X", slug="prof-x", address="", address_key=None)
    target = make_person("Charles", slug="charles")
    make_article(author=target)
    former_id, follow = source.id, make_follow(reader, author_id=target.id)
    merge_authors(db.session, source.id, target.id, NOW, by=editor)

    for name in ("Prof. X", "Charles X"):
        rename(db.session, target, name, NOW, by=editor)
    db.session.commit()

    assert find_follow_of_mail(db.session, reader, "author", former_id) is follow
    addresses = [f"/authors/{slug}" for slug in ("prof-x", "charles")]
    assert [client.get(address).location for address in addresses] == ["/authors/charles-x"] * 2
