"""Marks, addresses, entities and notes are walked over; their words keep their places."""

import pytest

from blog.text.wording.source_map import map_source


@pytest.mark.parametrize(
    ("text", "sign", "source"),
    [
        ("a &amp; b", "&", "&amp;"),
        ("a \\* b", "*", "\\*"),
        ("[w](</a b> 'x (y)') z", "z", "z"),
        ("[w][r] z\n\n[r]: /a", "z", "z"),
        ("[w] (no) z\n\n[w]: /a", "z", "z"),
        ("`` q ` `` z", "z", "z"),
        ("![alt](https://x.org/a.png) z", "z", "z"),
        ("<https://e.org/q> z", "z", "z"),
        ("w[^n]\n\n[^n]: z", "1", "[^n]"),
        ("> w  \n> z", "z", "z"),
    ],
)
def test_a_letter_comes_from(text: str, sign: str, source: str) -> None:
    found = [text[one.start : one.end] for one in map_source(text) if one.sign == sign]

    assert found == [source]
