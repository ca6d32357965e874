"""Documents and recordings of another site: into the library of files, from the same places as its pictures."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import IO
from urllib.parse import unquote, urlsplit

from flask_babel import gettext as _
from sqlalchemy import select

from blog.database import AnySession
from blog.models import Attachment, FormerAddress
from blog.models.former_address import address_key, normalise_address
from blog.operations.moving_in.conversion.linked_files import TAKEN_ENDS, title_of_address
from blog.operations.moving_in.conversion.own_links import bare_host
from blog.operations.moving_in.conversion.plain_words import path_of
from blog.operations.moving_in.files.export_files import ArchiveDamaged
from blog.operations.moving_in.storing.former_paths import add_former_paths
from blog.operations.moving_in.storing.imported_pictures import PictureSource
from blog.pictures.attachments.attachment_upload import (
    MAX_TITLE,
    FileLimits,
    StoredVersion,
    add_attachment,
    store_version,
)
from blog.pictures.attachments.refusal_sentences import AttachmentRefused
from blog.pictures.files.inline_files import file_path
from blog.pictures.files.storage import Storage
from blog.pictures.inspection.file_kinds import KINDS
from blog.web.access.outgoing.guarded_fetch import NotFetched, Wanted, fetch_page

TYPES = frozenset(kind.media_type.partition(";")[0] for kind in KINDS.values()) | {
    "application/octet-stream", "binary/octet-stream", "application/ogg", "application/x-zip-compressed",
    "application/force-download", "audio/mp3", "audio/x-mp3", "audio/x-m4a", "audio/m4a", "audio/opus",
    "application/vnd.ms-excel",
}  # fmt: skip
FETCHED_MAX_BYTES = 64 * 2**20
"""Of a file that is fetched, which is in memory once; one of a folder is never."""
FOLDER = "/files/"


class LinkedFileMissing(Exception):
    """The file is not to be had; str() of this says why."""


@dataclass
class ImportedFiles:
    """The documents and recordings of one import by their addresses there."""

    site: str
    source: PictureSource
    storage: Storage
    limits: FileLimits
    now: datetime
    keys: dict[str, str] = field(default_factory=dict)
    """Keys here by address."""
    failures: dict[str, str] = field(default_factory=dict)
    """Reasons by address, so that none is tried twice in one run."""

    def can_have(self, address: str) -> bool:
        """Return whether the file at *address* may be taken in, and is where it can be had."""
        if not urlsplit(address).path.lower().endswith(TAKEN_ENDS):
            return False
        is_here = self.is_own(address) and self.source.index.find(address) is not None
        return is_here or self.source.can_fetch(address)

    def is_own(self, address: str) -> bool:
        """Return whether *address* is on the old site; the files of others are theirs, unless their host is named."""
        return not urlsplit(address).netloc or bare_host(address) == bare_host(self.site)

    def find(self, session: AnySession, address: str) -> bool:
        """Return whether the file is here already, or is known not to be had."""
        if address in self.keys or address in self.failures:
            return True
        key = address_key(normalise_address(*self.former_path(address).partition("?")[::2]))
        row = session.get(FormerAddress, key)
        if row is None or not row.target.startswith(FOLDER):
            return False
        key = row.target.removeprefix(FOLDER).partition("/")[0]
        if session.scalar(select(Attachment.id).where(Attachment.key == key)) is None:
            self.failures[address] = _("The file was deleted here.")
        else:
            self.keys[address] = key
        return True

    def former_path(self, address: str) -> str:
        """Return the path under which the file was known; one of another host has that in front."""
        return path_of(address) if self.is_own(address) else f"/{bare_host(address)}{path_of(address)}"

    def store(self, session: AnySession, address: str) -> bool:
        """Take the file in, with its old address; return whether it was to be had.

        No transaction may be open: the inspection takes a while. The caller commits.
        """
        title = title_of_address(address)[:MAX_TITLE] or _("File")
        try:
            with self.open(address) as stream:
                version: StoredVersion = store_version(self.storage, stream, title, self.limits)
        except (LinkedFileMissing, AttachmentRefused, ArchiveDamaged, OSError) as reason:
            self.failures[address] = str(reason)
            return False
        name = unquote(urlsplit(address).path)
        added = add_attachment(session, version, title=title, file_name=name, uploader_id=None, now=self.now)
        add_former_paths(session, [self.former_path(address)], self.now, target=file_path(added))
        self.keys[address] = added.key
        return True

    @contextmanager
    def open(self, address: str) -> Iterator[IO[bytes]]:
        """Yield the file at *address*.

        Raises:
            LinkedFileMissing: it is in no folder, and may not or cannot be fetched.
        """
        if self.is_own(address) and (file := self.source.index.find(address)):
            with file.open() as stream:
                yield stream
        elif self.source.can_fetch(address):
            yield BytesIO(self.fetch(address))
        else:
            raise LinkedFileMissing(_("The file is not in the folder."))

    def fetch(self, address: str) -> bytes:
        """Return the file at *address*, which is on a host that the operator named; raises LinkedFileMissing."""
        size = min(self.limits.max_bytes, FETCHED_MAX_BYTES)
        wanted = Wanted(TYPES, size, "import of files", is_whole=True, hosts=self.source.hosts)
        try:
            return fetch_page(address, self.source.network, wanted).body
        except NotFetched as error:
            raise LinkedFileMissing(_("It could not be fetched: %(reason)s.", reason=error.reason.value)) from None
