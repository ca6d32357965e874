"""Markdown that shows a picture of the library in a body."""

import re

TITLE_SPECIAL = re.compile(r'([\\"&])')
MARKDOWN_SPECIAL = re.compile(r"([\\\[\]`*_<>!&~])")


def make_picture_markdown(key: str, alt: str, caption: str = "") -> str:
    """Return the Markdown of the picture with this *key*; *alt* and *caption* are escaped."""
    escaped_alt, escaped_caption = MARKDOWN_SPECIAL.sub(r"\\\1", alt), TITLE_SPECIAL.sub(r"\\\1", caption)
    title = f' "{escaped_caption}"' if escaped_caption else ""
    return f"![{escaped_alt}](picture:{key}{title})"


def append_picture(text: str, picture: str) -> str:
    """Return *text* with the Markdown *picture* as a paragraph of its own at the end."""
    before = f"{text.rstrip()}\n\n" if text.strip() else ""
    return f"{before}{picture}\n"
