"""Facets of a search, and the query that the chosen filters make."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from blog.articles.search.filters import Facets, FilterOption, SearchFilters, build_query, load_facets, parse_time
from blog.database import db
from blog.database.search.query_parser import parse_terms
from tests.factories import NOW, make_article, make_draft, make_person, make_topic

AUCKLAND = ZoneInfo("Pacific/Auckland")
FACETS = Facets([FilterOption(7, "rivers", "Rivers")], [FilterOption(9, "maren", "Maren Holt")], [2026])


@pytest.mark.parametrize(("time", "days"), [("week", 7), ("month", 31), ("year", 366)])
def test_a_period_ends_now_and_is_open(time: str, days: int) -> None:
    assert parse_time(time, NOW, UTC) == (NOW - timedelta(days=days), None)


def test_a_year_begins_and_ends_at_midnight_of_the_site_s_zone() -> None:
    start, end = parse_time("2026", NOW, AUCKLAND)

    assert start == datetime(2025, 12, 31, 11, tzinfo=UTC)
    assert end == datetime(2026, 12, 31, 11, tzinfo=UTC)


def test_without_terms_and_filters_there_is_no_query() -> None:
    assert build_query([], SearchFilters(), FACETS, NOW, UTC) is None
    assert build_query(parse_terms("heron"), SearchFilters(), FACETS, NOW, UTC) is not None


def test_filters_become_ids_and_times() -> None:
    query = build_query([], SearchFilters("rivers", "maren", "week"), FACETS, NOW, UTC)

    assert query is not None
    assert (query.topic_id, query.author_id, query.since, query.until) == (7, 9, NOW - timedelta(days=7), None)


def test_facets_are_those_of_published_articles(app: Flask) -> None:
    maren, rivers = make_person("Maren Holt", slug="maren"), make_topic("Rivers", slug="rivers")
    make_article(author=maren, topics=[rivers], published_at=NOW.replace(year=2024))
    make_article(author=maren, topics=[rivers])
    make_draft(author=make_person(slug="silent"), topics=[make_topic("Empty")])

    facets = load_facets(db.session, UTC)

    assert [option.slug for option in facets.topics] == ["rivers"]
    assert [option.slug for option in facets.authors] == ["maren"]
    assert facets.years == [2026, 2025, 2024]
