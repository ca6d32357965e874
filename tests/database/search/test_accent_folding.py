"""Folding says of each letter what Unicode says, however it is worked out."""

import unicodedata

import pytest

from blog.database.search.accent_folding import FOLDING, SEARCH_FOLDING, fold, fold_letters


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Überlingen’s CAFÉ — naïve", "uberlingen s cafe   naive"),
        ("Straße, 5 µm", "strasse  5 μm"),
        ("Η ΟΔΌΣ του ποταμού", "η οδοσ του ποταμου"),
        ("Đà Nẵng", "da nang"),
        ("ÆØÅ œuvre Šibenik Ÿ", "aeoa oeuvre sibenik y"),
        ("\x81\x8d¶", "   "),
        ("Ёлка, Łódź", "елка  lodz"),
        ("الإعلان أُعلن", "الاعلان اعلن"),
        ("चुनाव ก็", "चुनाव ก็"),
        ("soft\u00adhyphen", "softhyphen"),
    ],
)
def test_a_text_is_folded(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_every_letter_becomes_what_it_becomes_by_itself() -> None:
    for code in (*range(0x20, 0xD800), *range(0xE000, 0x20000)):
        text = chr(code) + "a"
        if unicodedata.category(chr(code)) != "Cn":
            assert fold(text) == text.translate(SEARCH_FOLDING)
            assert fold_letters(text) == text.translate(FOLDING)
