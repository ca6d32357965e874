"""An object of a bucket that is written from beginning to end, in parts and in constant memory."""

from collections.abc import Iterator
from contextlib import contextmanager

from blog.pictures.bucket.bucket_client import PARTS_AT_ONCE, Bucket, client

PART_BYTES = 16 * 2**20
"""S3 takes 10,000 parts: 160 GB."""


class ObjectWriter:
    """Takes bytes; the object stands under its name when all of it has arrived, and not before."""

    def __init__(self, bucket: Bucket, name: str) -> None:
        self.bucket = bucket
        self.name = name
        self.size = 0
        with bucket.asking("put", name):
            self.stream = client().open_writer(
                bucket.writer(), name, buffer_size=PART_BYTES, max_concurrency=PARTS_AT_ONCE
            )

    def write(self, data: bytes, /) -> int:
        """Send *data* on; raise BucketFault."""
        with self.bucket.asking("put", self.name):
            self.stream.write(data)
        self.size += len(data)
        return len(data)

    def finish(self) -> None:
        """Let the object stand; raise BucketFault."""
        with self.bucket.asking("put", self.name):
            self.stream.close()


@contextmanager
def writing_object(bucket: Bucket, name: str) -> Iterator[ObjectWriter]:
    """Yield what writes the object *name*, which stands when the block has ended, and never when it fails."""
    writer = ObjectWriter(bucket, name)
    yield writer
    writer.finish()
