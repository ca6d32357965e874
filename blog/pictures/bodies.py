"""The pictures that a body names, for the room that renders it."""

from collections.abc import Collection

from sqlalchemy import select

from blog.database import AnySession
from blog.markdown import InlinePicture, Rendered, find_picture_keys, render
from blog.models import Picture


def render_body(session: AnySession, text: str) -> Rendered:
    """Return the Markdown *text* rendered with the pictures that it names; unknown ones leave their words.

    Raises:
        TooLong: *text* has more than 200,000 characters.
    """
    return render(text, find_inline(session, find_picture_keys(text)))


def find_inline(session: AnySession, keys: Collection[str]) -> dict[str, InlinePicture]:
    """Return what a body needs to know of the pictures with these *keys*; unknown keys are missing."""
    found = session.scalars(select(Picture).where(Picture.key.in_(keys))) if keys else ()
    return {picture.key: describe(picture) for picture in found}


def describe(picture: Picture) -> InlinePicture:
    """Return *picture* as a body shows it."""
    return InlinePicture(picture.key, picture.width, picture.height, tuple(picture.widths), tuple(picture.formats))
