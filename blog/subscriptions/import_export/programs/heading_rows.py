"""The row of headings among the first rows of a list: before the first address, behind titles that programs write."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from blog.subscriptions.import_export.programs.column_names import name_columns

MAX_ADDRESS_CELL = 1_000
"""Characters of an address with the name before it; patterns for addresses take too long for longer texts."""
EXCEL_TEXT = re.compile(r'="(.*)"', re.DOTALL)
"""A cell that is written as a formula, so that Excel leaves it as it is."""
LIKE_ADDRESS = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+")


def before_addresses(lines: Sequence[str]) -> Iterator[str]:
    """Yield those of *lines* before the first one with an address: headings, and titles before them."""
    return takewhile(lambda line: not has_address(line), lines)


def names_address(cells: Sequence[str]) -> bool:
    """Return whether one of *cells* names a column of addresses."""
    return "address" in name_columns(clean_headings(cells))


def clean_headings(cells: Sequence[str]) -> list[str]:
    """Return *cells* as headings."""
    return [strip_excel_text(cell.strip().strip("\ufeff")).strip() for cell in cells]


def strip_excel_text(cell: str) -> str:
    """Return the text in a cell that is written as a formula for Excel; every other one as it is."""
    match = EXCEL_TEXT.fullmatch(cell) if cell.startswith('="') else None
    return match[1] if match else cell


def find_addresses(cells: Sequence[str]) -> int | None:
    """Return the place of the first of *cells* with an address, or None."""
    return next((place for place, cell in enumerate(cells) if has_address(cell)), None)


def has_address(text: str) -> bool:
    """Return whether an address stands in the beginning of *text*."""
    return LIKE_ADDRESS.search(text[:MAX_ADDRESS_CELL]) is not None
