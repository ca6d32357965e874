"""XML is read as programs write it, mended where that is wrong, and refused where it is a trap."""

from io import BytesIO

import pytest
from flask import Flask

from blog.operations.moving_in.files.xml_reading import read_elements, text_of
from blog.operations.moving_in.imported_items import ExportRefused

BOMB = b'<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;">]><rss><item>&lol2;</item></rss>'
OUTSIDE = b'<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><item>&x;</item></rss>'


def texts(data: bytes) -> list[str]:
    return [
        text_of(found.element) for found in read_elements(BytesIO(data), frozenset({"item"})) if found.name == "item"
    ]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (b"a & b &nbsp;c &amp; d", "a & b \xa0c & d"),
        (b"<![CDATA[a & b <i>]]>", "a & b <i>"),
        (b"<![CDATA[x]]]]><![CDATA[>y]]>", "x]]>y"),
        (b"a\x08b\x00c&#8;d", "abcd"),
        (b"caf\xe9 na\xc3\xafve", "caf\ufffd naïve"),
        (b"http://a.example/?b=1&c=2", "http://a.example/?b=1&c=2"),
        (b"&#x1F600; &#xD800; &bogus;", "\U0001f600  &bogus;"),
        ("\ufffeend".encode(), "end"),
    ],
)
def test_what_programs_write_wrongly_is_mended(written: bytes, read: str) -> None:
    assert texts(b"<rss><item>" + written + b"</item></rss>") == [read]


@pytest.mark.parametrize("trap", [BOMB, OUTSIDE])
def test_declared_entities_are_refused(app: Flask, trap: bytes) -> None:
    with pytest.raises(ExportRefused):
        texts(trap)


def test_an_entity_in_the_words_of_an_author_is_text() -> None:
    assert texts(b"<rss><item><![CDATA[<!DOCTYPE html>]]></item></rss>") == ["<!DOCTYPE html>"]


def test_marks_that_end_in_the_next_block_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    for size in range(1, 40):
        monkeypatch.setattr("blog.operations.moving_in.files.xml_reading.BLOCK", size)

        assert texts(b"<rss><item>a &amp; b & c<![CDATA[d & e]]>&eacute;f</item></rss>") == ["a & b & cd & eéf"]


def test_undeclared_prefixes_are_read() -> None:
    assert texts(b"<rss><wp:item><wp:x>1</wp:x></wp:item></rss>") == ["1"]
