"""Upload of a picture: only pixels that were decoded and encoded again are stored (defences D15)."""

import re
import secrets
from datetime import datetime

from flask_babel import lazy_gettext as _

from blog.database import AnySession
from blog.models import Picture, PictureState
from blog.pictures.files.decoding import PictureRefused, decode
from blog.pictures.files.encoding import GENERATION, choose_widths, encode, shrink
from blog.pictures.files.search_terms import index_picture
from blog.pictures.files.storage import Storage
from blog.text.cleaning import clean_line

__all__ = ["MAX_SIDE", "PictureRefused", "base_name", "record_file_name", "save_picture"]

MAX_SIDE = 2400
"""Pixels of the largest rendition."""
MAX_FILE_NAME = 200


def save_picture(
    session: AnySession,
    storage: Storage,
    data: bytes,
    *,
    alt: str,
    uploader_id: int | None,
    now: datetime,
    max_pixels: int,
    max_bytes: int | None = None,
) -> Picture:
    """Store the picture in *data* as progressive JPEGs of several widths, and return its flushed row.

    The name of the upload is never used, and nothing but its pixels survives:
    turned upright, in sRGB, on white where it was transparent, the first frame
    if it moved. Bytes after the picture, which phones and polyglots add, end
    here. The worker adds WebP and AVIF later. The files are written before the
    row, so a failure in between leaves files that no row names.

    Takes about a second of work before its first query: on SQLite the caller
    should hold no transaction, which would keep all other writers waiting.
    The caller commits.

    Raises:
        PictureRefused: it is no picture or too large; str() of it is a sentence for the person.
    """
    if max_bytes is not None and len(data) > max_bytes:
        raise PictureRefused(_("The file is larger than %(size)d MB.", size=max_bytes // 2**20))
    image = decode(data, MAX_SIDE, max_pixels)
    widths = choose_widths(image.width)
    key = secrets.token_hex(16)
    picture = Picture(
        key=key,
        state=PictureState.BASIC,
        width=image.width,
        height=image.height,
        widths=widths,
        formats=["jpg"],
        generation=GENERATION,
        alt=alt,
        caption="",
        credit="",
        file_name="",
        uploader_id=uploader_id,
        uploaded_at=now,
    )
    store_files(
        storage, picture, {width: encode(shrink(image, width, picture.height_at(width)), "jpg") for width in widths}
    )
    session.add(picture)
    session.flush()
    index_picture(session, picture)
    return picture


def record_file_name(session: AnySession, picture: Picture, path: str) -> None:
    """Let a search find *picture* by the name of the uploaded file, which names no file of ours; the caller commits."""
    picture.file_name = base_name(path)
    session.flush()
    index_picture(session, picture)


def base_name(path: str) -> str:
    """Return the base name of an uploaded file, on one line; some browsers send the whole path."""
    return clean_line(re.split(r"[/\\]", path)[-1])[:MAX_FILE_NAME]


def store_files(storage: Storage, picture: Picture, files: dict[int, bytes]) -> None:
    """Store all JPEG widths, or none of them."""
    try:
        for width, data in files.items():
            storage.put(picture.path(width, "jpg"), data)
    except BaseException:
        storage.delete(picture.key)
        raise
