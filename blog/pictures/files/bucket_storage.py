"""Storage of picture files in a bucket of any S3-compatible service, shared by all machines."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from mimetypes import guess_type
from pathlib import Path
from typing import BinaryIO, cast

from blog.pictures.bucket.bucket_client import Bucket, StoredObject
from blog.pictures.bucket.bucket_faults import BucketFault, ObjectMissing
from blog.pictures.bucket.object_reader import ObjectReader
from blog.pictures.files.storage_protocol import FOLDER, NAME, FileMissing, FileUnreadable, StorageFailed, StoredFile

IMMUTABLE = "public, max-age=31536000, immutable"
TYPES = {"avif": "image/avif", "webp": "image/webp"}
"""Of suffixes that not every machine knows."""
SIZES_KEPT = 10_000


class BucketStorage:
    """Keeps files in a bucket; faults are those of Storage, and nothing is asked while a transaction writes."""

    def __init__(self, bucket: Bucket) -> None:
        self.bucket = bucket
        self.sizes: dict[str, int] = {}
        """By name, as far as this process knows them."""

    def put(self, name: str, data: bytes) -> None:
        """Keep *data*; the service proves by its sum that it arrived."""
        self.send(name, data, len(data))

    def put_file(self, name: str, source: Path) -> None:
        """Keep the content of *source*, in parts."""
        self.send(name, source, source.stat().st_size)

    def send(self, name: str, data: bytes | Path, size: int) -> None:
        """Keep *data* with the headers that a public address of the bucket answers with."""
        with unstorable():
            self.bucket.put(require_name(name), data, headers_of(name))
        self.remember(name, size)

    def read(self, name: str) -> bytes:
        """Return the bytes of *name*."""
        with unreadable(name):
            data = self.bucket.read(name)
        self.remember(name, len(data))
        return data

    def open(self, name: str) -> BinaryIO:
        """Return *name* as a file whose blocks are asked for when they are read."""
        with unreadable(name):
            found = self.bucket.find(name)
        if found is None:
            raise FileMissing(name)
        return cast(BinaryIO, BufferedReader(ObjectReader(self.bucket, found)))

    def exists(self, name: str) -> bool:
        """Return whether *name* is kept; raise FileUnreadable when that cannot be known now."""
        if not NAME.fullmatch(name):
            return False
        with unreadable(name):
            return self.bucket.find(name) is not None

    def size(self, name: str) -> int:
        """Return the size of *name* as far as this process has written or read it: who asks may hold a transaction."""
        return self.sizes.get(name, 0)

    def delete(self, folder: str) -> None:
        """Delete all that is in *folder*."""
        if not FOLDER.fullmatch(folder):
            raise ValueError(f"not a folder of pictures: {folder!r}")
        with unstorable():
            self.bucket.delete([one.name for one in self.bucket.list(folder)])

    def keep_only(self, name: str) -> None:
        """Delete what else is in the folder of *name*."""
        folder = require_name(name).partition("/")[0]
        with unstorable():
            self.bucket.delete([one.name for one in self.bucket.list(folder) if one.name != name])

    def files(self) -> Iterator[StoredFile]:
        """Yield every file; what else is below the address is none."""
        with unstorable():
            found: Iterator[StoredObject] = self.bucket.list()
            yield from (StoredFile(one.name, one.size) for one in found if NAME.fullmatch(one.name))

    def remember(self, name: str, size: int) -> None:
        """Keep the size of *name*, and forget the oldest."""
        self.sizes[name] = size
        while len(self.sizes) > SIZES_KEPT:
            self.sizes.pop(next(iter(self.sizes)), None)


def require_name(name: str) -> str:
    """Return *name*; raise ValueError unless it is that of a file."""
    if not NAME.fullmatch(name):
        raise ValueError(f"not a picture's file name: {name!r}")
    return name


def headers_of(name: str) -> dict[str, str]:
    """Return what the bucket answers with for *name*: the bytes of a name never change."""
    suffix = name.rpartition(".")[2]
    kind = TYPES.get(suffix) or guess_type(name)[0] or "application/octet-stream"
    return {"Content-Type": kind, "Cache-Control": IMMUTABLE}


@contextmanager
def unreadable(name: str) -> Iterator[None]:
    """Turn what the bucket says into what reading raises."""
    if not NAME.fullmatch(name):
        raise FileMissing(name)
    try:
        yield
    except ObjectMissing:
        raise FileMissing(name) from None
    except BucketFault as fault:
        raise FileUnreadable(str(fault)) from fault


@contextmanager
def unstorable() -> Iterator[None]:
    """Turn what the bucket says into what writing raises."""
    try:
        yield
    except BucketFault as fault:
        raise StorageFailed(str(fault)) from fault
