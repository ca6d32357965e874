"""The words by which a picture is found, in an index of our own that every database keeps alike."""

import re
import unicodedata
from collections.abc import Iterable

from sqlalchemy import ColumnElement, delete, select

from blog.database import AnySession, insert_missing
from blog.models import Picture, PictureWord

WORD = re.compile(r"[^\W_]+")
LONGEST = 40
"""Characters of a word; what is longer is found by its beginning."""
MOST_SOUGHT = 8
AFTER = b"\xff"
"""No UTF-8 holds this byte, so that a word and it are the end of all that begins with the word."""


def fold(text: str) -> list[str]:
    """Return the words of *text* without case and accents, each cut to LONGEST characters."""
    bare = (mark for mark in unicodedata.normalize("NFKD", text) if not unicodedata.combining(mark))
    return [word[:LONGEST] for word in WORD.findall("".join(bare).casefold())]


def note_words(session: AnySession, picture: Picture) -> None:
    """Let *picture*, which is flushed, be found by what it says now; the caller commits."""
    texts = (picture.alt, picture.caption, picture.credit, picture.file_name)
    words = {word.encode() for text in texts for word in fold(text or "")}
    session.execute(delete(PictureWord).where(PictureWord.picture_id == picture.id))
    if words:
        rows = [{"word": word, "picture_id": picture.id} for word in sorted(words)]
        insert_missing(session, PictureWord, rows)


def match_words(words: Iterable[str]) -> list[ColumnElement[bool]]:
    """Return the conditions for pictures that have each of *words*, or a word that begins so."""
    return [Picture.id.in_(select(PictureWord.picture_id).where(*begins_with(word))) for word in words]


def begins_with(word: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Return the range of the index that holds what begins with the folded *word*."""
    start = word.encode()
    return PictureWord.word >= start, PictureWord.word < start + AFTER
