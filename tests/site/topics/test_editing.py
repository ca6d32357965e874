"""Topics change their names and addresses, and every former address leads to the present one in one step."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.database import db
from blog.models import Topic, TopicRedirect
from blog.site.topics.editing import (
    TopicNameTaken,
    TopicSlugTaken,
    TopicText,
    change_topic,
    create_topic,
)
from tests.databases import rival
from tests.factories import NOW, make_article, make_person, make_topic


def change(topic: Topic, name: str = "", slug: str | None = None) -> bool:
    text = TopicText(name or topic.name, topic.description, topic.slug if slug is None else slug)
    is_moved = change_topic(db.session, topic, text, NOW, by=make_person())
    db.session.commit()
    return is_moved


def test_a_former_address_leads_on_in_one_step_however_often_it_moved(app: Flask, client: FlaskClient) -> None:
    topic = make_topic("Feild reports", slug="feild-reports")
    make_article(topics=[topic])

    for name in ("Field reports", "Reports", "Dispatches"):
        change(topic, name)

    for former in ("feild-reports", "field-reports", "reports"):
        assert client.get(f"/topics/{former}").location == "/topics/dispatches"
    assert client.get("/topics/dispatches").status_code == 200


def test_a_topic_that_takes_back_its_name_leads_nowhere_else(app: Flask, client: FlaskClient) -> None:
    topic = make_topic("A", slug="a")

    change(topic, "B")
    change(topic, "A")

    assert client.get("/topics/a").status_code == 200
    assert client.get("/topics/b").location == "/topics/a"


def test_an_address_that_was_chosen_stays_with_another_name(app: Flask) -> None:
    topic = make_topic("Money", slug="grants")

    assert not change(topic, "Funding")
    assert topic.slug == "grants"


@pytest.mark.parametrize("name", ["GRANTS", "gránts", " grants "])
def test_two_topics_are_not_called_the_same_whatever_case_and_accents(app: Flask, name: str) -> None:
    make_topic("Grants")
    other = make_topic("Other")

    with pytest.raises(TopicNameTaken):
        change(other, name)


def test_a_topic_changes_the_case_of_its_own_name(app: Flask) -> None:
    topic = make_topic("kyiv", slug="kyiv")

    assert not change(topic, "Kyiv")
    assert topic.name == "Kyiv"


def test_an_address_that_another_topic_has_or_had_is_refused(app: Flask) -> None:
    first = make_topic("First", slug="first")
    change(first, "Renamed", "renamed")
    other = make_topic("Other", slug="other")

    for slug in ("renamed", "first"):
        with pytest.raises(TopicSlugTaken):
            change(other, slug=slug)


def test_a_name_that_somebody_takes_at_the_same_moment_is_refused(app: Flask) -> None:
    topic = make_topic("Other")

    with rival(Topic(name="GRANTS", slug="grants-of-theirs", description="")), pytest.raises(TopicNameTaken):
        change(topic, "Grants")


def test_names_in_any_script_have_addresses_of_their_own(app: Flask) -> None:
    names = ("غزة", "🙂", "🎈", "Київ", "日本")

    slugs = [create_topic(db.session, TopicText(name), NOW, by=make_person()).slug for name in names]

    assert len(set(slugs)) == len(names)
    assert all(slugs)


def test_the_former_name_stays_known(app: Flask) -> None:
    topic = make_topic("Feild reports", slug="feild-reports")

    change(topic, "Field reports")

    assert db.session.scalars(select(TopicRedirect.name)).all() == ["Feild reports"]
