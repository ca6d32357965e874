"""Pictures inside a body: from the mark in the text to the rows that are shown."""

import re

from sqlalchemy import select

from blog.database import AnySession
from blog.markdown import InlinePicture, Rendered, find_picture_keys, render
from blog.models import Picture

SPECIAL = re.compile(r"([\\\[\]`*_<>!&])")


def render_body(session: AnySession, text: str) -> Rendered:
    """Return *text* as safe HTML with the pictures that it names and that exist.

    Raises:
        TooLong: see blog.markdown.render.
    """
    return render(text, find_pictures(session, text))


def find_pictures(session: AnySession, text: str) -> dict[str, InlinePicture]:
    """Return what *text* needs to know of its pictures, by key."""
    keys = find_picture_keys(text)
    rows = session.scalars(select(Picture).where(Picture.key.in_(keys))) if keys else ()
    return {row.key: as_inline(row) for row in rows}


def as_inline(row: Picture) -> InlinePicture:
    """Return the values of *row* that the Markdown renderer prints."""
    return InlinePicture(row.key, row.width, row.height, tuple(row.widths), tuple(row.formats))


def mark_picture(key: str, alt: str) -> str:
    """Return the Markdown that shows the picture *key*; nothing in *alt* is read as markup."""
    words = SPECIAL.sub(r"\\\1", alt)
    return f"![{words}](picture:{key})"


def append_picture(text: str, key: str, alt: str) -> str:
    """Return *text* with the picture as its last paragraph."""
    before = f"{text.rstrip()}\n\n" if text.strip() else ""
    return f"{before}{mark_picture(key, alt)}\n"
