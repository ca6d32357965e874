"""The public pages of topics: face, tags, old addresses."""

from flask import Flask
from flask.testing import FlaskClient

from blog.database import db
from blog.models import Topic, TopicRedirect
from tests.factories import NOW, make_article, make_draft, make_topic, save
from tests.pictures.picture_factories import make_picture


def test_a_topic_shows_its_description_and_its_picture_also_to_machines(app: Flask, client: FlaskClient) -> None:
    picture = make_picture("A river at dawn", caption="The Rioni", credit="N. Blankers")
    make_article(topics=[make_topic("Caucasus", slug="caucasus", description="Reports <b>", picture=picture)])

    page = client.get("/topics/caucasus").text

    assert 'alt="A river at dawn"' in page
    assert "The Rioni" in page
    assert "Reports &lt;b&gt;" in page
    assert '"@type": "CollectionPage"' in page
    assert "Reports" in client.get("/topics/caucasus/feed.atom").text


def test_a_former_address_leads_on_also_that_of_its_feeds(app: Flask, client: FlaskClient) -> None:
    topic = make_topic("Field reports", slug="field-reports")
    save(TopicRedirect(slug="feild-reports", topic_id=topic.id, created_at=NOW))

    found = {path: client.get(f"/topics/feild-reports{path}") for path in ("", "/feed.atom", "/feed.rss", "/feed.json")}

    assert {answer.status_code for answer in found.values()} == {301}
    assert [answer.location for answer in found.values()] == [f"/topics/field-reports{path}" for path in found]
    assert client.get("/topics/nothing").status_code == 404


def test_tags_of_the_latest_articles_stand_below_the_head_and_no_secret_one(app: Flask, client: FlaskClient) -> None:
    topic, tag = make_topic("Ukraine", slug="ukraine"), make_topic("Odesa", masthead_position=None)
    make_article(topics=[topic, tag])
    make_draft(topics=[topic, make_topic("Secret", masthead_position=None)])

    page = client.get("/topics/ukraine").text

    assert "Odesa" in page
    assert "Secret" not in page
    assert db.session.get_one(Topic, tag.id).slug in page


def test_all_topics_are_listed_first_those_of_the_masthead(app: Flask, client: FlaskClient) -> None:
    shown = [make_topic(name, masthead_position=place) for name, place in (("Zoo", 1), ("Ants", 2))]
    make_article(topics=[*shown, make_topic("Bees", masthead_position=None)])

    main = client.get("/topics/").text.partition("<main")[2]

    assert main.index("Zoo") < main.index("Ants") < main.index("Bees")
