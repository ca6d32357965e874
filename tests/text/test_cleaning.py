"""Text from outside is stored clean, and stays what it says."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.text.cleaning import clean_line, clean_text, clip, clip_words

ANY = st.text(st.characters(codec=None))


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        (None, ""),
        ("", ""),
        ("a\r\nb\rc\u2028d\x0be", "a\nb\nc\nd\ne"),
        ("nul\x00 bell\x07 escape\x1b[31m", "nul bell escape[31m"),
        ("lone \ud800 surrogate", "lone  surrogate"),
        ("\u202egnp.exe\u202c", "gnp.exe"),
        ("e\u0301", "é"),
        ("tab\tstays", "tab\tstays"),
        ("क्\u200dष zero width joiner stays", "क्\u200dष zero width joiner stays"),
        ("עברית\u200f!", "עברית\u200f!"),
        ("👩\u200d🚒", "👩\u200d🚒"),
    ],
)
def test_what_could_harm_is_taken_out_and_the_rest_stays(dirty: str | None, clean: str) -> None:
    assert clean_text(dirty) == clean


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("  a \r\n b\t c\u00a0d\u3000", "a b c d"),
        ("«\u00a0a\u202f» :", "«\u00a0a\u202f» :"),
        ("Bcc: x\r\n\r\nBody", "Bcc: x Body"),
        ("\u0300", ""),
        ("\u200b \u2060\ufeff", ""),
        ("\u3164\u2800\ufe0f", ""),
        ("1\ufe0f\u20e3", "1\ufe0f\u20e3"),
        ("🐦", "🐦"),
        ("...", "..."),
        (None, ""),
    ],
)
def test_a_line_is_one_line(dirty: str | None, clean: str) -> None:
    assert clean_line(dirty) == clean


@given(ANY)
def test_any_text_becomes_fit_to_be_stored(text: str) -> None:
    cleaned = clean_text(text)

    cleaned.encode("utf-8")
    assert not {unicodedata.category(character) for character in cleaned.replace("\n", "").replace("\t", "")} & {
        "Cc",
        "Cs",
    }
    assert clean_text(cleaned) == cleaned


@given(ANY)
def test_any_line_stays_one_line(text: str) -> None:
    assert len(clean_line(text).splitlines()) <= 1
    assert clean_line(clean_line(text)) == clean_line(text)


@pytest.mark.parametrize("character", ["\ufdd0", "\ufdef", "\ufffe", "\uffff", "\U0001fffe", "\U0010ffff"])
def test_what_is_never_to_be_interchanged_goes(character: str) -> None:
    assert clean_text(f"on{character}e") == "one"


WHOLE = [
    "a",
    "ä",
    "e\u0301",
    "n\u0303\u0327",
    "👩\u200d🚀",
    "👨\u200d👩\u200d👧\u200d👦",
    "👍🏽",
    "🇺🇦",
    "❤\ufe0f",
    "क्षि",
    "กำ",
    "مَ",
    "字",
    " ",
]
"""What readers see as one sign each."""


@pytest.mark.parametrize("whole", WHOLE)
def test_a_sign_is_clipped_whole_or_not_at_all(whole: str) -> None:
    for before in ("", "word ", "🇩🇪", "字字"):
        text = f"{before}{whole * 3}x"
        for limit in range(len(before) + len(whole), len(text)):
            left = clip(text, limit)
            assert len(left) <= limit
            assert left in {before + whole * count for count in range(4)}, (text, limit)


@pytest.mark.parametrize(
    ("text", "limit", "clipped"),
    [
        ("short", 5, "short"),
        ("One two three", 8, "One two…"),
        ("One two three", 9, "One two…"),
        ("One, two", 6, "One…"),
        ("Donaudampfschifffahrt", 7, "Donaud…"),
        ("選挙の結果が出ました", 5, "選挙の結…"),
        ("cafe\u0301 au lait", 6, "cafe\u0301…"),
    ],
)
def test_words_are_clipped_at_their_ends(text: str, limit: int, clipped: str) -> None:
    assert clip_words(text, limit) == clipped
