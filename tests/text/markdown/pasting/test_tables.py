"""Pasted tables keep each number under its head."""

import pytest

from blog.text.markdown.pasting import tables
from blog.text.markdown.pasting.html_to_markdown import to_markdown
from blog.text.markdown.pasting.html_tree import Node, read_tree
from blog.text.markdown.pasting.tables import MAX_COLUMNS, is_layout, rows_of


def write_table(node: Node) -> str:
    return "\n\n".join(tables.write_table(node))


def table(html: str) -> Node:
    return read_tree(f"<table>{html}</table>").elements[0]


def test_the_first_row_is_the_head_without_bold() -> None:
    assert write_table(table("<tr><td><b>Year</b><td>Sum<tr><td><b>2024</b><td>7")) == (
        "| Year | Sum |\n| --- | --- |\n| **2024** | 7 |"
    )


def test_short_rows_are_filled_and_empty_ones_left_out() -> None:
    assert write_table(table("<tr><td>a<td>b<tr><td> <td><tr><td>c")) == "| a | b |\n| --- | --- |\n| c |  |"


def test_a_table_without_words_is_nothing() -> None:
    assert write_table(table("<tr><td> <td>")) == ""


def test_sides_of_columns_are_kept() -> None:
    row = "<td align=left>1<td style='text-align:center'>2<td><p align=RIGHT>3</p><td>4"

    assert write_table(table(f"<tr><td>a<td>b<td>c<td>d<tr>{row}")).splitlines()[1] == "| :--- | :---: | ---: | --- |"


def test_pipes_and_line_ends_stay_inside_their_cell() -> None:
    html = "<tr><td>a<td>b<tr><td>x|y<td><p>one</p><p>two<br>three</p>"

    assert write_table(table(html)).splitlines()[2] == "| x\\|y | one two three |"


def test_rows_of_a_table_inside_a_cell_are_not_its_own() -> None:
    node = table("<thead><tr><td>a</thead><tbody><tr><td><table><tr><td>b</table></tbody>")

    assert len(list(rows_of(node))) == 2


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<tr><td>alone", True),
        ("<tr><td><table><tr><td>x</table><td>y", True),
        ("<tr><td><h1>x</h1><td>y", True),
        ("<tr><td>x<td>y", False),
    ],
)
def test_tables_that_only_put_things_in_place_are_known(html: str, expected: bool) -> None:
    assert is_layout(table(html)) is expected


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<tr><td>a<td>b<td>c<tr><td rowspan=2>A<td>1<td>2<tr><td>3<td>4", ["| A | 1 | 2 |", "| A | 3 | 4 |"]),
        ("<tr><td>a<td>b<tr><td>1<td rowspan=0>x<tr><td>2<tr><td>3", ["| 1 | x |", "| 2 | x |", "| 3 | x |"]),
        ("<tr><td>a<td>b<td>c<tr><td rowspan=2 colspan=2>A<td>1<tr><td>2", ["| A |  | 1 |", "| A |  | 2 |"]),
        ("<tr><td>a<td>b<td>c<tr><td>1<td rowspan=2>x<td>2<tr><td>3<td>4", ["| 1 | x | 2 |", "| 3 | x | 4 |"]),
        ("<tr><td>a<td>b<td>c<tr><td colspan=2>All<td>9", ["| All |  | 9 |"]),
    ],
)
def test_cells_over_rows_and_columns_leave_each_number_under_its_head(html: str, lines: list[str]) -> None:
    assert write_table(table(html)).splitlines()[2:] == lines


def test_a_head_over_columns_is_the_head_of_each() -> None:
    assert write_table(table("<tr><th>a<th colspan=2>b<tr><td>1<td>2<td>3")).startswith("| a | b | b |")


@pytest.mark.parametrize(
    "html",
    ["<caption>Su#ms</caption><tr><td>a<td>b<tr><td>1<td>2", "<tr><td colspan=2>Su#ms<tr><td>a<td>b<tr><td>1<td>2"],
)
def test_a_caption_is_a_paragraph_before_the_table(html: str) -> None:
    assert write_table(table(html)) == "Su#ms\n\n| a | b |\n| --- | --- |\n| 1 | 2 |"


def test_lists_and_blocks_in_cells_stay_apart() -> None:
    html = "<tr><td>a<td>b<tr><td><ul><li>x<li>y</ul><td><div><p>p</p><p>q</p></div>"

    assert not is_layout(table(html))
    assert write_table(table(html)).splitlines()[2] == "| • x • y | p q |"


def test_cells_that_only_put_things_in_place_stay_apart() -> None:
    html = "<table><tr><td><h2>a</h2><td>b</tr><tr><td>c<td>d</tr></table>"

    assert to_markdown(html).markdown == "## a\n\nb\n\nc\n\nd"


def test_columns_are_bounded() -> None:
    first = write_table(table("<tr><td colspan=99999>a<td>b")).splitlines()[0]

    assert first.count("|") <= MAX_COLUMNS + 1
