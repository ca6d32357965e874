"""Everything that the program stores of persons is declared with its reason and its age."""

import re

from flask import Flask

from blog.config.settings import current_settings
from blog.web.rendering.processing_record import list_record
from blog.web.rendering.processings import PROCESSINGS
from tests.settings import change_settings


def test_every_entry_says_what_why_by_which_right_and_how_long(app: Flask) -> None:
    with app.test_request_context():
        for one in PROCESSINGS:
            words = (str(one.label), str(one.data), str(one.purpose), str(one.basis), one.duration(current_settings()))
            assert all(words), words
            assert re.search(r"GDPR article", words[3]), words


def test_another_service_for_pictures_is_named_where_there_is_one(app: Flask) -> None:
    with app.test_request_context():
        usual = list_record(current_settings())
        change_settings(app, media_public_url="https://cdn.example/news")
        found = [entry for entry in list_record(current_settings()) if entry not in usual]

    assert [entry.label for entry in found] == ["Pictures from another service"]
    assert "asks the service cdn.example for the pictures" in found[0].data
