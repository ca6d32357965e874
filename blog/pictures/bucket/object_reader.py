"""An object of a bucket as a file that can seek: read in blocks, each a request of its own that ends in time."""

from io import SEEK_CUR, SEEK_END, SEEK_SET, RawIOBase

from blog.pictures.bucket.bucket_client import Bucket, StoredObject

BLOCK = 2 * 2**20
"""Bytes of a request: what a reader's connection holds in memory."""


class ObjectReader(RawIOBase):
    """Reads one version of an object; a block that fails raises BucketFault, and so does one that changed."""

    def __init__(self, bucket: Bucket, found: StoredObject, block: int = BLOCK) -> None:
        super().__init__()
        self.bucket = bucket
        self.found = found
        self.block = block
        self.position = 0
        self.start = 0
        self.data = b""

    def readable(self) -> bool:
        """Return True."""
        return True

    def seekable(self) -> bool:
        """Return True."""
        return True

    def tell(self) -> int:
        """Return the position."""
        return self.position

    def seek(self, offset: int, whence: int = SEEK_SET, /) -> int:
        """Go to a position; nothing is asked before something is read there."""
        begins = {SEEK_SET: 0, SEEK_CUR: self.position, SEEK_END: self.found.size}
        self.position = max(0, begins[whence] + offset)
        return self.position

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        """Read into *buffer*; return how many bytes, 0 at the end."""
        if self.position >= self.found.size:
            return 0
        if not self.start <= self.position < self.start + len(self.data):
            end = min(self.position + self.block, self.found.size)
            self.data = self.bucket.read_range(self.found.name, self.position, end, self.found.etag)
            self.start = self.position
        part = self.data[self.position - self.start :][: len(buffer)]
        buffer[: len(part)] = part
        self.position += len(part)
        return len(part)
