"""The mark in a body that shows a picture."""

import re

SPECIAL = re.compile(r"([\\\[\]`*_<>!&~])")


def mark_picture(key: str, alt: str) -> str:
    """Return the Markdown that shows the picture *key*; nothing in *alt* is read as markup."""
    words = SPECIAL.sub(r"\\\1", alt)
    return f"![{words}](picture:{key})"


def append_picture(text: str, mark: str) -> str:
    """Return *text* with *mark* as a paragraph of its own at the end."""
    before = f"{text.rstrip()}\n\n" if text.strip() else ""
    return f"{before}{mark}\n"
