"""XML is read as programs write it, mended where that is wrong, and refused where it is a trap."""

from contextlib import suppress
from io import BytesIO

import pytest
from flask import Flask

from blog.operations.moving_in.files.xml_reading import read_elements, text_of
from blog.operations.moving_in.imported_items import ExportRefused
from tests.audit import IS_AUDIT
from tests.timing import do_within

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
        (b"caf\xe9 na\xc3\xafve", "café naïve"),
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


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/rss-0.91.dtd">',
        "<!DOCTYPE rdf:RDF SYSTEM 'x.dtd'>",
        "<!doctype rss>",
    ],
)
def test_a_document_type_that_declares_nothing_is_passed_over(declared: str) -> None:
    assert texts(f'<?xml version="1.0"?>\n{declared}<rss><item>a &eacute;</item></rss>'.encode()) == ["a é"]


@pytest.mark.parametrize("size", [*range(1, 90), 2**18])
def test_a_section_that_is_never_closed_ends_with_its_element(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr("blog.operations.moving_in.files.mended_xml.BLOCK", size)
    monkeypatch.setattr("blog.operations.moving_in.files.mended_xml.HEAD_BYTES", size)
    one = b"<item><t><![CDATA[One]]></t><c><![CDATA[<p>first</p></c><n>1</n></item>\n"
    two = b"<item><t><![CDATA[Two]]></t><c><![CDATA[second]]></c></item>"
    last = b"<item><t>Three</t><c><![CDATA[third</c></item>"

    assert texts(b"<rss>" + one + two + last + b"</rss>") == ["One<p>first</p>1", "Twosecond", "Threethird"]


@pytest.mark.parametrize("size", [*range(1, 90), 2**18])
def test_an_author_may_write_about_sections(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr("blog.operations.moving_in.files.mended_xml.BLOCK", size)
    monkeypatch.setattr("blog.operations.moving_in.files.mended_xml.HEAD_BYTES", size)
    written = b"<item><c><![CDATA[so: </c><d><![CDATA[x]]]]><![CDATA[></d> done]]></c><d><![CDATA[y]]></d></item>"

    assert texts(b"<rss>" + written + b"</rss>") == ["so: </c><d><![CDATA[x]]></d> doney"]


def test_an_entity_in_the_words_of_an_author_is_text() -> None:
    assert texts(b"<rss><item><![CDATA[<!DOCTYPE html>]]></item></rss>") == ["<!DOCTYPE html>"]


def test_marks_that_end_in_the_next_block_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    for size in range(1, 40):
        monkeypatch.setattr("blog.operations.moving_in.files.mended_xml.BLOCK", size)

        monkeypatch.setattr("blog.operations.moving_in.files.mended_xml.HEAD_BYTES", size)

        assert texts(b"<rss><item>a &amp; b & c<![CDATA[d & e]]>&eacute;f</item></rss>") == ["a & b & cd & eéf"]


ODD = b"""Warning: <br> in <b>x.php</b>
<?xml version="1.0" encoding="ISO-8859-1"?><!-- made by <b> --><rss><item>Gr\xc3\xbc\xc3\x9fe A < B <3 <i>C</item>
<item><![CDATA[one ]]> two <b> & <![CDATA[three]]></item><item>bad</itme><item>x ]]> y</b></item></rss><br> Warning"""


@pytest.mark.parametrize("size", [1, 2, 3, 7, 50, 2**20])
def test_faults_of_programs_cost_no_word(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr("blog.operations.moving_in.files.mended_xml.BLOCK", size)

    assert texts(ODD) == ["Grüße A < B <3 C", "one  two  & three", "bad", "x ]]> y"]


@pytest.mark.parametrize("size", [1, 5, 2**18])
def test_an_end_of_a_section_amid_the_words_is_one_of_them(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr("blog.operations.moving_in.files.mended_xml.BLOCK", size)
    monkeypatch.setattr("blog.operations.moving_in.files.mended_xml.HEAD_BYTES", size)
    words = b"<p>a ]]> b</p><p><![CDATA[ c ]]> d ]]]</p>"

    read = texts(b"<rss><item><![CDATA[" + words + b"]]></item><item><![CDATA[e]]> f</item></rss>")

    assert read == [words.decode(), "e f"]


def test_a_file_that_breaks_off_is_refused(app: Flask) -> None:
    whole = b"<rss><channel><item>a</item><item><![CDATA[b]]></item></channel></rss>"

    for end in range(10, len(whole)):
        with pytest.raises(ExportRefused):
            texts(whole[:end])


@pytest.mark.parametrize(
    "part",
    ["<a>", "</b>", "< ", "<a ", '<a b="', "&", "<!--", "<x><![CDATA[]]> ", "<x><![CDATA[]]> <![CDATA[",
     "<x><![CDATA[]]></y> ", "<x><![CDATA[</x><n/>", "<x><![CDATA[</x> "],
)  # fmt: skip
def test_a_trap_for_the_reader_is_read_in_time(app: Flask, part: str) -> None:
    count, seconds = (100_000, 20) if IS_AUDIT else (20_000, 4)

    def take() -> None:
        with suppress(ExportRefused):
            texts(b"<rss><item>" + part.encode() * count + b"</item></rss>")

    do_within(seconds, take)


def test_undeclared_prefixes_are_read() -> None:
    assert texts(b"<rss><wp:item><wp:x>1</wp:x></wp:item></rss>") == ["1"]
