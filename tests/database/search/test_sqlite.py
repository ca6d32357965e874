"""The SQLite index: expressions of FTS5 in which no sign of a query has a meaning."""

import pytest
from flask import Flask

from blog.database import db
from blog.database.search.query import SearchQuery
from blog.database.search.query_parser import Term, parse_terms
from blog.database.search.sqlite import (
    MATCH_ALL,
    find_keys,
    frequencies,
    match,
    quote,
    with_facets,
)

HERON, WE = Term("heron"), Term("we", is_prefix=True)


@pytest.fixture
def sqlite_only(app: Flask) -> None:
    if db.engine.dialect.name != "sqlite":
        pytest.skip("Postgres has an index of its own.")


def test_terms_are_strings_of_fts5() -> None:
    assert [quote(term.forms) for term in (HERON, WE)] == ['"heron"', '"we"*']
    assert quote(Term("weirs", is_prefix=True, stems=("\ue100weir",)).forms) == '("weirs"* OR "\ue100weir")'


def test_a_query_of_nothing_matches_all() -> None:
    assert with_facets("", SearchQuery()) == MATCH_ALL


def test_a_condition_binds_every_value() -> None:
    condition, values = match(SearchQuery([HERON], topic_id=3), suffix="7")

    assert set(values) == {"asked7", "first7", "last7"}
    assert all(f":{name}" in condition for name in values)


@pytest.mark.usefixtures("sqlite_only", "many")
@pytest.mark.parametrize("words", ["AND", "OR NOT", "NEAR(a b)", "headline : heron", "-", "^heron", "heron*", "'"])
def test_words_of_fts5_are_words(words: str) -> None:
    assert isinstance(find_keys(db.session, SearchQuery(parse_terms(words)), 5), list)


@pytest.mark.usefixtures("sqlite_only", "many")
def test_only_the_head_is_searched_where_asked_for() -> None:
    query = SearchQuery(parse_terms("weir"))

    assert len(find_keys(db.session, query, 100, in_head=True)) < len(find_keys(db.session, query, 100))


@pytest.mark.usefixtures("sqlite_only", "many")
def test_the_articles_of_each_word_are_counted() -> None:
    rows = {row.term: row.doc for row in db.session.execute(frequencies(["heron", "herons", "nowhere"]))}

    assert set(rows) == {"heron", "herons"}
    assert rows["herons"] == 6
