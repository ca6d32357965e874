"""The feeds of topics and authors, and JSON Feed by the rules of its version 1.1."""

import json
from xml.etree import ElementTree

import feedparser
import pytest
from flask.testing import FlaskClient

from blog.articles.feeds.feed_xml import ATOM
from tests.factories import NOW, make_article, make_draft, make_person, make_topic

SITE = "https://news.example.org"
KINDS = ("atom", "rss", "json")


def links_in(kind: str, data: bytes) -> list[str]:
    if kind == "json":
        return [item["url"] for item in json.loads(data)["items"]]
    return [entry.link for entry in feedparser.parse(data).entries]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_site_topic_and_author_have_a_feed_of_each_kind_with_their_public_articles_alone(client: FlaskClient) -> None:
    maren, rivers = make_person("Maren Holt", slug="maren"), make_topic("Rivers", slug="rivers")
    make_article("Herons", 1, slug="herons", author=maren)
    make_article("Weirs", 2, slug="weirs", topics=[rivers])
    make_draft("Secret", author=maren, topics=[rivers])
    wanted = {"": ["herons", "weirs"], "/topics/rivers": ["weirs"], "/authors/maren": ["herons"]}

    for page, slugs in wanted.items():
        for kind in KINDS:
            response = client.get(f"{page}/feed.{kind}")
            again = client.get(f"{page}/feed.{kind}", headers={"If-None-Match": response.headers["ETag"]})

            assert links_in(kind, response.data) == [f"{SITE}/articles/{slug}" for slug in slugs], (page, kind)
            assert again.status_code == 304, (page, kind)
            assert f'href="{SITE}{page}/feed.{kind}"' in client.get(page or "/").text, (page, kind)


def test_what_has_no_page_has_no_feed(client: FlaskClient) -> None:
    make_person("Silent", slug="silent")

    for path in ("/feed.xml", "/topics/none/feed.atom", "/authors/silent/feed.json", "/authors/none/feed.rss"):
        assert client.get(path).status_code == 404, path


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


def test_each_atom_feed_has_what_rfc_4287_demands(client: FlaskClient) -> None:
    make_article("Herons", slug="one", topics=[make_topic(slug="birds")])

    for path in ("/feed.atom", "/topics/birds/feed.atom"):
        root = ElementTree.fromstring(client.get(path).data)

        for parent in (root, *root.iter(f"{{{ATOM}}}entry")):
            for name in ("id", "title", "updated"):
                assert len(parent.findall(f"{{{ATOM}}}{name}")) == 1, (path, name)
        for entry in root.iter(f"{{{ATOM}}}entry"):
            assert entry.find(f"{{{ATOM}}}author/{{{ATOM}}}name") is not None, path
        relations = {link.get("rel"): link.get("href") for link in root.findall(f"{{{ATOM}}}link")}
        assert relations["self"] == SITE + path
