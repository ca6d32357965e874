"""Both engines answer the same, whatever is written and asked."""

from collections.abc import Sequence

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blog.database import db
from blog.database.search.index import find_best, find_newest
from blog.database.search.query import SearchQuery
from blog.database.search.query_parser import parse_terms
from tests.conftest import empty_database
from tests.factories import make_article, make_person

WORDS = (
    "Ärger", "ärger", "solar", "Schmidt", "Ёлки", "елки", "Straße", "strasse", "COVID", "19", "1.000", "1000", "12,400",
    "O'Reilly", "OReilly", "E-Mail", "email", "中国经济", "经济", "増", "서울에서", "चुनाव", "เลือกตั้ง", "إعلان", "اعلان",
    "C++", "C", "l’eau", "Łódź", "ΟΔΌΣ", "οδος", "1e5", "x@example.org", "www.example.org/a-b", "+5", "ﬁne", "İzmir",
)  # fmt: skip
SIGNS = (" ", " ", ".", "/", "-", ", ", "：", "—", "_", "\u00a0", "'", '"', "&", "|", "!", "\\", ":", "*", "()", "🦆")
OTHER = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=4)
PHRASES = st.lists(st.one_of(st.sampled_from(WORDS), OTHER), min_size=1, max_size=5)
TEXTS = st.tuples(PHRASES, st.sampled_from(SIGNS)).map(lambda pair: pair[1].join(pair[0]))
QUERIES = st.tuples(st.lists(st.sampled_from(WORDS), min_size=1, max_size=2), st.sampled_from((" ", " -", '"', "/")))
FREELY = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def answer(app: Flask, texts: Sequence[str], queries: Sequence[str]) -> list[list[int]]:
    """Return for each query the positions of the texts that are found, in order of date and by rank."""
    with app.app_context():
        empty_database()
        author = make_person()
        ids = [make_article("x", age, text=text, standfirst="", author=author).id for age, text in enumerate(texts)]
        found = []
        for query in queries:
            wanted = SearchQuery(parse_terms(query))
            newest = [hit.article_id for hit in find_newest(db.session, wanted, None, 100).hits if wanted.terms]
            best = {hit.article_id for hit in find_best(db.session, wanted, None, 100).hits if wanted.terms}
            assert set(newest) == best
            found.append([ids.index(id) for id in newest])
        db.session.remove()
    return found


@FREELY
@given(
    st.lists(TEXTS, min_size=1, max_size=4), st.lists(st.one_of(TEXTS, QUERIES.map(lambda pair: pair[1].join(pair[0]))))
)
def test_sqlite_and_postgres_answer_the_same(
    sqlite_app: Flask, postgres_app: Flask, texts: list[str], queries: list[str]
) -> None:
    asked = [*queries, *texts]

    assert answer(sqlite_app, texts, asked) == answer(postgres_app, texts, asked)


@FREELY
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4), st.sampled_from(SIGNS))
def test_a_word_is_found_whatever_sign_stands_beside_it(
    sqlite_app: Flask, postgres_app: Flask, words: list[str], sign: str
) -> None:
    text = f"({sign})".join(words)

    for app in (sqlite_app, postgres_app):
        assert answer(app, [text], words) == [[0]] * len(words)
