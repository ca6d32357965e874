"""Pasted lists keep their numbers, their tasks and every word; Word's are paragraphs that say their level."""

import pytest

from blog.text.markdown import render
from blog.text.markdown.pasting.html_to_markdown import to_markdown
from blog.text.markdown.pasting.html_tree import Node, read_tree
from blog.text.markdown.pasting.pasted_lists import (
    is_counted,
    is_office_item,
    level_of,
    mark_of,
    number_in,
    numbers_of,
    task_mark,
    write_item,
    write_office_list,
)


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


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<ol><li>a<li>b</ol>", [1, 2]),
        ("<ol start=5><li>a<li>b</ol>", [5, 6]),
        ("<ol reversed><li>a<li>b<li>c</ol>", [3, 2, 1]),
        ("<ol reversed start=10><li>a<li>b</ol>", [10, 9]),
        ("<ol><li value=7>a<li>b<li value=x>c</ol>", [7, 8, 9]),
        ("<ol start=-1><li>a</ol>", [1]),
    ],
)
def test_items_have_the_numbers_that_browsers_show(html: str, expected: list[int]) -> None:
    assert numbers_of(read_tree(html).elements[0]) == expected


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<ol><li value=7>a<li>b</ol>", "7. a\n8. b"),
        ("<ol reversed><li>a<li><p>b</p><p>c</p></ol>", "2\\. a\n\n1\\. b\n\nc"),
        ("<ol><li>a<li value=9>b</ol>", "1\\. a\n\n9\\. b"),
        ("<ul>loose <b>bold</b><li>a</ul>", "- loose\n- **bold**\n- a"),
        ("<ul><li><input type=checkbox checked> a<li><label><input type=checkbox>b</label></ul>", "- [x] a\n- [ ] b"),
        ("<ul><li role=checkbox aria-checked=true><p>a</p></ul>", "- [x] a"),
        ("<ul><li>a<ol start=3><li>b</ol></ul>", "- a\n\n  3. b"),
        ("<ul><li><p>a</p><p>2026 b</p></ul>", "- a\n\n  2026 b"),
    ],
)
def test_lists_keep_what_they_say(html: str, markdown: str) -> None:
    assert to_markdown(html).markdown == markdown


def test_a_list_in_an_item_is_read_as_one() -> None:
    assert '<ol start="3">' in render(to_markdown("<ul><li>a<ol start=3><li>b</ol></ul>").markdown).html


def test_a_number_is_one_of_eight_digits_at_most() -> None:
    assert [number_in(text, 1) for text in ("4", "²", "", "9" * 9)] == [4, 1, 1, 1]
    assert (is_counted([4, 5]), is_counted([5, 4]), is_counted([])) == (True, False, True)


def test_only_a_task_has_a_box() -> None:
    assert task_mark(read_tree("<li>a <input type=text></li>").elements[0]) == ""
    assert write_item("-", ["a", "b\nc"]) == "- a\n\n  b\n  c"
