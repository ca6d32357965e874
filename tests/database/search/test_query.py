"""The key of the index sorts by time, and a query's limits are ranges of it."""

from datetime import UTC, datetime, timedelta

import pytest

from blog.database.search.query import ID_MASK, SearchHit, SearchQuery, min_key_at

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
LATER = NOON + timedelta(seconds=1)


def test_a_key_names_its_article() -> None:
    assert SearchHit(0, min_key_at(NOON) + 4711).article_id == 4711


def test_a_later_second_has_higher_keys_whatever_the_article() -> None:
    assert min_key_at(NOON) + ID_MASK < min_key_at(LATER)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (SearchQuery(), (None, None)),
        (SearchQuery(since=NOON), (min_key_at(NOON), None)),
        (SearchQuery(until=LATER), (None, min_key_at(LATER))),
        (SearchQuery(until=LATER).before(7), (None, 7)),
        (SearchQuery(until=NOON).before(min_key_at(LATER)), (None, min_key_at(NOON))),
    ],
)
def test_limits_become_a_range_of_keys(query: SearchQuery, expected: tuple[int | None, int | None]) -> None:
    assert (query.first_key, query.end_key) == expected


def test_topics_and_authors_have_different_numbers() -> None:
    topics = {number for id in range(5) for number in SearchQuery(topic_id=id).facets}
    authors = {number for id in range(5) for number in SearchQuery(author_id=id).facets}

    assert len(topics) == len(authors) == 5
    assert not topics & authors
