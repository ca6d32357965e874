"""Pictures of another site: from the files that came along, else from hosts that the operator named."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import IO
from urllib.parse import unquote, urlsplit

from flask_babel import gettext as _

from blog.database import AnySession
from blog.models import OriginKind, Picture
from blog.operations.moving_in.conversion.plain_words import path_of
from blog.operations.moving_in.files.export_files import ArchiveDamaged
from blog.operations.moving_in.files.media_index import MediaIndex, full_sizes, picture_key
from blog.operations.moving_in.imported_items import PictureItem
from blog.operations.moving_in.storing.former_paths import add_former_paths
from blog.operations.moving_in.storing.origins import add_origin, find_origin
from blog.operations.moving_in.storing.pictures_ahead import PicturesAhead
from blog.operations.moving_in.storing.pictures_under_way import PicturesUnderWay, delete_left_over
from blog.pictures.files.refusal_messages import PictureRefused
from blog.pictures.files.storage import Storage, StorageFailed
from blog.pictures.files.upload import StoredPhoto, Upload, UploadLimits, add_picture, make_key, store_photo
from blog.web.access.outgoing.guarded_fetch import NotFetched, Wanted, fetch_page
from blog.web.access.outgoing.outside_network import Network

TYPES = frozenset(
    {"image/jpeg", "image/png", "image/webp", "image/gif", "image/avif", "image/heic", "image/tiff",
     "application/octet-stream", "binary/octet-stream"}
)  # fmt: skip


class PictureNetwork(Network):
    """The world outside; a picture may take longer than a page."""

    max_seconds = 30.0


class PictureMissing(Exception):
    """The picture is not to be had; str() of this says why."""


@dataclass
class PictureSource:
    """Where the files of pictures come from."""

    index: MediaIndex
    hosts: frozenset[str] = frozenset()
    """Names of hosts that are asked; none stands for no fetching."""
    network: Network = field(default_factory=PictureNetwork)

    def can_fetch(self, address: str) -> bool:
        """Return whether *address* is on a host that the operator named."""
        try:
            return (urlsplit(address).hostname or "") in self.hosts
        except ValueError:
            return False

    def open(self, address: str, max_bytes: int) -> IO[bytes]:
        """Return the file of the picture at *address*.

        Raises:
            PictureMissing: it is in no folder, and may not or cannot be fetched.
        """
        if file := self.index.find(address):
            if file.size > max_bytes:
                raise PictureMissing(_("The file is larger than %(size)d MB.", size=max_bytes // 2**20))
            try:
                with file.open() as stream:
                    return BytesIO(stream.read(max_bytes + 1))
            except ArchiveDamaged as error:
                raise PictureMissing(str(error)) from error
        if not self.can_fetch(address):
            raise PictureMissing(_("The file is not in the folder."))
        failure = ""
        for candidate in full_sizes(address):
            try:
                wanted = Wanted(TYPES, max_bytes, "import of pictures", is_whole=True, hosts=self.hosts)
                return BytesIO(fetch_page(candidate, self.network, wanted).body)
            except NotFetched as error:
                failure = failure or error.reason.value
        raise PictureMissing(_("It could not be fetched: %(reason)s.", reason=failure))


@dataclass
class ImportedPictures:
    """The pictures of one import by their addresses there."""

    source: str
    files: PictureSource
    storage: Storage
    limits: UploadLimits
    now: datetime
    keys: dict[str, str] = field(default_factory=dict)
    """Keys here by address."""
    failures: dict[str, str] = field(default_factory=dict)
    """Reasons by address, so that none is tried twice in one run."""
    under_way: PicturesUnderWay | None = None
    """Notes what is stored before it has a row."""
    ahead: PicturesAhead | None = None
    """Reads pictures of later articles inside of working_ahead."""

    @contextmanager
    def working_ahead(self) -> Iterator[None]:
        """Read what is begun inside the block in threads of its own; what is not taken in goes again at its end."""
        self.ahead = PicturesAhead(self.receive)
        try:
            yield
        finally:
            self.ahead.close(self.delete)
            self.ahead = None

    def begin(self, item: PictureItem) -> None:
        """Begin to read and decode *item*, which store is given later; needs no database."""
        if self.ahead is not None:
            self.ahead.begin(item)

    def receive(self, item: PictureItem) -> StoredPhoto:
        """Return the photo of *item*, decoded and stored.

        Raises:
            PictureMissing: its file is not to be had.
            PictureRefused: it is no picture, or too large.
        """
        file, key = self.files.open(item.address, self.limits.max_bytes), make_key()
        if self.under_way is not None:
            self.under_way.note(key)
        return store_photo(self.storage, file, self.limits, key)

    def delete_left_over(self, session: AnySession) -> None:
        """Delete what killed runs left without a row; ends the transaction."""
        if self.under_way is not None:
            delete_left_over(session, self.storage, self.under_way.folder)

    def delete(self, key: str) -> None:
        """Delete the files of a photo that has no row."""
        with suppress(StorageFailed, OSError):
            self.storage.delete(key)

    def find(self, session: AnySession, item: PictureItem) -> bool:
        """Return whether the picture is here already, or is known not to be had."""
        if item.address in self.keys or item.address in self.failures:
            return True
        origin = find_origin(session, self.source, OriginKind.PICTURE, picture_key(item.address))
        picture = session.get(Picture, origin.picture_id) if origin and origin.picture_id else None
        if picture is not None:
            self.keys[item.address] = picture.key
        return picture is not None

    def store(self, session: AnySession, item: PictureItem) -> bool:
        """Take the picture in, with its origin and its old address; return whether it was to be had.

        No transaction may be open: decoding takes a while. The caller commits.
        """
        name = unquote(urlsplit(item.address).path).rsplit("/", 1)[-1]
        try:
            stored = self.ahead.result(item) if self.ahead is not None else self.receive(item)
        except (PictureMissing, PictureRefused, OSError) as reason:
            self.failures[item.address] = str(reason)
            return False
        picture = add_picture(session, stored, Upload(BytesIO(), name, None, self.now, item.alt))
        key = picture_key(item.address)
        origin = find_origin(session, self.source, OriginKind.PICTURE, key)
        origin = origin or add_origin(session, self.source, OriginKind.PICTURE, key, self.now)
        origin.picture_id = picture.id
        picture.caption, picture.credit = picture.caption or item.caption, picture.credit or item.credit
        paths = [path for address in {item.address, *full_sizes(item.address)} if (path := path_of(address))]
        add_former_paths(session, paths, self.now, picture_id=picture.id)
        session.flush()
        self.keys[item.address] = picture.key
        return True
