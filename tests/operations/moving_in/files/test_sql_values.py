"""Values of a dump become the text that stood in the database."""

import pytest

from blog.operations.moving_in.files.sql_tokens import Token
from blog.operations.moving_in.files.sql_values import read_value


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (rb"'it\'s \"x\"'", 'it\'s "x"'),
        (rb"'it''s'", "it's"),
        (rb"'\\''a'", "\\'a"),
        (rb"'a\\\'b'", "a\\'b"),
        (rb"'\\n stays, \n ends'", "\\n stays, \n ends"),
        (rb"'\0\Z\t\%\_\x'", "\0\x1a\t\\%\\_x"),
        ("'Grüße 🌊'".encode(), "Grüße 🌊"),
        ("'Grüße – “x”'".encode("cp1252"), "Grüße – “x”"),
        (b'"a""b"', 'a"b'),
        (b"''", ""),
    ],
)
def test_strings_are_read_as_mysql_writes_them(written: bytes, value: str) -> None:
    assert read_value([Token("string", written)]) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ([Token("word", b"NULL")], None),
        ([Token("word", b"-2.50")], "-2.50"),
        ([Token("hex", b"0x4772c3bcc39f65")], "Grüße"),
        ([Token("word", b"0x")], ""),
        ([Token("bits", b"b'101'")], "5"),
        ([Token("word", b"_binary"), Token("string", b"'x'")], "x"),
        ([Token("word", b"CONVERT"), Token("mark", b"("), Token("hex", b"0x41"), Token("word", b"USING")], "A"),
    ],
)
def test_other_values_are_read(words: list[Token], value: str | None) -> None:
    assert read_value(words) == value
