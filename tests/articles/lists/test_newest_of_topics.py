"""The newest articles of each topic on the page of all."""

from flask import Flask
from flask.testing import FlaskClient

from blog.articles.lists.newest_of_topics import PER_TOPIC, find_newest
from blog.database import db
from tests.factories import make_article, make_draft, make_topic
from tests.pictures.picture_factories import make_picture


def test_each_topic_has_its_newest_articles_and_none_stands_twice(app: Flask) -> None:
    water, money, empty = make_topic("Water"), make_topic("Money"), make_topic("Empty")
    both = make_article("Both", 1, topics=[water, money])
    own = [make_article(f"Water {age}", age, topics=[water]) for age in range(2, 6)]
    make_draft(topics=[money])
    old = make_article("Money", 30, topics=[money])

    found = find_newest(db.session, [water, money, empty])

    assert [item.id for item in found[water.id]] == [both.id, *(article.id for article in own)][:PER_TOPIC]
    assert [item.id for item in found[money.id]] == [old.id]
    assert found[empty.id] == []


def test_the_page_shows_headline_and_photo_of_the_newest(app: Flask, client: FlaskClient) -> None:
    topic, series = make_topic("Water"), make_topic("Rivers", masthead_position=None, is_series=True)
    make_article("A well <dries>", 1, topics=[topic], lead_picture=make_picture("A well"), lead_alt="A well")
    make_article("The Rioni", 2, topics=[series])

    main = client.get("/topics/").text.partition("<main")[2]

    assert main.index("Water") < main.index("A well &lt;dries&gt;") < main.index("Rivers") < main.index("The Rioni")
    assert main.count("<img") == 1
