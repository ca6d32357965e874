"""Description of a picture: alternative text, caption, credit and focal point."""

from dataclasses import dataclass

from sqlalchemy import select

from blog.database import AnySession
from blog.models import Picture
from blog.pictures.files.search_terms import index_picture

CENTRE = 50
"""Per cent of a side."""


@dataclass(frozen=True)
class PictureText:
    """The texts of a picture inside an article."""

    alt: str = ""
    caption: str = ""
    is_decorative: bool = False


@dataclass(frozen=True)
class PictureDescription(PictureText):
    """All texts of a picture, and its focal point in per cent from left and top, which no crop cuts off."""

    credit: str = ""
    focal_x: int = CENTRE
    focal_y: int = CENTRE


def describe_picture(session: AnySession, picture: Picture, description: PictureDescription) -> None:
    """Store *description* with *picture*; the caller commits.

    Articles that show the picture keep their own texts; later ones begin with these.
    """
    for name, value in vars(description).items():
        setattr(picture, name, value)
    # A picture with an alternative text is not decorative.
    picture.is_decorative = description.is_decorative and not description.alt
    session.flush()
    index_picture(session, picture)


def describe_upload(session: AnySession, picture: Picture, text: PictureText, credit: str) -> None:
    """Store *text* and *credit* with a new *picture*, in place of what its file said; the caller commits."""
    description = PictureDescription(
        text.alt, text.caption, text.is_decorative, credit, picture.focal_x, picture.focal_y
    )
    describe_picture(session, picture, description)


def describe_if_empty(session: AnySession, picture: Picture, text: PictureText) -> None:
    """Store *text* where *picture* has none; the caller commits."""
    if picture.is_described and (picture.caption or not text.caption):
        return
    if not picture.is_described:
        picture.alt, picture.is_decorative = text.alt, text.is_decorative and not text.alt
    picture.caption = picture.caption or text.caption
    session.flush()
    index_picture(session, picture)


def is_decorative(session: AnySession, key: str) -> bool:
    """Return whether the picture with this *key* was marked as decorative."""
    return bool(session.scalar(select(Picture.is_decorative).where(Picture.key == key)))
