"""What the library says of a picture, and where its most important point is."""

from dataclasses import dataclass

from sqlalchemy import select

from blog.database import AnySession
from blog.models import Picture
from blog.pictures.files.search_terms import note_words

MIDDLE = 50
"""Per cent of a side."""


@dataclass(frozen=True)
class Words:
    """What is said of a picture where it is put into a text."""

    alt: str = ""
    caption: str = ""
    is_decorative: bool = False


@dataclass(frozen=True)
class Description(Words):
    """The words of a picture, and the point that stays in view when it is cropped, in per cent from left and top."""

    credit: str = ""
    focal_x: int = MIDDLE
    focal_y: int = MIDDLE


def describe_picture(session: AnySession, picture: Picture, description: Description) -> None:
    """Let *picture* say what *description* says; the caller commits.

    Articles that show it keep their own words; those that take it from now on begin with these.
    """
    for name, value in vars(description).items():
        setattr(picture, name, value)
    # Whoever describes it does not call it mere decoration.
    picture.is_decorative = description.is_decorative and not description.alt
    session.flush()
    note_words(session, picture)


def describe_first(session: AnySession, picture: Picture, words: Words) -> None:
    """Give *picture* these words where it has none; the caller commits."""
    if picture.is_described and (picture.caption or not words.caption):
        return
    if not picture.is_described:
        picture.alt, picture.is_decorative = words.alt, words.is_decorative and not words.alt
    picture.caption = picture.caption or words.caption
    session.flush()
    note_words(session, picture)


def is_decorative(session: AnySession, key: str) -> bool:
    """Return whether somebody decided that there is nothing to describe in the picture that has this *key*."""
    return bool(session.scalar(select(Picture.is_decorative).where(Picture.key == key)))
