"""Both engines answer the same, whatever is written and asked."""

from collections.abc import Sequence

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blog.database import db
from blog.database.search.index import find_best, find_newest
from blog.database.search.query import SearchQuery
from blog.database.search.query_parser import parse_terms
from tests.audit import IS_AUDIT
from tests.conftest import empty_database
from tests.factories import make_article, make_person

WORDS = (
    "released", "release", "Häuser", "Haus", "України", "Україна", "звʼязок", "зв'язок",
    "Ärger", "ärger", "solar", "Schmidt", "Ёлки", "елки", "Straße", "strasse", "COVID", "19", "1.000", "1000", "12,400",
    "O'Reilly", "OReilly", "E-Mail", "email", "中国经济", "经济", "増", "서울에서", "चुनाव", "เลือกตั้ง", "إعلان", "اعلان",
    "C++", "C", "l’eau", "Łódź", "ΟΔΌΣ", "οδος", "1e5", "x@example.org", "www.example.org/a-b", "+5", "ﬁne", "İzmir",
)  # fmt: skip
SIGNS = (" ", " ", ".", "/", "-", ", ", "：", "—", "_", "\u00a0", "'", '"', "&", "|", "!", "\\", ":", "*", "()", "🦆")
OTHER = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=4)
PHRASES = st.lists(st.one_of(st.sampled_from(WORDS), OTHER), min_size=1, max_size=5)
TEXTS = st.tuples(PHRASES, st.sampled_from(SIGNS)).map(lambda pair: pair[1].join(pair[0]))
QUERIES = st.tuples(st.lists(st.sampled_from(WORDS), min_size=1, max_size=2), st.sampled_from((" ", " -", '"', "/")))
LANGUAGES = st.sampled_from(("", "de", "uk", "ja"))
ARTICLES = st.lists(st.tuples(TEXTS, TEXTS, TEXTS, LANGUAGES), min_size=1, max_size=4)
FREELY = settings(
    max_examples=300 if IS_AUDIT else 12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
Answer = tuple[list[int], list[int]]


def answer(app: Flask, articles: Sequence[tuple[str, str, str, str]], queries: Sequence[str]) -> list[Answer]:
    """Return for each query the positions of the articles that are found, newest first and best first."""
    with app.app_context():
        empty_database()
        author, ids = make_person(), list[int]()
        for age, (headline, standfirst, body, language) in enumerate(articles):
            texts = {"standfirst": standfirst, "text": body, "language": language, "author": author}
            ids.append(make_article(headline[:200] or "x", age, **texts).id)
        wanted = [SearchQuery(parse_terms(query)) for query in queries]
        found = [
            tuple([ids.index(hit.article_id) for hit in find(db.session, query, None, 100).hits if query.terms]
            for find in (find_newest, find_best))
            for query in wanted
        ]  # fmt: skip
        db.session.remove()
    return found


@FREELY
@given(ARTICLES, st.lists(st.one_of(TEXTS, QUERIES.map(lambda pair: pair[1].join(pair[0])))))
def test_sqlite_and_postgres_answer_the_same(
    sqlite_app: Flask, postgres_app: Flask, articles: list[tuple[str, str, str, str]], queries: list[str]
) -> None:
    asked = [*queries, *(body for _, _, body, _ in articles)]

    found = answer(sqlite_app, articles, asked)

    assert found == answer(postgres_app, articles, asked)
    assert all(newest == sorted(newest) == sorted(best) for newest, best in found)


@FREELY
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4), st.sampled_from(SIGNS))
def test_a_word_is_found_whatever_sign_stands_beside_it(
    sqlite_app: Flask, postgres_app: Flask, words: list[str], sign: str
) -> None:
    text = f"({sign})".join(words)

    for app in (sqlite_app, postgres_app):
        assert answer(app, [("x", "", text, "")], words) == [([0], [0])] * len(words)
