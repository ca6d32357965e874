"""The lines of a block are found behind the marks of lists, quotes, headings and notes."""

import pytest

from blog.text.wording.source_map import map_source


@pytest.mark.parametrize(
    "text",
    [
        "- - z",
        "> > z",
        "## z ##",
        "[^1]: 1. z\n\nx[^1]",
        "z\n===",
        "1. 1\n2. z",
        "    z",
        "~~~\nz\n~~~",
        "| z |\n| --- |",
    ],
)
def test_words_are_found_behind_the_marks_of_their_block(text: str) -> None:
    [character] = [one for one in map_source(text) if one.sign == "z"]

    assert (character.start, character.end) == (text.index("z"), text.index("z") + 1)
