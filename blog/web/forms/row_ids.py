"""Ids of rows in the fields of a form: what a program sends there may be anything."""

import re

from blog.web.addresses.url_converters import MAX_ID

NO_ROW = 0
"""The id of the empty choice."""
ID = re.compile(r"[1-9][0-9]{0,9}", re.ASCII)


def read_id(value: str) -> int | None:
    """Return the id that *value* holds, or None where it is none that a row can have."""
    number = int(value) if ID.fullmatch(value) else MAX_ID + 1
    return number if number <= MAX_ID else None


def parse_id(value: object) -> int:
    """Return the id in a choice, NO_ROW for an empty one; the coerce function of a select field.

    Raises:
        ValueError: it is none that a row can have.
    """
    if not value or value == str(NO_ROW):
        return NO_ROW
    found = read_id(str(value))
    if found is None:
        raise ValueError("no id")
    return found
