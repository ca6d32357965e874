"""Word's lists are paragraphs that say their level."""

import pytest

from blog.text.markdown.pasting.html_tree import Node, read_tree
from blog.text.markdown.pasting.office_lists import is_office_item, level_of, mark_of, write_office_list


def item(level: int, mark: str, words: str) -> str:
    return f"<p style='mso-list:l0 level{level} lfo1'><span style='mso-list:Ignore'>{mark}&nbsp; </span>{words}</p>"


def items(*rows: tuple[int, str, str]) -> list[Node]:
    return read_tree("".join(item(*row) for row in rows)).elements


def test_only_paragraphs_with_a_level_are_items() -> None:
    nodes = read_tree(
        f"{item(1, '·', 'a')}<p style='mso-list:none'>b</p><div style='mso-list:l0 level1'>c</div>"
    ).elements

    assert [is_office_item(node) for node in nodes] == [True, False, False]


def test_level_and_mark_are_read() -> None:
    (node,) = items((3, "iv.", "a"))

    assert (level_of(node), mark_of(node)) == (3, "iv.")


@pytest.mark.parametrize("mark", ["1.", "12)", "a.", "IV.", "(b)"])
def test_numbers_letters_and_roman_numerals_number(mark: str) -> None:
    assert write_office_list(items((1, mark, "a"), (1, mark, "b"))) == "1. a\n2. b"


@pytest.mark.parametrize("mark", ["·", "o", "§", "–", ""])
def test_other_marks_are_bullets(mark: str) -> None:
    assert write_office_list(items((1, mark, "a"), (1, mark, "b"))) == "- a\n- b"


def test_levels_nest_and_numbers_begin_again() -> None:
    nodes = items((1, "1.", "a"), (2, "·", "b"), (3, "1.", "c"), (1, "2.", "d"), (2, "1.", "e"))

    assert write_office_list(nodes) == "1. a\n   - b\n     1. c\n2. d\n   1. e"


def test_a_level_that_is_skipped_is_one_step() -> None:
    assert write_office_list(items((1, "·", "a"), (4, "·", "b"))) == "- a\n  - b"
