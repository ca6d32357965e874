"""What every template may use."""

import re
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from blog.web.rendering.templating import MAX_MASTHEAD_TOPICS, masthead_topics
from tests.factories import make_article, make_draft, make_topic
from tests.settings import change_settings

TEMPLATES = Path(__file__).parent.parent.parent / "blog/templates"


def test_fields_belong_to_forms_that_exist_and_no_search_field_has_another_role() -> None:
    sources = [path.read_text("utf-8") for path in TEMPLATES.rglob("*.html")]
    forms = {found for source in sources for found in re.findall(r'<form[^>]*\bid="([^"{]*)"', source)}
    inputs = [tag for source in sources for tag in re.findall(r"<input[^>]*>", source)]

    owners = {found for tag in inputs for found in re.findall(r'\bform="([^"]*)"', tag)}
    searches = [tag for tag in inputs if 'type="search"' in tag and re.search(r"\brole=|aria-expanded", tag)]

    assert owners <= forms
    assert searches == []  # ARIA in HTML allows combobox on type=text alone.


def name_topics() -> list[str]:
    return [name for _, name in masthead_topics()]


def test_the_masthead_offers_its_topics_in_their_order_and_no_tag(app: Flask) -> None:
    make_article(topics=[make_topic(name, masthead_position=place) for name, place in (("B", 2), ("A", 3), ("C", 1))])
    make_article(topics=[make_topic("A tag", masthead_position=None)])

    with app.test_request_context():
        assert name_topics() == ["C", "B", "A"]


def test_the_masthead_offers_no_more_than_fit(app: Flask) -> None:
    make_article(topics=[make_topic(f"Topic {place}", masthead_position=place) for place in range(100)])

    with app.test_request_context():
        assert name_topics() == [f"Topic {place}" for place in range(MAX_MASTHEAD_TOPICS)]


def test_the_masthead_offers_no_topic_without_an_article(app: Flask) -> None:
    make_draft(topics=[make_topic("Secret")])
    make_topic("Empty")
    make_article(age_days=1, topics=[make_topic("Water")])

    with app.test_request_context():
        assert name_topics() == ["Water"]


def test_every_page_names_the_postal_address(app: Flask, client: FlaskClient) -> None:
    before = client.get("/nowhere").text
    change_settings(app, postal_address="IFBG <e. V.>, Hauptstr. 1, 10115 Berlin")

    assert "footer__address" not in before
    assert all("IFBG &lt;e. V.&gt;, Hauptstr. 1" in client.get(path).text for path in ("/", "/subscribe", "/nowhere"))
