"""Upload of a picture: only pixels that were decoded and encoded again are stored (defences D15)."""

import re
import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

import structlog
from flask import current_app
from flask_babel import lazy_gettext as _

from blog.config.settings import current_settings
from blog.database import AnySession
from blog.models import Picture, PictureState
from blog.pictures.files.decoder_process import DecodedPhoto, decode_upload
from blog.pictures.files.refusal_messages import PictureRefused, refuse
from blog.pictures.files.search_terms import index_picture
from blog.pictures.files.storage import Storage, StorageFailed
from blog.pictures.imaging.decoder_main import UPLOAD, DecodeRequest
from blog.pictures.imaging.encoding import GENERATION
from blog.pictures.imaging.refusals import Refusal
from blog.text.cleaning import clean_line, clip

MAX_SIDE = 2400
"""Pixels of the largest rendition."""
MAX_FILE_NAME, MAX_TEXT, MAX_CREDIT = 200, 500, 200
"""Characters, as the columns have them."""
BLOCK = 2**18
"""Bytes that are copied at once."""
BASE_MEMORY, BYTES_PER_PIXEL = 2**28, 16
"""Of the decoder: that of WebP holds each pixel of four bytes four times."""
LOCK = "picture-decoder.lock"

log = structlog.get_logger()


@dataclass(frozen=True)
class UploadLimits:
    """The largest picture that is taken, and the folder of the lock that lets one be decoded at a time."""

    max_bytes: int
    max_pixels: int
    lock_folder: Path

    def to_request(self) -> DecodeRequest:
        """Return what the decoder is asked for."""
        memory_bytes = BASE_MEMORY + BYTES_PER_PIXEL * self.max_pixels
        return DecodeRequest(self.max_pixels, MAX_SIDE, memory_bytes, str(self.lock_folder / LOCK))


@dataclass(frozen=True)
class Upload:
    """An uploaded file, who sent it, when, and the alternative text that was typed for it."""

    file: IO[bytes]
    name: str
    uploader_id: int | None
    sent_at: datetime
    alt: str = ""


@dataclass(frozen=True)
class StoredPhoto:
    """A photo whose renditions are stored under *key*, and that no row names yet."""

    key: str
    photo: DecodedPhoto


def current_limits() -> UploadLimits:
    """Return the limits of the running application."""
    settings = current_settings()
    return UploadLimits(settings.picture_max_bytes, settings.picture_max_pixels, Path(current_app.instance_path))


def save_picture(session: AnySession, storage: Storage, upload: Upload, limits: UploadLimits) -> Picture:
    """Store the picture of *upload* as progressive JPEGs of several widths, and return its flushed row.

    Its name names no file of ours, and nothing but its pixels survives, and
    what it says of caption, credit and copyright: the picture is turned
    upright, in sRGB, on white where it was transparent, the first frame if it
    moved. Bytes after it, which phones and polyglots add, end here. The worker
    adds WebP and AVIF later. The files are written before the row, so a
    failure in between leaves files that no row names.

    The decoding, about a second of work, comes before the first query: the
    caller holds no transaction, which would keep all other writers of a SQLite
    database waiting. The caller commits.

    Raises:
        PictureRefused: it is no picture or too large; str() of it is a sentence for the person.
    """
    return add_picture(session, store_photo(storage, upload.file, limits), upload)


def store_photo(storage: Storage, file: IO[bytes], limits: UploadLimits, key: str = "") -> StoredPhoto:
    """Store the picture in *file* as save_picture does, without its row; needs no database.

    The *key* is one of make_key that the caller knows beforehand.

    Raises:
        PictureRefused: as save_picture.
    """
    key = key or make_key()
    try:
        return StoredPhoto(key, decode_and_store(storage, key, file, limits))
    except OSError as error:
        log.exception("picture_not_stored")
        raise refuse(Refusal.FAILED, limits.max_pixels) from error


def make_key() -> str:
    """Return a new key, which nobody can guess."""
    return secrets.token_hex(16)


def add_picture(session: AnySession, stored: StoredPhoto, upload: Upload) -> Picture:
    """Add the row of a stored photo, and return it flushed; the caller commits."""
    picture = make_picture(stored.key, stored.photo, upload)
    session.add(picture)
    session.flush()
    index_picture(session, picture)
    return picture


def decode_and_store(storage: Storage, key: str, file: IO[bytes], limits: UploadLimits) -> DecodedPhoto:
    """Store the renditions of *file* under *key*, and return what is known of the photo."""
    with TemporaryDirectory(prefix="picture-") as name:
        folder = Path(name)
        copy_upload(file, folder / UPLOAD, limits.max_bytes)
        photo = decode_upload(folder, limits.to_request())
        store_files(storage, key, folder, photo.widths)
    return photo


def copy_upload(file: IO[bytes], target: Path, max_bytes: int) -> None:
    """Copy *file* to *target* block by block: no whole upload is ever in the memory of the web process."""
    file.seek(0)
    left = max_bytes
    with target.open("wb") as copy:
        while block := file.read(BLOCK):
            left -= len(block)
            if left < 0:
                raise PictureRefused(_("The file is larger than %(size)d MB.", size=max_bytes // 2**20))
            copy.write(block)


def store_files(storage: Storage, key: str, folder: Path, widths: list[int]) -> None:
    """Store the JPEGs of all *widths* from *folder*, or none of them."""
    store_or_none(storage, key, [folder / f"{width}.jpg" for width in widths])


def store_or_none(storage: Storage, key: str, files: Sequence[Path]) -> None:
    """Store *files* under *key* and their own names; what was stored goes again where one cannot be."""
    stored = 0
    try:
        for file in files:
            storage.put(f"{key}/{file.name}", file.read_bytes())
            stored += 1
    except BaseException:
        if stored:
            with suppress(StorageFailed):  # A storage that is away keeps files that no row names.
                storage.delete(key)
        raise


def make_picture(key: str, photo: DecodedPhoto, upload: Upload) -> Picture:
    """Return the row of *upload*: the texts in its file are where its description begins."""
    texts = {name: shorten(text, MAX_TEXT) for name, text in photo.texts.items()}
    return Picture(
        key=key,
        state=PictureState.BASIC,
        width=photo.width,
        height=photo.height,
        widths=photo.widths,
        formats=["jpg"],
        generation=GENERATION,
        alt=upload.alt or texts["alt"],
        caption=texts["caption"],
        credit=shorten(texts["credit"], MAX_CREDIT),
        is_first_of_many=photo.is_first_of_many,
        file_name=base_name(upload.name),
        uploader_id=upload.uploader_id,
        uploaded_at=upload.sent_at,
    )


def shorten(text: str, limit: int) -> str:
    """Return *text* on one line and within *limit* characters."""
    line = clean_line(text)
    return line if len(line) <= limit else f"{clip(line, limit - 1).rstrip()}…"


def base_name(path: str) -> str:
    """Return the base name of an uploaded file, on one line; some browsers send the whole path."""
    return clip(clean_line(re.split(r"[/\\]", path)[-1]), MAX_FILE_NAME)
