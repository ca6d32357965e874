import pytest
from flask import Flask
from sqlalchemy import func, select

from blog.authoring.filing import file_under
from blog.database import db
from blog.models import Topic
from tests.factories import make_draft, make_topic


def count_topics() -> int:
    return db.session.scalar(select(func.count()).select_from(Topic)) or 0


def test_an_article_is_filed_under_what_was_chosen_and_nothing_else(app: Flask) -> None:
    old, new = make_topic("Old"), make_topic("New")
    article = make_draft(topics=[old])

    file_under(db.session, article, [new.id])

    assert article.topics == [new]


def test_a_topic_that_is_missing_is_added(app: Flask) -> None:
    article = make_draft()

    file_under(db.session, article, [], "Water & wells")

    assert [(topic.name, topic.slug) for topic in article.topics] == [("Water & wells", "water-wells")]


@pytest.mark.parametrize("name", ["Ärzte", "ärzte", "ÄRZTE"])
def test_a_topic_that_is_there_is_not_added_again(app: Flask, name: str) -> None:
    topic = make_topic("Ärzte")
    article = make_draft()

    file_under(db.session, article, [topic.id], name)

    assert article.topics == [topic]
    assert count_topics() == 1


def test_two_topics_whose_names_look_alike_get_two_addresses(app: Flask) -> None:
    make_topic("Grants", slug="grants")
    article = make_draft()

    file_under(db.session, article, [], "Grants!")

    assert article.topics[0].slug == "grants-2"


def test_a_topic_of_signs_alone_has_an_address(app: Flask) -> None:
    article = make_draft()

    file_under(db.session, article, [], "🙂")

    assert article.topics[0].slug == "topic"
