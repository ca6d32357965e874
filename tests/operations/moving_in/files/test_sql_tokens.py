"""Words of a dump are read whole, wherever a block of bytes ends, and one without end is refused."""

from io import BytesIO

import pytest

from blog.operations.moving_in.files import sql_tokens
from blog.operations.moving_in.files.sql_tokens import SqlTokens, find_end
from blog.operations.moving_in.imported_items import ExportRefused

DUMP = b"""-- it's a comment; with 'quotes
/* and; 'another */ # and one more '
/*!40101 SET NAMES utf8 */; INSERT INTO `a``b` VALUES (-1,'it\\'s; \\\\','a''b',0xAB,NULL);"""
WORDS = [
    b"SET", b"NAMES", b"utf8", b";", b"INSERT", b"INTO", b"`a``b`", b"VALUES", b"(", b"-1", b",", b"'it\\'s; \\\\'",
    b",", b"'a''b'", b",", b"0xAB", b",", b"NULL", b")", b";",
]  # fmt: skip


@pytest.mark.parametrize("block", [1, 3, 64, 2**18])
def test_words_are_whole_wherever_a_block_ends(monkeypatch: pytest.MonkeyPatch, block: int) -> None:
    monkeypatch.setattr(sql_tokens, "BLOCK", block)

    assert [word.data for word in SqlTokens(BytesIO(DUMP))] == WORDS


@pytest.mark.parametrize("text", [b"'never ends", b"'ends in an escape\\'", b"`name", b"'a''"])
def test_a_value_without_end_is_refused(text: bytes) -> None:
    with pytest.raises(ExportRefused):
        list(SqlTokens(BytesIO(b"INSERT " + text)))


def test_a_value_longer_than_any_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sql_tokens, "MAX_TOKEN", 1000)

    with pytest.raises(ExportRefused):
        list(SqlTokens(BytesIO(b"'" + b"a" * 2**20)))


def test_a_statement_is_skipped_with_all_semicolons_in_it() -> None:
    tokens = SqlTokens(BytesIO(b"x 'a;b' `c;d` /* e;f */ \"g;h\"; NEXT"))

    tokens.skip_statement()

    assert [word.data for word in tokens] == [b"NEXT"]


def test_backslashes_are_counted() -> None:
    assert find_end(b"'a\\\\\\'b\\\\' c", 0) == 10
