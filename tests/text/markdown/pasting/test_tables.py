"""Pasted tables keep each number under its head."""

import pytest

from blog.text.markdown.pasting.html_tree import Node, read_tree
from blog.text.markdown.pasting.tables import MAX_COLUMNS, is_layout, rows_of, write_table


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


def test_columns_are_bounded() -> None:
    first = write_table(table("<tr><td colspan=99999>a<td>b")).splitlines()[0]

    assert first.count("|") <= MAX_COLUMNS + 1
