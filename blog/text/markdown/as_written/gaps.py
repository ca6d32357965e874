"""Gaps in a text: places in square brackets that begin with an ellipsis, as templates leave them to be filled."""

import re

GAP = re.compile(r"\\?\[\s*(?:…|\.\.\.)\s*([^\[\]\n]{0,200}?)\s*\\?\]")
"""The rich sheet writes a bracket with a backslash before it."""
UNNAMED = "…"


def find_gaps(text: str) -> list[str]:
    """Return what each gap of a Markdown *text* asks for, such as "name of the publisher", in order; "…" for no words.

    A question that is asked twice comes once.
    """
    found = (match[1].replace("\\", "").strip() or UNNAMED for match in GAP.finditer(text))
    return list(dict.fromkeys(found))
