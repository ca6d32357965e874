"""Where much matches, every way to look for it finds the same."""

from collections.abc import Iterator
from weakref import WeakKeyDictionary

import pytest
from flask import Flask

from blog.database import db
from blog.database.search import common_words, index, postgres
from blog.database.search.common_words import estimate_share
from blog.database.search.index import count_hits, find_best, find_newest
from blog.database.search.query import SearchHit, SearchQuery
from blog.database.search.query_parser import parse_terms
from tests.factories import NOW, make_article, make_person

QUERIES = ("heron", "her", "heron weir", "heron -weir", "weir -heron", '"heron stood"', "weir heron -otter", "stood")


@pytest.fixture
def many(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let thirty articles be more than are counted, and so many more than are ranked."""
    monkeypatch.setattr(common_words, "_cache", WeakKeyDictionary())
    monkeypatch.setattr(index, "MAX_COUNTED", 12)
    monkeypatch.setattr(index, "MAX_RANKED", 5)
    author = make_person()
    for number in range(30):
        birds = "The heron stood there." if number % 5 else "Herons stood there."
        place = "By the weir." if number % 3 else "An otter."
        headline = ["Weir", "A heron", "Heron and weir", "Nothing"][number % 4]
        make_article(f"{headline} {number}", number, text=f"{birds} {place}", standfirst="", author=author)


def wants() -> Iterator[SearchQuery]:
    for query in QUERIES:
        yield SearchQuery(parse_terms(query))
        yield SearchQuery(parse_terms(query), until=NOW.replace(day=1))


def page_through(wanted: SearchQuery, *, is_by_date: bool) -> list[int]:
    found: list[int] = []
    after: SearchHit | None = None
    while True:
        find = find_newest if is_by_date else find_best
        hits = find(db.session, wanted, after, 3).hits
        found += [hit.article_id for hit in hits]
        if not hits:
            return found
        after = hits[-1]


@pytest.mark.usefixtures("many")
def test_pages_neither_repeat_nor_leave_out_where_more_match_than_are_counted() -> None:
    for wanted in wants():
        by_date, best = (page_through(wanted, is_by_date=is_by_date) for is_by_date in (True, False))

        newest = find_newest(db.session, wanted, None, 100).hits
        assert by_date == [hit.article_id for hit in newest]
        assert len(set(best)) == len(best) == min(len(best), len(by_date))
        assert set(by_date[: index.MAX_RANKED]) <= set(best) <= set(by_date)
        for after in (None, SearchHit(0, 0)):
            counts = [find(db.session, wanted, after, 3).count for find in (find_best, find_newest)]
            assert counts == [min(len(by_date), index.MAX_COUNTED + 1)] * 2
        assert count_hits(db.session, wanted, 4) == min(len(by_date), 4)


@pytest.mark.usefixtures("many")
def test_looking_from_the_newest_article_on_finds_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    found = []
    for least in (2.0, 0.0):  # Never on Postgres, and always.
        monkeypatch.setattr(postgres, "SCAN_FROM", {"words": least, "head": least})
        found.append([page_through(wanted, is_by_date=by_date) for wanted in wants() for by_date in (True, False)])

    assert found[0] == found[1]


@pytest.mark.usefixtures("many")
def test_the_statistics_of_postgres_say_which_words_are_common() -> None:
    if db.engine.dialect.name == "sqlite":
        pytest.skip("SQLite keeps none.")
    db.session.execute(db.text("ANALYZE article_search"))

    queries = ("heron", "stoo", "heron -stood", '"heron stood"', "nowhere")
    wanted = [SearchQuery(parse_terms(query)) for query in queries]
    heron, beginning, *others = (estimate_share(db.session, "words", query) for query in wanted)

    assert 0.5 < heron < 1
    assert beginning == pytest.approx(1)
    assert others == pytest.approx([0, 0, 0])


@pytest.mark.usefixtures("many")
def test_a_draft_is_found_in_no_way() -> None:
    article = make_article("Heron heron heron", -1, text="A heron.")
    present = [hit.article_id for hit in find_newest(db.session, SearchQuery(parse_terms("heron")), None, 1).hits]
    article.state = article.state.__class__("withdrawn")
    db.session.commit()

    wanted = SearchQuery(parse_terms("heron"))
    found = page_through(wanted, is_by_date=True) + page_through(wanted, is_by_date=False)

    assert present == [article.id]
    assert article.id not in found
