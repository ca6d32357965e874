"""Upload of a logo: decoded and drawn again like a photo, kept as PNG with its transparency, in several sizes."""

import secrets
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

import structlog

from blog.pictures.files.decoder_process import DecodedLogo, decode_logo
from blog.pictures.files.refusal_messages import refuse
from blog.pictures.files.storage import Storage
from blog.pictures.files.upload import UploadLimits, copy_upload, store_or_none
from blog.pictures.imaging.decoder_main import UPLOAD
from blog.pictures.imaging.refusals import Refusal

log = structlog.get_logger()


def store_logo(storage: Storage, file: IO[bytes], limits: UploadLimits) -> str:
    """Store logo and icons made of *file*, and return the value of the setting that names them.

    Takes about a second: the caller holds no transaction, as for save_picture.

    Raises:
        PictureRefused: it is no picture or too large; str() of it is a sentence for the person.
    """
    key = secrets.token_hex(16)
    try:
        with TemporaryDirectory(prefix="logo-") as name:
            folder = Path(name)
            copy_upload(file, folder / UPLOAD, limits.max_bytes)
            logo = decode_logo(folder, limits.to_request())
            store_logo_files(storage, key, folder, logo)
    except OSError as error:
        log.exception("logo_not_stored")
        raise refuse(Refusal.FAILED, limits.max_pixels) from error
    return f"{key} {logo.width} {logo.height} {logo.tone}"


def store_logo_files(storage: Storage, key: str, folder: Path, logo: DecodedLogo) -> None:
    """Store the files of *logo* from *folder*, or none of them."""
    store_or_none(storage, key, [folder / f"{name}.png" for name in logo.names])
