"""An article without standfirst is described by its first sentence, in each place that has a description."""

import json
import re
from xml.etree.ElementTree import fromstring

from flask.testing import FlaskClient

from tests.factories import make_article

ATOM = "{http://www.w3.org/2005/Atom}"
SENTENCE = "The ferry runs."


def places(client: FlaskClient) -> dict[str, str | None]:
    html = client.get("/articles/ferry").get_data(as_text=True)
    graph = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html)[1])["@graph"]
    metas = dict(re.findall(r'<meta (?:name|property)="([\w:]*description)" content="([^"]*)">', html))
    atom, rss = (fromstring(client.get(f"/feed.{kind}").data) for kind in ("atom", "rss"))
    return {
        "meta": metas.get("description"),
        "card": metas.get("og:description"),
        "data": graph[0].get("description"),
        "atom": atom.findtext(f"{ATOM}entry/{ATOM}summary"),
        "rss": rss.findtext("channel/item/description"),
        "json": json.loads(client.get("/feed.json").data)["items"][0].get("summary"),
    }


def test_the_first_sentence_stands_where_a_standfirst_would(client: FlaskClient) -> None:
    make_article(slug="ferry", standfirst="", text="The ferry runs. It takes bicycles.")

    assert set(places(client).values()) == {SENTENCE}


def test_a_standfirst_goes_first(client: FlaskClient) -> None:
    make_article(slug="ferry", standfirst="What is new.", text="The ferry runs.")

    assert set(places(client).values()) == {"What is new."}


def test_without_words_the_elements_are_left_out(client: FlaskClient) -> None:
    make_article(slug="ferry", standfirst="", text="", body_html="<hr>")

    assert set(places(client).values()) == {None}
