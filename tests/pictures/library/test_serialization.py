"""A picture is told to scripts in values that JSON has."""

import json

import pytest
from flask import Flask

from blog.pictures.library.serialization import to_json
from tests.pictures.picture_factories import make_picture


@pytest.mark.parametrize(("widths", "thumb"), [([400, 800, 1600], 400), ([200, 500, 900], 500), ([300], 300)])
def test_the_thumb_is_the_smallest_rendition_that_is_wide_enough(app: Flask, widths: list[int], thumb: int) -> None:
    picture = make_picture(widths=widths, width=widths[-1])

    with app.test_request_context("/", base_url="https://news.example.org"):
        assert to_json(picture)["thumb"] == f"/media/{picture.key}/{thumb}.jpg"


def test_texts_and_addresses_are_told(app: Flask) -> None:
    picture = make_picture("A well", caption="Off <Skomer>", credit="Noor")

    with app.test_request_context("/", base_url="https://news.example.org"):
        told = json.loads(json.dumps(to_json(picture)))

    texts = {"alt": "A well", "caption": "Off <Skomer>", "credit": "Noor", "decorative": False}
    assert {name: told[name] for name in texts} == texts
    assert (told["id"], told["key"]) == (picture.id, picture.key)
    assert str(picture.id) in told["page"]
    assert str(picture.id) in told["mark"]
