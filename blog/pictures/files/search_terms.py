"""Inverted index of the words that describe a picture; the same on every engine."""

import re
import unicodedata
from collections.abc import Iterable

from sqlalchemy import ColumnElement, delete, select

from blog.database import AnySession, insert_missing
from blog.models import Picture, PictureWord

WORD = re.compile(r"[^\W_]+")
MAX_WORD_LENGTH = 40
"""Characters of a word; what is longer is found by its beginning."""
MAX_SEARCH_WORDS = 8
LAST_BYTE = b"\xff"
"""No UTF-8 holds this byte, so that a word and it are the end of all that begins with the word."""


def split_words(text: str) -> list[str]:
    """Return the words of *text* without case and accents, each cut to MAX_WORD_LENGTH characters."""
    bare = (mark for mark in unicodedata.normalize("NFKD", text) if not unicodedata.combining(mark))
    return [word[:MAX_WORD_LENGTH] for word in WORD.findall("".join(bare).casefold())]


def index_picture(session: AnySession, picture: Picture) -> None:
    """Index the present texts of *picture*, which is flushed; the caller commits."""
    texts = (picture.alt, picture.caption, picture.credit, picture.file_name)
    words = {word.encode() for text in texts for word in split_words(text or "")}
    session.execute(delete(PictureWord).where(PictureWord.picture_id == picture.id))
    if words:
        rows = [{"word": word, "picture_id": picture.id} for word in sorted(words)]
        insert_missing(session, PictureWord, rows)


def match_all(words: Iterable[str]) -> list[ColumnElement[bool]]:
    """Return the conditions for pictures that have each of *words*, or a word that begins so."""
    return [Picture.id.in_(select(PictureWord.picture_id).where(*prefix_range(word))) for word in words]


def prefix_range(word: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Return the range of the index that holds what begins with the folded *word*."""
    start = word.encode()
    return PictureWord.word >= start, PictureWord.word < start + LAST_BYTE
