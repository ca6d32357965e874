"""What spreadsheets take for a formula, in programs that split cells in any of the usual ways."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.web.access.formula_escaping import escape_formula, unescape_formula

CELLS = st.lists(st.text("=+-@＝'\"; ,\t\r\n|1a", max_size=12), min_size=1, max_size=4)
FORMULAS = tuple("=+-@＝＋－＠")


@pytest.mark.parametrize(
    ("cell", "guarded"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM", "'@SUM"),
        ("-2", "'-2"),
        ("+49", "'+49"),
        ("＝1", "'＝1"),
        ("\tx", "'\tx"),
        ("'=1", "''=1"),
        ("a;=1", "a;'=1"),
        ('a; "=1"', 'a; "\'=1"'),
        ("a\t@SUM", "a\t'@SUM"),
        ("a\n-2", "a\n'-2"),
        ("a|+2", "a|'+2"),
        ("'t Hooft", "'t Hooft"),
        ("a=b; c-d", "a=b; c-d"),
        ("topic:tea=daily; author:ada=instant", "topic:tea=daily; author:ada=instant"),
        ("", ""),
    ],
)
def test_a_formula_is_guarded_and_comes_back_as_it_was(cell: str, guarded: str) -> None:
    assert escape_formula(cell) == guarded
    assert unescape_formula(guarded) == cell


@given(CELLS)
def test_every_cell_comes_back_as_it_was(cells: list[str]) -> None:
    assert [unescape_formula(escape_formula(cell)) for cell in cells] == cells


@given(CELLS, st.sampled_from(",;\t|"), st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_NONE]))
def test_no_program_finds_a_formula_however_it_splits(cells: list[str], delimiter: str, quoting: int) -> None:
    out = StringIO()
    csv.writer(out).writerow(["1", *map(escape_formula, cells)])
    if delimiter == "," and quoting == csv.QUOTE_NONE:
        return  # Every program that splits at commas knows their quotes (RFC 4180 2).

    lines = out.getvalue().splitlines() if quoting == csv.QUOTE_NONE else StringIO(out.getvalue(), newline="")
    rows = list(csv.reader(lines, delimiter=delimiter, quoting=quoting))

    assert not [cell for row in rows for cell in row if cell.lstrip('" ').startswith(FORMULAS)]
