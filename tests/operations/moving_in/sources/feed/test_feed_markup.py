"""Texts of feeds are completed by their base, whatever it is."""

import pytest
from lxml import etree

from blog.operations.moving_in.sources.feed.feed_markup import markup_of, resolve_address


def element(base: str, text: str = "", kind: str = "html") -> etree._Element:
    made = etree.fromstring(f'<content type="{kind}" xml:base="{base}"/>')
    made.text = text
    return made


@pytest.mark.parametrize("base", ["", "x/", "http://[", "ftp://a.example/"])
def test_a_base_that_is_none_changes_nothing(base: str) -> None:
    assert resolve_address(element(base), "a.html") == "a.html"
    assert markup_of(element(base, '<a href="a.html">a</a>')) == '<a href="a.html">a</a>'


def test_lines_of_a_plain_text_are_kept() -> None:
    assert markup_of(element("", "a < b\r\nc\n\n\nd", "text")) == "<p>a &lt; b<br>c</p><p>d</p>"
    assert markup_of(element("", "a\nb", "text")) == "a<br>b"
