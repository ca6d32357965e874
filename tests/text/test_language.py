"""The language of a site and its zone."""

from datetime import UTC, datetime

import pytest
from flask import Flask

from blog.text.language import content_language, read_language
from tests.settings import change_settings


def test_a_language_is_named_as_babel_and_as_html_want_it() -> None:
    found = read_language("en-GB", "Europe/Zurich")

    assert (found.code, found.tag, found.direction) == ("en_GB", "en-GB", "ltr")
    assert datetime(2026, 7, 1, 10, tzinfo=UTC).astimezone(found.zone).hour == 12
    assert datetime(2026, 7, 1, tzinfo=found.zone).astimezone(UTC) == datetime(2026, 6, 30, 22, tzinfo=UTC)


def test_a_language_written_from_right_to_left_says_so() -> None:
    assert read_language("ar", "UTC").direction == "rtl"


@pytest.mark.parametrize(
    ("tag", "settings", "found"),
    [
        ("", {}, ("en", "ltr")),
        ("ar", {}, ("ar", "rtl")),
        ("", {"content_language": "he"}, ("he", "rtl")),
        ("uk", {"content_language": "he"}, ("uk", "ltr")),
    ],
)
def test_an_article_is_in_the_language_it_names_or_in_that_of_the_sites_articles(
    app: Flask, tag: str, settings: dict[str, str], found: tuple[str, str]
) -> None:
    change_settings(app, **settings)

    assert content_language(tag) == found
