"""The mark in a body that shows a picture."""

import re

QUOTED = re.compile(r'([\\"&])')
SPECIAL = re.compile(r"([\\\[\]`*_<>!&~])")


def mark_picture(key: str, alt: str, caption: str = "") -> str:
    """Return the Markdown that shows the picture *key*; nothing in *alt* and *caption* is read as markup."""
    words, said = SPECIAL.sub(r"\\\1", alt), QUOTED.sub(r"\\\1", caption)
    title = f' "{said}"' if said else ""
    return f"![{words}](picture:{key}{title})"


def append_picture(text: str, mark: str) -> str:
    """Return *text* with *mark* as a paragraph of its own at the end."""
    before = f"{text.rstrip()}\n\n" if text.strip() else ""
    return f"{before}{mark}\n"
