"""Atom by RFC 4287."""

from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from blog.articles.feeds.feed_xml import ATOM
from tests.articles.photos import make_photo
from tests.factories import make_article, make_topic

SITE = "https://news.example.org"


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


@pytest.mark.parametrize("path", ["/feed.atom", "/corrections/feed.atom"])
def test_elements_of_atom_have_no_prefix(client: FlaskClient, path: str) -> None:
    make_article("About atom: and <atom:id>", **make_photo())

    data = client.get(path).data

    assert data.splitlines()[1].startswith(b"<feed ")
    assert ElementTree.fromstring(data).tag == "{http://www.w3.org/2005/Atom}feed"
    assert b"<atom:" not in data


def test_the_summary_stands_before_the_photo_whose_description_some_readers_take_for_it(client: FlaskClient) -> None:
    make_article(**make_photo())

    entry = ElementTree.fromstring(client.get("/feed.atom").data).find(f"{{{ATOM}}}entry")

    names = [element.tag.rpartition("}")[2] for element in entry.iter()]
    assert names.index("summary") < names.index("content") < names.index("description")
