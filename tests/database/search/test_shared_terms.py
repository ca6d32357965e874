"""Many queries in few statements answer as each alone would."""

from collections import Counter

import pytest

from blog.database import db
from blog.database.search.index import count_hits, find_newest
from blog.database.search.query import SearchQuery
from blog.database.search.query_parser import Term
from blog.database.search.shared_terms import BATCH_SIZE, count_each_query, find_shared_terms, word_query

WORDS = ["heron", "herons", "weir", "otter", "stood", "nowhere"]


def test_the_query_of_a_word_finds_no_longer_one() -> None:
    assert word_query("heron") == SearchQuery([Term("heron")])
    assert not word_query("heron").terms[0].is_prefix


@pytest.mark.usefixtures("many")
def test_counts_are_those_of_each_query_alone() -> None:
    queries = [word_query(word) for word in WORDS * 8]

    counts = count_each_query(db.session, queries, 9)

    assert len(queries) > BATCH_SIZE
    assert counts == [count_hits(db.session, query, 9) for query in queries]


@pytest.mark.usefixtures("many")
def test_no_query_counts_nothing() -> None:
    assert count_each_query(db.session, [], 9) == []
    assert list(find_shared_terms(db.session, [], 9)) == []


@pytest.mark.usefixtures("many")
def test_the_newest_of_each_query_are_found_and_those_of_the_head_again() -> None:
    queries = [word_query(word) for word in WORDS]

    found = list(find_shared_terms(db.session, queries, 4))

    for position, query in enumerate(queries):
        newest = [hit.key for hit in find_newest(db.session, query, None, 4).hits]
        assert sorted(one.hit.key for one in found if (one.position, one.in_head) == (position, False)) == sorted(
            newest
        )
    assert max(Counter((one.position, one.in_head) for one in found).values()) == 4
    assert {one.position for one in found if one.in_head} == {WORDS.index("heron"), WORDS.index("weir")}


@pytest.mark.usefixtures("many")
def test_a_query_of_a_topic_has_no_head() -> None:
    found = list(find_shared_terms(db.session, [SearchQuery(topic_id=1)], 4))

    assert [one for one in found if one.in_head] == []
