"""Upload of a document or recording: inspected and cleaned in a process of its own, then stored under its digest."""

import hashlib
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
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
from blog.models import Attachment, DiscardedPicture
from blog.pictures.attachments.inspector_process import inspect_upload
from blog.pictures.attachments.refusal_sentences import AttachmentRefused, refuse_attachment
from blog.pictures.files.storage import Storage
from blog.pictures.inspection.file_refusals import FileRefusal
from blog.pictures.inspection.inspector_main import CLEANED, UPLOAD, Inspection, InspectionRequest
from blog.text.cleaning import clean_line, clip

BLOCK = 2**18
"""Bytes that are copied at once."""
MAX_NAME, MAX_TITLE = 200, 200
"""Characters, as the columns have them."""
BASE_MEMORY, MEMORY_FACTOR = 2**29, 4
"""Of the inspector: half a gigabyte, and the file a few times over."""
LOCK = "file-inspector.lock"
INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Signs that turn the direction of a name around, so that it seems to end otherwise."""

log = structlog.get_logger()


@dataclass(frozen=True)
class StoredVersion:
    """A version of a file in the storage, what it is, and what its author is told."""

    folder: str
    digest: str
    size_bytes: int
    inspection: Inspection


@dataclass(frozen=True)
class FileLimits:
    """The largest file that is taken, and the folder of the lock that lets one be inspected at a time."""

    max_bytes: int
    lock_folder: Path

    def to_request(self, title: str) -> InspectionRequest:
        """Return what the inspector is asked for."""
        memory = BASE_MEMORY + MEMORY_FACTOR * self.max_bytes
        return InspectionRequest(title, self.max_bytes, memory, str(self.lock_folder / LOCK))


def current_file_limits() -> FileLimits:
    """Return the limits of the running application."""
    return FileLimits(current_settings().file_max_bytes, Path(current_app.instance_path))


def store_version(storage: Storage, file: IO[bytes], title: str, limits: FileLimits) -> StoredVersion:
    """Inspect *file*, clean it of metadata, and store it in a folder of its own; commits nothing.

    The caller holds no transaction: it may take a minute. A failure after
    this leaves a file that no row names.

    Raises:
        AttachmentRefused: it is not taken; str() of it is a sentence for the person.
    """
    with TemporaryDirectory(prefix="attachment-") as name, refused_when_unstorable():
        place = Path(name)
        copy_limited(file, place / UPLOAD, limits.max_bytes)
        inspection = inspect_upload(place, limits.to_request(title))
        with (place / CLEANED).open("rb") as cleaned:
            digest = hashlib.file_digest(cleaned, "sha256").hexdigest()
        folder = secrets.token_hex(16)
        storage.put_file(f"{folder}/{digest[:16]}.{inspection.suffix}", place / CLEANED)
        return StoredVersion(folder, digest, (place / CLEANED).stat().st_size, inspection)


@contextmanager
def refused_when_unstorable() -> Iterator[None]:
    """Turn a failure of the disk into a refusal that says that it passes."""
    try:
        yield
    except OSError as error:
        log.exception("attachment_not_stored")
        raise refuse_attachment(FileRefusal.FAILED) from error


def copy_limited(file: IO[bytes], target: Path, max_bytes: int) -> None:
    """Copy *file* to *target* block by block.

    Raises:
        AttachmentRefused: it is larger than *max_bytes*.
    """
    file.seek(0)
    left = max_bytes
    with target.open("wb") as copy:
        while block := file.read(BLOCK):
            left -= len(block)
            if left < 0:
                raise AttachmentRefused(_("The file is larger than %(size)d MB.", size=max_bytes // 2**20))
            copy.write(block)


def add_attachment(
    session: AnySession, version: StoredVersion, *, title: str, file_name: str, uploader_id: int | None, now: datetime
) -> Attachment:
    """Add a file with its first *version*, and return its flushed row; the caller commits."""
    attachment = Attachment(
        key=secrets.token_hex(16),
        title=title,
        description="",
        transcript_url="",
        file_name=clean_file_name(file_name),
        uploader_id=uploader_id,
        uploaded_at=now,
    )
    set_version(attachment, version)
    session.add(attachment)
    session.flush()
    return attachment


def replace_version(
    session: AnySession, attachment: Attachment, version: StoredVersion, *, file_name: str, now: datetime
) -> None:
    """Let *version* take the place of the present one, whose file the worker removes later; the caller commits.

    The address stays, and links to the old version lead to the new one.
    """
    session.add(DiscardedPicture(key=attachment.folder, discarded_at=now))
    set_version(attachment, version)
    attachment.file_name, attachment.replaced_at = clean_file_name(file_name), now
    session.flush()


def set_version(attachment: Attachment, version: StoredVersion) -> None:
    """Write what is known of *version* into *attachment*."""
    attachment.folder, attachment.digest = version.folder, version.digest
    attachment.size_bytes = version.size_bytes
    attachment.kind, attachment.duration_ms = version.inspection.suffix, version.inspection.duration_ms


def clean_file_name(path: str) -> str:
    """Return the base name of an uploaded file on one line, without signs that are not seen."""
    return clip(clean_line(INVISIBLE.sub("", re.split(r"[/\\]", path)[-1])), MAX_NAME)


def title_of(path: str) -> str:
    """Return the title that the name of a file suggests: without suffix, underscores as spaces."""
    name = clean_file_name(path)
    stem = name.rpartition(".")[0] or name
    return clip(clean_line(stem.replace("_", " ")), MAX_TITLE)
