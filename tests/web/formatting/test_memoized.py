"""What templates remember is what Flask and Babel would have said."""

from datetime import UTC, datetime
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from flask import Flask, url_for
from jinja2 import Environment
from jinja2.nodes import EvalContext
from markupsafe import Markup

from blog.web.formatting.memoized import (
    make_translate,
    make_url_for,
    month_and_year,
    translate_number,
    write_day,
    write_moment,
    write_zone,
)

IN_HTML, IN_TEXT = EvalContext(Environment(autoescape=True)), EvalContext(Environment(autoescape=False))
LATE = datetime(2026, 3, 3, 23, 30, tzinfo=UTC)


def test_a_path_is_remembered_and_is_the_right_one(app: Flask) -> None:
    address = make_url_for()
    with app.test_request_context(base_url="https://news.example.org"):
        paths = {address("articles.show", slug=slug) for slug in ("tea", "coffee", "tea")}

        assert paths == {url_for("articles.show", slug=slug) for slug in ("tea", "coffee")}
        assert address("articles.show", slug="tea", _anchor="end") == "/articles/tea#end"


def test_a_word_is_safe_and_what_is_put_in_is_not(app: Flask) -> None:
    translate = partial(make_translate(), IN_HTML)

    assert translate("Tea & <b>cake</b>") == Markup("Tea & <b>cake</b>")
    assert translate("By %(name)s", name="<i>") == "By &lt;i&gt;"
    assert translate("100%% sure") == "100% sure"


def test_in_plain_text_nothing_is_escaped(app: Flask) -> None:
    translate = partial(make_translate(), IN_TEXT)

    assert translate("By %(name)s", name="<i>") == "By <i>"
    assert translate_number(IN_TEXT, "%(num)d by %(name)s", "", 1, name="A & B") == "1 by A & B"
    assert type(translate("Tea")) is str


@pytest.mark.parametrize(("count", "words"), [(1, "1 cup of <tea>"), (2, "2 cups of <tea>")])
def test_a_number_chooses_the_form(app: Flask, count: int, words: str) -> None:
    said = translate_number(IN_HTML, "%(num)d cup of %(what)s", "%(num)d cups of %(what)s", count, what=Markup("<tea>"))

    assert said == words


def test_a_date_is_that_of_the_zone_and_the_language() -> None:
    zone = ZoneInfo("Europe/Zurich")

    assert write_day(LATE, zone, "en") == "March 4, 2026"
    assert write_day(LATE, zone, "de") == "4. März 2026"
    assert write_moment(LATE, zone, "en").replace("\u202f", " ") == "March 4, 2026, 12:30 AM CET"


def test_month_and_year_are_said_as_the_language_says_them(app: Flask) -> None:
    assert month_and_year(LATE) == "March 2026"


@pytest.mark.parametrize(
    ("zone", "year", "distance"),
    [
        ("Pacific/Pago_Pago", 1905, "-1123"), ("Pacific/Pago_Pago", 2026, "-1100"),
        ("Pacific/Pago_Pago", 1600, "+1237"), ("America/Caracas", 1900, "-0428"),
        ("Asia/Kolkata", 2026, "+0530"), ("Asia/Tokyo", 2026, "+0900"),
    ],
)  # fmt: skip
def test_a_distance_from_utc_is_the_true_one_in_every_age(zone: str, year: int, distance: str) -> None:
    assert write_zone(datetime(year, 1, 5, 12, tzinfo=UTC), ZoneInfo(zone), "en") == distance


@pytest.mark.parametrize(
    ("zone", "language", "name"),
    [
        ("Pacific/Auckland", "en", "NZDT"), ("Australia/Sydney", "en", "AEDT"), ("Europe/Zurich", "en", "CET"),
        ("Europe/Zurich", "de", "MEZ"), ("America/New_York", "en", "EST"), ("UTC", "en", "UTC"),
        ("Pacific/Auckland", "de", "+1300"),
    ],
)  # fmt: skip
def test_a_zone_has_the_name_that_is_used_where_it_is(zone: str, language: str, name: str) -> None:
    assert write_zone(datetime(2026, 1, 5, 12, tzinfo=UTC), ZoneInfo(zone), language) == name
