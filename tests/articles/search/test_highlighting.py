"""Other forms of a word are highlighted as the word is."""

from dataclasses import replace

import pytest
from flask import Flask

from blog.articles.search.excerpts import excerpt
from blog.articles.search.highlighting import form_pattern, make_highlighter
from blog.articles.search.search_results import search_articles
from blog.database import db
from blog.database.search.query import SearchQuery
from blog.database.search.query_parser import parse_terms
from blog.database.search.stemming import query_stems
from tests.factories import make_article


@pytest.mark.parametrize(
    ("language", "query", "text", "found"),
    [
        ("en", "releases", "It was released, and a relief.", ["released"]),
        ("en", "happiness", "They are happy.", ["happy"]),
        ("uk", "Україна", "Закони України.", ["України"]),
        ("uk", "Київ", "У Києві.", ["Києві"]),
        ("uk", "Києва", "Київ.", ["Київ"]),
        ("he", "ממשלה", "אז הממשלה כאן", ["הממשלה"]),
        ("ar", "المدينة", "هنا والمدينة اليوم", ["والمدينة"]),
        ("de", "Mueller", "Herr Müller kam.", ["Müller"]),
        ("de", "Müller", "Herr Mueller kam.", ["Mueller"]),
        ("ar", "مدرسة", "في المدرسة اليوم", ["المدرسة"]),
        ("sr", "избори", "После избора у Београду.", ["избора"]),
        ("de", "Häuser", "Ein Haus am See.", ["Haus"]),
        ("hi", "चुनाव", "दो चुनावों में", ["चुनावों"]),
    ],
)
def test_other_forms_of_a_word_are_marked(language: str, query: str, text: str, found: list[str]) -> None:
    term = replace(parse_terms(query)[0], stems=query_stems(query, [language]))
    padding = "Nothing. " * 60

    fragments = excerpt("", padding + text + padding, make_highlighter([term], language))

    assert [fragment.text for fragment in fragments if fragment.is_hit] == found


def test_without_stems_no_word_is_stemmed() -> None:
    assert form_pattern(()) is None


def test_a_word_of_another_language_that_has_the_stem_is_not_marked(app: Flask) -> None:
    make_article("Eine Note", text="Alle Noten. Die Not.", language="de")
    make_article("Take note", text="It is not noted.", language="en")

    hits = search_articles(db.session, SearchQuery(parse_terms("note"))).hits

    marked = {hit.article.headline: [part.text for part in hit.excerpt if part.is_hit] for hit in hits}
    assert marked == {"Eine Note": ["Noten", "Not"], "Take note": ["noted"]}
