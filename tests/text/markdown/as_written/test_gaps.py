"""Gaps that a template leaves in a text."""

import pytest

from blog.text.markdown.as_written.gaps import find_gaps


@pytest.mark.parametrize(
    ("text", "gaps"),
    [
        ("[… name of the publisher]", ["name of the publisher"]),
        (r"As the sheet writes it: \[… city\]", ["city"]),
        ("[...  street ] and [… city] and [… city]", ["street", "city"]),
        ("The law […] says", ["…"]),
        ("[a link](/about), [^1], [ ] task, [sic]", []),
        ("[… a gap [that holds] another]", []),
        ("[… a gap that\ngoes on]", []),
        ("[…" + "x" * 5000, []),
    ],
)
def test_a_gap_is_a_bracket_that_begins_with_an_ellipsis(text: str, gaps: list[str]) -> None:
    assert find_gaps(text) == gaps
