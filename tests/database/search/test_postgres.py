"""The Postgres index: each plan finds the same, and no sign of a query becomes one of tsquery."""

import pytest
from flask import Flask

from blog.database import db
from blog.database.search import postgres
from blog.database.search.index import find_best
from blog.database.search.postgres import is_scanned, match, to_tsquery
from blog.database.search.query import SearchQuery
from blog.database.search.query_parser import Term, parse_terms
from tests.database.search.search_pages import page_through, wants


@pytest.fixture
def postgres_only(app: Flask) -> None:
    if db.engine.dialect.name == "sqlite":
        pytest.skip("SQLite has an index of its own.")


@pytest.mark.usefixtures("many")
def test_looking_from_the_newest_article_on_finds_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    found = []
    for least in (1e9, 0.0):  # Never on Postgres, and always.
        monkeypatch.setattr(postgres, "SCAN_FROM", {"words": least, "head": least})
        found.append([page_through(wanted, is_by_date=by_date) for wanted in wants() for by_date in (True, False)])

    assert found[0] == found[1]


@pytest.mark.usefixtures("many")
def test_counting_apart_by_the_index_finds_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "SCAN_FROM", {"words": 0.0, "head": 0.0})
    found = []
    for least in (0.0, 1e9):  # The scan counts, and the index does.
        monkeypatch.setattr(postgres, "COUNT_FROM", least)
        counts = [find_best(db.session, wanted, None, 3).count for wanted in wants()]
        found.append((counts, [page_through(wanted, is_by_date=False) for wanted in wants()]))

    assert found[0] == found[1]


@pytest.mark.parametrize("sign", ["'", "\\", "&", "|", "!", ":*", "(", ")", "<->"])
@pytest.mark.usefixtures("postgres_only")
def test_signs_inside_a_term_are_words(sign: str) -> None:
    query = SearchQuery([Term(f"a{sign}b"), Term(sign)])
    condition, values = match(query)

    count = db.session.scalar(db.text(f"SELECT count(*) FROM article_search WHERE {condition}"), values)

    assert count == 0


def test_required_terms_are_joined_and_excluded_ones_denied() -> None:
    assert to_tsquery([Term("heron"), Term("we", is_prefix=True)], [Term("otter")]) == "'heron' & 'we':* & !'otter'"


def test_a_condition_binds_every_value() -> None:
    condition, values = match(SearchQuery([Term("heron")], topic_id=3), in_head=True, suffix="7")

    assert set(values) == {"head7", "marks7"}
    assert all(f":{name}" in condition for name in values)
    assert match(SearchQuery()) == ("true", {})


@pytest.mark.usefixtures("postgres_only", "many")
def test_a_query_without_words_is_a_scan_and_one_of_a_topic_is_not() -> None:
    assert is_scanned(db.session, SearchQuery(), in_head=False)
    assert not is_scanned(db.session, SearchQuery(parse_terms("heron"), topic_id=1), in_head=False)
