"""JSON Feed by the rules of its version 1.1."""

import json

from flask.testing import FlaskClient

from tests.factories import NOW, make_article, make_person, make_topic

SITE = "https://news.example.org"


def test_the_json_feed_has_what_version_1_1_demands(client: FlaskClient) -> None:
    make_article("Herons <& \ufffe", slug="one", text="Look.", topics=[make_topic("Birds")], author=make_person("Ada"))

    response = client.get("/feed.json")

    feed = json.loads(response.data)
    item = feed["items"][0]
    assert response.content_type == "application/feed+json; charset=utf-8"
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert (feed["title"], feed["home_page_url"], feed["feed_url"]) == ("IFBG News", f"{SITE}/", f"{SITE}/feed.json")
    assert item["url"] == f"{SITE}/articles/one"
    assert (item["title"], item["tags"]) == ("Herons <& ", ["Birds"])
    assert item["content_html"].endswith("<p>Look.</p>")
    assert item["authors"][0]["name"] == "Ada"
    assert item["date_published"] == item["date_modified"] == NOW.isoformat().replace("+00:00", "Z")
