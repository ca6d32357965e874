"""Addresses at which feed readers look first."""

import pytest
from flask.testing import FlaskClient

from tests.databases import on_sqlite


@on_sqlite
@pytest.mark.parametrize(
    ("path", "feed"),
    [
        ("/feed", "/feed.rss"), ("/feed/", "/feed.rss"), ("/rss", "/feed.rss"), ("/rss/", "/feed.rss"),
        ("/rss.xml", "/feed.rss"), ("/index.xml", "/feed.rss"), ("/atom.xml", "/feed.atom"),
        ("/feed.xml", "/feed.atom"),
    ],
)  # fmt: skip
def test_a_usual_address_leads_to_the_feed_for_good(client: FlaskClient, path: str, feed: str) -> None:
    response = client.get(path)

    assert (response.status_code, response.headers["Location"]) == (301, feed)
    assert client.get(feed).status_code == 200
