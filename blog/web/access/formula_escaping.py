"""Cells of CSV files that no spreadsheet takes for a formula, also where it splits cells at other characters."""

import re

TRIGGERS = r"=+\-@＝＋－＠"
"""First characters of a formula, in East Asian width too."""
AT_START, ELSEWHERE = r"""^[" ]*""", r"""(?<=[;\t\r\n|])[" ]*"""
FORMULA = re.compile(rf"{AT_START}(?='*[{TRIGGERS}\t\r\n])|{ELSEWHERE}(?='*[{TRIGGERS}])")
"""Where a formula may begin: at the start, and after what another program may take for the end of a cell or line.

A program that splits at semicolons or tabs does not see the quotes of a file that splits at commas.
"""
GUARDED = re.compile(rf"({AT_START})'(?='*[{TRIGGERS}\t\r\n])|({ELSEWHERE})'(?='*[{TRIGGERS}])")


def escape_formula(cell: str) -> str:
    """Return *cell* with an apostrophe before each place where a spreadsheet would see a formula.

    unescape_formula undoes it exactly.

    Source: CWE-1236; OWASP, CSV Injection (separators, tab, carriage return, full-width signs).
    """
    return FORMULA.sub(r"\g<0>'", cell)


def unescape_formula(cell: str) -> str:
    """Return *cell* as it was before escape_formula."""
    return GUARDED.sub(r"\1\2", cell) if "'" in cell else cell
