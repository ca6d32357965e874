"""What a reader types becomes terms."""

import pytest

from blog.database.search.query_parser import MAX_TERMS, Term, parse_terms, plain_words


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        ("heron", [Term("heron", is_prefix=True)]),
        ("at weir", [Term("at"), Term("weir", is_prefix=True)]),
        ('"heron stood" -otter', [Term("heron stood"), Term("otter", is_excluded=True)]),
        ('weir "half open', [Term("weir", is_prefix=True), Term("half open")]),
        ("“heron stood” «by it» „there“", [Term("heron stood"), Term("by it"), Term("there")]),
        ("weir −otter –fox", [Term("weir", is_prefix=True), Term("otter", True), Term("fox", True)]),
        ("10 000 euro", [Term("10 000", is_prefix=True), Term("euro", is_prefix=True)]),
        ('צה"ל', [Term('צה"ל')]),
        ("weir -", [Term("weir", is_prefix=True)]),
        ("we\ue000ir \x00", [Term("we"), Term("ir")]),
    ],
)
def test_words_phrases_and_exclusions_are_told_apart(query: str, terms: list[Term]) -> None:
    assert parse_terms(query) == terms


@pytest.mark.parametrize("query", ["", "  ", "-otter", "?! …", '""'])
def test_a_query_that_asks_for_nothing_has_no_terms(query: str) -> None:
    assert parse_terms(query) == []


@pytest.mark.parametrize(
    ("query", "spellings"),
    [
        ("e-mail", [(("e", "mail"), True), (("email",), True)]),
        ("12'400", [(("12", "400"), True), (("12400",), True)]),
        ('"an e-mail list"', [(("an", "e", "mail", "list"), False)]),
        ("c++", [(("c",), False)]),
        ("word++", [(("word",), False)]),
        ("wind/solar", [(("wind", "solar"), True)]),
        ("10 000", [(("10", "000"), True), (("10000",), True)]),
        ("Müller", [(("muller",), True), (("mueller",), True)]),
        ("u.s.", [(("u", "s"), False), (("us",), False)]),
        ("经济", [(("经济",), False)]),
        ("国", [(("国",), True)]),
    ],
)
def test_a_term_is_sought_in_each_way_it_may_be_written(
    query: str, spellings: list[tuple[tuple[str, ...], bool]]
) -> None:
    (term,) = parse_terms(query)

    assert [(spelling.tokens, spelling.is_prefix) for spelling in term.spellings] == spellings


def test_a_long_query_is_cut() -> None:
    assert len(parse_terms("weir " * 50)) == MAX_TERMS


def test_plain_words_leave_out_phrases_and_exclusions() -> None:
    assert plain_words(parse_terms('heron "by the weir" -otter')) == ["heron"]


def test_an_exact_term_is_no_prefix() -> None:
    assert Term("heron", is_prefix=True).exact == Term("heron")
