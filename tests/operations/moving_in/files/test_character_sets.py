"""A text is read in the character set that it is in, whatever it declares."""

import pytest

from blog.operations.moving_in.files.character_sets import decoder_of

SAID = '<?xml version="1.0" encoding="{name}"?><title>{words}</title>'


@pytest.mark.parametrize(
    ("declared", "held", "words"),
    [
        ("UTF-8", "utf-8", "Grüße – “naïve”"),
        ("UTF-8", "cp1252", "Grüße – “naïve”"),
        ("ISO-8859-1", "utf-8", "Grüße – “naïve”"),
        ("ISO-8859-1", "cp1252", "Grüße – “naïve”"),
        ("windows-1251", "cp1251", "Тіні забутих предків"),
        ("KOI8-R", "koi8-r", "Привет"),
        ("windows-1251", "utf-8", "Тіні забутих предків"),
        ("Shift_JIS", "shift_jis", "日本語の記事"),
        ("UTF-16", "utf-16", "Grüße"),
        ("UTF-16", "utf-16-le", "Grüße"),
        ("UTF-16", "utf-16-be", "Grüße"),
        ("UTF-8", "utf-8-sig", "Grüße"),
        ("base64", "utf-8", "Grüße"),
        ("x-unheard-of", "utf-8", "Grüße"),
    ],
)
def test_words_are_read_as_they_were_written(declared: str, held: str, words: str) -> None:
    text = SAID.format(name=declared, words=words)
    data = text.encode(held)

    assert decoder_of(data).decode(data, final=True).removeprefix("\ufeff") == text


def test_single_bytes_amid_utf8_are_read_alone() -> None:
    data = "naïve ".encode() + "café\x81".encode("latin-1")

    assert decoder_of(data[:4]).decode(data, final=True) == "naïve café\x81"
