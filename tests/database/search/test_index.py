"""Where much matches, every way to look for it finds the same."""

import pytest
from flask import Flask

from blog.database import db
from blog.database.search import index
from blog.database.search.index import count_hits, find_best, find_newest
from blog.database.search.query import SearchHit, SearchQuery
from blog.database.search.query_parser import parse_terms
from blog.database.search.ranking import Ranking
from tests.database.search.search_pages import page_through, wants
from tests.factories import make_article, make_person


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
def test_heads_that_cannot_come_on_the_page_are_not_read_and_the_page_is_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read = list[int]()
    backend = index.backend_of(db.session)
    read_heads = backend.read_heads
    monkeypatch.setattr(backend, "read_heads", lambda session, ids: read.extend(ids) or read_heads(session, ids))

    some = [page_through(wanted, is_by_date=False) for wanted in wants()]
    number = len(read)
    monkeypatch.setattr(index, "HEADS_AT_ONCE", 1_000_000)
    monkeypatch.setattr(Ranking, "has_one_term", False)
    every = [page_through(wanted, is_by_date=False) for wanted in wants()]

    assert some == every
    assert number < len(read) - number


@pytest.mark.usefixtures("many")
def test_the_best_come_first_and_go_on_after_a_hit() -> None:
    query = SearchQuery(parse_terms("heron"))

    first = find_best(db.session, query, None, 3)
    rest = find_best(db.session, query, first.hits[-1], 3)

    hits = [*first.hits, *rest.hits]
    assert hits == sorted(hits, key=lambda hit: (-hit.score, -hit.key))
    assert len({hit.key for hit in hits}) == len(hits)
    assert first.count == rest.count == index.MAX_COUNTED + 1


def test_other_forms_of_a_word_are_found_after_the_word(app: Flask) -> None:
    author, texts = make_person(), ("released", "releasing", "relief", "release", "The release", "news", "new")
    found = {make_article("x", age, text=text, author=author).id: text for age, text in enumerate(texts)}

    def ask(query: str) -> list[str]:
        return [found[hit.article_id] for hit in find_best(db.session, SearchQuery(parse_terms(query)), None, 10).hits]

    assert ask("release") == ["release", "The release", "released", "releasing"]
    assert ask("releasing") == ["releasing", "released", "release", "The release"]
    assert ask('"release"') == ["release", "The release"]
    assert ask("releasing -released") == ["releasing", "release", "The release"]
    assert ask("news") == ["news"]


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
