"""Objects that are written in parts: whole under their name, or not there."""

import pytest

from blog.pictures.bucket.bucket_address import Credentials, parse_bucket
from blog.pictures.bucket.bucket_client import Bucket
from blog.pictures.bucket.bucket_faults import BucketFault
from blog.pictures.bucket.object_writer import PART_BYTES, writing_object
from tests.seaweed import KEY_ID, SECRET, S3Server

pytestmark = pytest.mark.xdist_group("bucket")


@pytest.fixture
def bucket(bucket_url: str) -> Bucket:
    return Bucket(parse_bucket(bucket_url, "URL"), Credentials(KEY_ID, SECRET))


def test_all_that_was_written_stands_when_the_block_ends(bucket: Bucket) -> None:
    data = bytes(range(256)) * (PART_BYTES // 256 + 100)

    with writing_object(bucket, "a.bin") as writer:
        writer.write(data[:1000])
        writer.write(data[1000:])
        before = bucket.find("a.bin")

    assert before is None
    assert writer.size == len(data)
    assert bucket.read("a.bin") == data


def test_a_fault_amid_the_parts_is_told_and_leaves_nothing(bucket: Bucket, s3_server: S3Server) -> None:
    def write() -> None:
        with writing_object(bucket, "a.bin") as writer:
            writer.write(bytes(PART_BYTES + 1))
            s3_server.trouble.begin("status", status=403)
            writer.write(bytes(2 * PART_BYTES))

    with pytest.raises(BucketFault, match="refuses these credentials"):
        write()

    s3_server.trouble.begin("")
    assert bucket.find("a.bin") is None
