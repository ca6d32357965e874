"""Excerpts hold the text as it is, around the first hit."""

import pytest

from blog.articles.search.excerpts import EXCERPT_LENGTH, excerpt, highlight
from blog.articles.search.highlighting import make_highlighter
from blog.database.search.query_parser import parse_terms

LONG = "Reeds " * 100 + "then a heron " + "stands " * 100


def joined(text: str, query: str) -> str:
    return "".join(fragment.text for fragment in excerpt("", text, make_highlighter(parse_terms(query))))


def test_a_short_text_is_shown_whole() -> None:
    assert joined("A heron by the <b>weir</b>.", "heron") == "A heron by the <b>weir</b>."


def test_a_long_text_is_cut_at_words_around_the_hit() -> None:
    text = joined(LONG, "heron")

    assert text.startswith("…Reeds ")
    assert text.endswith("stands…")
    assert "heron" in text
    assert len(text) <= EXCERPT_LENGTH + 2


def test_without_a_hit_the_beginning_is_shown() -> None:
    assert joined(LONG, "otter").startswith("Reeds Reeds")


def test_a_text_without_spaces_is_cut_all_the_same() -> None:
    assert joined("한" * 1000 + " heron", "heron").endswith("heron")
    assert len(joined("한" * 1000, "heron")) == EXCERPT_LENGTH + 1


@pytest.mark.parametrize(
    ("text", "query", "hits"),
    [
        ("Herons, heron; HERON!", "heron", ["Herons", "heron", "HERON"]),
        ("Herons, heron", '"heron"', ["heron"]),
        ("A heron, no otter", "heron -otter", ["heron"]),
        ("Straße und Strasse", "strasse", ["Straße", "Strasse"]),
        ("", "heron", []),
        ("O'Reilly und E-Mail", "oreilly email", ["O'Reilly", "E-Mail"]),
        ("O'Reilly und E-Mail", "reilly mail", ["Reilly", "Mail"]),
        ("中国经济增长", "经济", ["经济"]),
        ("दिल्ली में चुनाव", "चुनाव", ["चुनाव"]),
        ("วันเลือกตั้งแล้ว", "เลือกตั้ง", ["เลือกตั้ง"]),
        ("1.000 und 1000", "1000", ["1.000", "1000"]),
        ("C++, C", "c++", ["C", "C"]),
    ],
)
def test_exactly_what_was_sought_is_marked(text: str, query: str, hits: list[str]) -> None:
    fragments = list(highlight(text, make_highlighter(parse_terms(query))))

    assert [fragment.text for fragment in fragments if fragment.is_hit] == hits
    assert "".join(fragment.text for fragment in fragments) == text
