import pytest
from flask import Flask
from sqlalchemy import func, select

from blog.authoring.drafts.topics import set_topics, split_names
from blog.database import db
from blog.models import Topic
from blog.web.addresses.topic_slugs import add_topic
from tests.databases import rival
from tests.factories import make_draft, make_topic


def count_topics() -> int:
    return db.session.scalar(select(func.count()).select_from(Topic)) or 0


def test_an_article_is_filed_under_what_was_chosen_and_nothing_else(app: Flask) -> None:
    old, new = make_topic("Old"), make_topic("New")
    article = make_draft(topics=[old])

    set_topics(db.session, article, [new.id])

    assert article.topics == [new]


def test_a_topic_that_is_missing_is_added(app: Flask) -> None:
    article = make_draft()

    set_topics(db.session, article, [], "Water & wells")

    assert [(topic.name, topic.slug) for topic in article.topics] == [("Water & wells", "water-wells")]


@pytest.mark.parametrize("name", ["Ärzte", "ärzte", "ÄRZTE", "A\u0308rzte", "arzte"])
def test_a_topic_that_is_there_is_not_added_again(app: Flask, name: str) -> None:
    topic = make_topic("Ärzte")
    article = make_draft()

    set_topics(db.session, article, [topic.id], name)

    assert article.topics == [topic]
    assert count_topics() == 1


def test_two_topics_whose_names_look_alike_get_two_addresses(app: Flask) -> None:
    make_topic("Grants", slug="grants")
    article = make_draft()

    set_topics(db.session, article, [], "Grants!")

    assert article.topics[0].slug == "grants-2"


def test_a_topic_of_signs_alone_has_an_address(app: Flask) -> None:
    article = make_draft()

    set_topics(db.session, article, [], "🙂")

    assert article.topics[0].slug == "topic"


@pytest.mark.parametrize("theirs", ["Water", "WATER", "water"])
def test_two_who_add_one_topic_at_once_share_it(app: Flask, theirs: str) -> None:
    mine = make_draft()

    with rival(Topic(name=theirs, slug="water", description="")):
        set_topics(db.session, mine, [], "Water")
    db.session.commit()

    assert [topic.name for topic in mine.topics] == [theirs]
    assert count_topics() == 1


def test_a_topic_that_was_added_since_it_was_looked_for_is_shared(app: Flask) -> None:
    theirs = make_topic("Water")

    assert add_topic(db.session, "Water") is theirs

    assert count_topics() == 1


def test_two_who_add_topics_that_look_alike_at_once_get_two_addresses(app: Flask) -> None:
    mine = make_draft()

    with rival(Topic(name="Grants", slug="grants", description="")):
        set_topics(db.session, mine, [], "Grants!")
    db.session.commit()

    assert [(topic.name, topic.slug) for topic in mine.topics] == [("Grants!", "grants-2")]
    assert count_topics() == 2


def test_several_topics_are_added_at_once(app: Flask) -> None:
    known = make_topic("Kyiv")
    article = make_draft()

    set_topics(db.session, article, [], "Grants, kyiv, , Wells,grants")

    assert {topic.name for topic in article.topics} == {"Grants", "Kyiv", "Wells"}
    assert known in article.topics


@pytest.mark.parametrize(
    ("text", "names"), [("", []), (" , ", []), ("غزة، القدس", ["غزة", "القدس"]), ("C, C++", ["C", "C++"])]
)
def test_names_are_parted_by_the_commas_of_their_script(text: str, names: list[str]) -> None:
    assert split_names(text) == names
