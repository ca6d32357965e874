"""Spelling corrections one edit away."""

import pytest

from blog.articles.search.spelling_suggestions import edits, format_term
from blog.database.search.query_parser import parse_terms


@pytest.mark.parametrize("near", ["hern", "herron", "hesron", "huron", "hreon", "heronx", "eron"])
def test_every_word_one_edit_away_is_tried(near: str) -> None:
    assert near in set(edits("heron"))
    assert "heron" in set(edits(near))


@pytest.mark.parametrize("far", ["hen", "herrron", "otter"])
def test_no_word_two_edits_away_is_tried(far: str) -> None:
    assert far not in set(edits("heron"))


def test_letters_beyond_ascii_are_tried_where_the_word_has_them() -> None:
    assert "éclar" in set(edits("éclair"))
    assert "éclaié" in set(edits("éclai"))


@pytest.mark.parametrize("query", ["heron", '"grey heron"'])
def test_a_term_is_written_as_it_is_typed(query: str) -> None:
    [term] = parse_terms(query)

    assert format_term(term) == query
