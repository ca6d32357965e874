"""Shares of common words, as Postgres' statistics have them."""

import pytest

from blog.database import db
from blog.database.search import common_words
from blog.database.search.common_words import WordShares, cached_shares, count_articles, estimate_share
from blog.database.search.query import SearchQuery
from blog.database.search.query_parser import Term, parse_terms

SHARES = WordShares(["heron", "herons", "weir"], [0.5, 0.2, 0.1])


@pytest.mark.usefixtures("many")
def test_the_statistics_of_postgres_say_which_words_are_common() -> None:
    if db.engine.dialect.name == "sqlite":
        pytest.skip("SQLite keeps none.")
    db.session.execute(db.text("ANALYZE article_search"))

    queries = ("heron", "stoo", "heron -stood", '"heron stood"', "nowhere")
    wanted = [SearchQuery(parse_terms(query)) for query in queries]
    heron, beginning, *others = (estimate_share(db.session, "words", query) for query in wanted)

    assert count_articles(db.session, "words") == 30
    assert 0.5 < heron < 1
    assert beginning == pytest.approx(1)
    assert others == pytest.approx([0, 0, 0])


@pytest.mark.parametrize(("word", "share"), [("heron", 0.5), ("weir", 0.1), ("hero", 0), ("zebra", 0), ("", 0)])
def test_a_word_has_its_own_share_and_an_unknown_one_none(word: str, share: float) -> None:
    assert SHARES.of_word(word) == share


def test_a_prefix_has_at_least_the_share_of_each_of_its_words() -> None:
    assert 0.6 < SHARES.of_prefix("heron") < 1
    assert SHARES.of_prefix("weir") > 0.1
    assert SHARES.of_prefix("zebra") == 0


def test_a_term_is_folded_and_a_phrase_has_no_share() -> None:
    assert SHARES.of_term(Term("Héron")) == 0.5
    assert SHARES.of_term(Term("heron weir")) == 0


@pytest.mark.usefixtures("many")
def test_shares_are_read_once_until_they_are_old(monkeypatch: pytest.MonkeyPatch) -> None:
    shares, read = {"head": SHARES, "words": SHARES}, []
    monkeypatch.setattr(common_words, "read_shares", lambda session: read.append(session) or shares)

    for age in (60.0, 60.0, 0.0):
        monkeypatch.setattr(common_words, "MAX_AGE", age)
        assert cached_shares(db.session) == shares

    assert len(read) == 2


@pytest.mark.usefixtures("many")
def test_required_words_multiply_and_excluded_ones_take_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(common_words, "read_shares", lambda _session: {"head": SHARES, "words": SHARES})

    query = SearchQuery([Term("heron"), Term("herons"), Term("weir", is_excluded=True)])

    assert estimate_share(db.session, "words", query) == pytest.approx(0.5 * 0.2 * 0.9)
