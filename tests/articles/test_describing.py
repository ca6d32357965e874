"""What an article tells search engines."""

import json
import re

from flask.testing import FlaskClient

from blog.articles.crediting import address_at, fitting_width
from blog.links import Links
from blog.models import Picture
from tests.factories import make_article, make_topic

LINKS = Links("https://news.example.org", "secret")


def test_the_facts_are_valid_json_whatever_the_headline(client: FlaskClient) -> None:
    headline = '</script><script>alert("1")</script> & “quotes”'
    make_article(headline, slug="one", topics=[make_topic("Rivers")])

    html = client.get("/articles/one").get_data(as_text=True)

    facts = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)[0])
    assert facts["headline"] == headline
    assert facts["datePublished"] == "2026-05-04T09:30:00+00:00"
    assert facts["articleSection"] == ["Rivers"]
    assert facts["mainEntityOfPage"] == "https://news.example.org/articles/one"


def test_the_card_shows_the_widest_picture_that_is_not_too_wide() -> None:
    wide = Picture(key="k", widths=[400, 1200, 2400])
    huge = Picture(key="k", widths=[2400])

    assert [address_at(picture, fitting_width(picture), LINKS) for picture in (wide, huge)] == [
        "https://news.example.org/media/k/1200.jpg",
        "https://news.example.org/media/k/2400.jpg",
    ]
