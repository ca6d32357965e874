"""Objects as files that seek: only the blocks that are read are asked for."""

from io import SEEK_END, BufferedReader

import pytest

from blog.pictures.bucket.bucket_address import BucketAddress
from blog.pictures.bucket.bucket_client import Bucket, StoredObject
from blog.pictures.bucket.bucket_faults import BucketFault
from blog.pictures.bucket.object_reader import ObjectReader

DATA = bytes(range(256)) * 4


class RecordingBucket(Bucket):
    """Answers from DATA and keeps what was asked."""

    def __init__(self) -> None:
        super().__init__(BucketAddress("news", "", "", "", is_virtual_hosted=False), None)
        self.asked: list[tuple[int, int]] = []

    def read_range(self, name: str, start: int, end: int, etag: str) -> bytes:
        self.asked.append((start, end))
        if etag != '"1"':
            raise BucketFault("It changed.", is_temporary=True)
        return DATA[start:end]


def open_reader(bucket: Bucket, etag: str = '"1"') -> BufferedReader:
    return BufferedReader(ObjectReader(bucket, StoredObject("k/1.bin", len(DATA), etag), block=300), 100)


def test_all_of_it_is_read_block_by_block() -> None:
    bucket = RecordingBucket()

    assert open_reader(bucket).read() == DATA
    assert bucket.asked == [(0, 300), (300, 600), (600, 900), (900, 1024)]


def test_a_part_asks_for_that_part_alone() -> None:
    bucket = RecordingBucket()
    file = open_reader(bucket)

    file.seek(700)
    assert file.read(10) == DATA[700:710]
    assert file.seek(-5, SEEK_END) == 1019
    assert (file.read(), file.read(), file.tell()) == (DATA[-5:], b"", 1024)
    assert bucket.asked == [(700, 1000), (1019, 1024)]


def test_another_version_is_never_mixed_in() -> None:
    with pytest.raises(BucketFault):
        open_reader(RecordingBucket(), etag='"2"').read()
