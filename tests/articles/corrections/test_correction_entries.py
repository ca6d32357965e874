"""Corrections in plain text and in feeds."""

import json
from xml.etree.ElementTree import fromstring

from flask.testing import FlaskClient

from tests.articles.corrections.correction_factories import HOUR, make_correction
from tests.factories import NOW, make_article

ATOM = "{http://www.w3.org/2005/Atom}"


def test_a_correction_stands_on_the_article_on_the_list_and_in_the_feeds(client: FlaskClient) -> None:
    article = make_article("The budget")
    made = make_correction(article, explanation="The minutes <b>say</b> so.")

    for path in (f"/articles/{article.slug}", "/corrections/"):
        page = client.get(path).get_data(as_text=True)
        assert "on Tuesday" in page
        assert "on Monday" in page
        assert "The minutes &lt;b&gt;say&lt;/b&gt; so." in page
    atom = fromstring(client.get("/corrections/feed.atom").data)
    rss = fromstring(client.get("/corrections/feed.rss").data)
    [item] = json.loads(client.get("/corrections/feed.json").data)["items"]
    address = f"https://news.example.org/corrections/#correction-{made.id}"
    assert [atom.findtext(f"{ATOM}entry/{ATOM}{tag}") for tag in ("id", "title")] == [address, "Correction: The budget"]
    assert rss.findtext("channel/item/guid") == item["id"] == address
    assert item["content_text"] == "We said: on Tuesday\n\nIt should have said: on Monday\n\nThe minutes <b>say</b> so."


def test_a_struck_correction_stays_visible_with_its_reason(client: FlaskClient) -> None:
    article = make_article("The budget")
    make_correction(article, struck_at=NOW + 2 * HOUR, strike_reason="It was Tuesday after all.")

    pages = [client.get(path).get_data(as_text=True) for path in (f"/articles/{article.slug}", "/corrections/")]
    [item] = json.loads(client.get("/corrections/feed.json").data)["items"]

    assert all("It was Tuesday after all." in page and "on Monday" in page for page in pages)
    assert (item["title"], item["date_modified"]) == ("Struck correction: The budget", "2026-05-04T11:30:00Z")
