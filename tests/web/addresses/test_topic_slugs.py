"""Topics are found whatever case and accents, and by what they were once called."""

import pytest
from flask import Flask

from blog.database import db
from blog.models import TopicRedirect
from blog.web.addresses.topic_slugs import (
    MAX_MASTHEAD_TOPICS,
    add_topic,
    find_free_topic_slug,
    find_or_add_topic,
    find_present_ids,
    find_topic_by_name,
    find_topic_ids,
    find_topic_now,
    make_topic_slug,
)
from tests.factories import NOW, make_topic, save


@pytest.mark.parametrize("name", ["économie", "ECONOMIE", "E\u0301conomie", " Économie "])
def test_a_name_is_found_whatever_case_and_accents(app: Flask, name: str) -> None:
    topic = make_topic("Économie")

    assert find_or_add_topic(db.session, name) is topic


def test_signs_make_another_topic(app: Flask) -> None:
    make_topic("C")

    assert find_topic_by_name(db.session, "C++") is None


@pytest.mark.parametrize("name", ["غزة اليوم", "🙂🙂", "Ж" * 60, "ﷺ" * 60, "Straße"])
def test_a_name_of_any_script_has_an_address_and_is_found_again(app: Flask, name: str) -> None:
    topic = add_topic(db.session, name)
    db.session.commit()

    assert topic.slug == make_topic_slug(name)
    assert find_topic_by_name(db.session, name) is topic


def test_a_former_address_is_not_given_to_another(app: Flask) -> None:
    topic = make_topic(slug="new")
    save(TopicRedirect(slug="old", topic_id=topic.id, created_at=NOW))

    assert find_free_topic_slug(db.session, "old") == "old-2"
    assert find_free_topic_slug(db.session, "old", topic.id) == "old"
    assert find_topic_now(db.session, "old") is topic


def test_what_was_merged_is_known_by_name_and_id(app: Flask) -> None:
    topic = make_topic("Volunteers")
    save(TopicRedirect(slug="volunteering", topic_id=topic.id, name="Volunteering", former_id=9001, created_at=NOW))

    assert find_topic_ids(db.session, ["Volunteering", "Nothing"]) == [topic.id]
    assert find_present_ids(db.session, [9001, topic.id, 9002]) == [topic.id]


def test_a_new_topic_joins_the_masthead_until_an_editor_has_left_one_out(app: Flask) -> None:
    first = add_topic(db.session, "First")
    second = add_topic(db.session, "Second")
    make_topic("A tag", masthead_position=None)
    third = add_topic(db.session, "Third")

    assert (first.masthead_position, second.masthead_position, third.masthead_position) == (1, 2, None)


def test_a_full_masthead_takes_no_more(app: Flask) -> None:
    for place in range(MAX_MASTHEAD_TOPICS):
        make_topic(masthead_position=place)

    assert add_topic(db.session, "One more").masthead_position is None
