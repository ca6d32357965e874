"""XML building blocks of feeds and sitemaps."""

from datetime import UTC, datetime, timedelta
from xml.etree.ElementTree import Element, fromstring

import pytest

from blog.articles.feeds.feed_xml import ATOM, add_element, format_rfc3339, serialize, serialize_atom, strip_invalid


@pytest.mark.parametrize("character", ["\0", "\x08", "\x0b", "\x0c", "\x1f", "\ud800", "\ufffe", "\uffff"])
def test_characters_that_xml_forbids_are_left_out(character: str) -> None:
    assert strip_invalid(f"a{character}b") == "ab"


@pytest.mark.parametrize("text", ["\t\n", "\x85\ue000\ufffd", "\U0001f986", "<&>"])
def test_characters_that_xml_allows_stay(text: str) -> None:
    root = Element("root")
    add_element(root, "text", f"|{text}|")

    assert fromstring(serialize(root)).findtext("text") == f"|{text}|"


def test_times_are_in_whole_seconds_of_utc() -> None:
    moment = datetime(2026, 5, 4, 9, 30, 1, 999_999, tzinfo=UTC)

    assert format_rfc3339(moment) == "2026-05-04T09:30:01Z"
    assert datetime.fromisoformat(format_rfc3339(moment)) == moment - timedelta(microseconds=999_999)


def test_atom_elements_are_unprefixed_and_in_their_namespace() -> None:
    root = Element(f"{{{ATOM}}}feed")
    add_element(root, "id", "urn:x", ATOM)

    data = serialize_atom(root)

    assert b"<id>urn:x</id>" in data
    assert fromstring(data).findtext(f"{{{ATOM}}}id") == "urn:x"
