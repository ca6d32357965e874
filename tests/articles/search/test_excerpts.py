"""Excerpts hold the text as it is, around the first hit."""

import random
from dataclasses import replace

import pytest

from blog.articles.search.excerpts import EXCERPT_LENGTH, excerpt, find_hits, highlight
from blog.articles.search.highlighting import Highlighter, make_highlighter
from blog.database.search.query_parser import parse_terms
from blog.database.search.stemming import query_stems
from blog.database.search.tokenizer import compounds

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


PARTS = ["Müller", "Mueller", "Århus", "aarhus", "E-Mail", "email", "10.000", "10000", "O'Reilly", "häuser", "haeusern"]
PARTS += ["the", "Blue", "Bluete", "blütezeit", "coöperate", "grün.", "q", "naïve", "Groß-Gerau", "strasse", "50", "§"]


@pytest.mark.parametrize("code", ["de", "en", "da", "fi", ""])
def test_the_shortcut_misses_no_compound_that_going_through_all_words_finds(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(code)
    for _ in range(1_500):
        text = " ".join(chance.choices(PARTS, k=chance.randint(0, 6)))
        terms = parse_terms(" ".join(chance.choices(PARTS, k=2)))
        stemmed = [replace(term, stems=query_stems(term.text, [code] if code else [])) for term in terms]
        highlighter = make_highlighter(stemmed, code)

        is_shortcut = not find_hits(text, highlighter)
        monkeypatch.setattr(
            Highlighter, "has_compound", lambda self, text: any(map(self.matches_compound, compounds(text)))
        )
        assert is_shortcut == (not find_hits(text, highlighter)), (text, terms)
        monkeypatch.undo()
