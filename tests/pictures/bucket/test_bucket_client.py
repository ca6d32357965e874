"""A bucket of a real server: what is put is read, and each way in which it fails ends in time with its sentence."""

import time
from pathlib import Path

import pytest

from blog.pictures.bucket import bucket_client
from blog.pictures.bucket.bucket_address import Credentials, parse_bucket
from blog.pictures.bucket.bucket_client import Bucket, Patience
from blog.pictures.bucket.bucket_faults import BucketFault, ObjectMissing
from tests.seaweed import KEY_ID, SECRET, S3Server
from tests.web.access.outgoing.hostile_server import serve_hostile

pytestmark = pytest.mark.xdist_group("bucket")
SHORT = Patience(seconds=1.0, connect_seconds=1.0, retries=1, retry_seconds=0.5)
TYPE = {"Content-Type": "text/plain"}


@pytest.fixture
def bucket(bucket_url: str) -> Bucket:
    return Bucket(parse_bucket(bucket_url, "URL"), Credentials(KEY_ID, SECRET))


def test_what_is_put_is_read_listed_and_deleted(bucket: Bucket, tmp_path: Path) -> None:
    large = tmp_path / "large.bin"
    large.write_bytes(bytes(range(256)) * 40_000)  # 10 MB: in two parts.
    bucket.put("k/1.txt", b"one", TYPE)
    bucket.put("k/2.bin", large, TYPE)
    bucket.put("kk/3.txt", b"three", TYPE)

    assert bucket.read("k/1.txt") == b"one"
    assert bucket.read("k/2.bin") == large.read_bytes()
    assert [(one.name, one.size) for one in bucket.list("k")] == [("k/1.txt", 3), ("k/2.bin", 10_240_000)]
    bucket.delete([one.name for one in bucket.list("k")])
    assert [one.name for one in bucket.list()] == ["kk/3.txt"]


def test_a_name_that_is_not_there_is_missing_and_may_be_deleted(bucket: Bucket) -> None:
    with pytest.raises(ObjectMissing):
        bucket.read("k/none.txt")

    assert bucket.find("k/none.txt") is None
    assert list(bucket.list("k")) == []
    bucket.delete(["k/none.txt"])


def test_a_passing_error_is_tried_again(bucket: Bucket, s3_server: S3Server) -> None:
    s3_server.trouble.begin("status", status=503, times=1)
    bucket.put("k/1.txt", b"one", TYPE)
    s3_server.trouble.begin("status", status=500, times=1)

    assert bucket.read("k/1.txt") == b"one"
    assert len(s3_server.trouble.seen) == 2


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("status", r"answers with an error of its own \(InternalError\)"),
        ("hang", "did not answer in time"),
        ("slow", "broke off its answer|did not answer in time"),
        ("cut", "broke off its answer|cannot be reached"),
    ],
)
def test_a_read_that_fails_ends_in_time_with_a_sentence(
    bucket: Bucket, s3_server: S3Server, monkeypatch: pytest.MonkeyPatch, kind: str, sentence: str
) -> None:
    bucket.put("k/1.txt", b"one" * 1000, TYPE)
    monkeypatch.setattr(bucket_client, "READING", SHORT)
    s3_server.trouble.begin(kind)
    began = time.monotonic()

    with pytest.raises(BucketFault, match=sentence) as raised:
        bucket.read("k/1.txt")

    assert time.monotonic() - began < 20  # Of a machine that is busy; 2 where it is not.
    assert raised.value.is_temporary


@pytest.mark.parametrize("kind", ["status", "hang"])
def test_a_write_that_fails_ends_with_a_sentence(
    bucket: Bucket, s3_server: S3Server, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr(bucket_client, "WRITING", SHORT)
    s3_server.trouble.begin(kind)

    for act in (lambda: bucket.put("k/1.txt", b"one", TYPE), lambda: bucket.delete(["k"]), lambda: list(bucket.list())):
        with pytest.raises(BucketFault):
            act()


def test_a_key_that_is_wrong_and_a_bucket_that_is_not_ours_are_named(bucket: Bucket, s3_server: S3Server) -> None:
    stranger = Bucket(bucket.address, Credentials(KEY_ID, "not-it"))
    elsewhere = Bucket(parse_bucket(s3_server.url("x", "no-such-bucket"), "URL"), bucket.credentials)

    for one, sentence in ((stranger, "refuses these credentials"), (elsewhere, "no bucket|refuses these credentials")):
        with pytest.raises(BucketFault, match=sentence) as raised:
            one.put("k/1.txt", b"one", TYPE)
        assert not raised.value.is_temporary
        assert "not-it" not in str(raised.value)


def test_a_service_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bucket_client, "READING", SHORT)
    nowhere = Bucket(parse_bucket("s3://news?endpoint=http://127.0.0.1:9", "URL"), Credentials("who", "what"))

    with pytest.raises(BucketFault, match="cannot be reached"):
        nowhere.read("k/1.txt")


def test_readers_of_a_bucket_that_is_away_wait_no_more(bucket: Bucket, s3_server: S3Server) -> None:
    s3_server.trouble.begin("status", status=500)

    for _ in range(6):
        with pytest.raises(BucketFault):
            bucket.read("k/1.txt")

    asked = len(s3_server.trouble.seen)
    with pytest.raises(BucketFault):
        bucket.read("k/2.txt")
    assert len(s3_server.trouble.seen) == asked


HEAD = b'HTTP/1.1 %b\r\nETag: "x"\r\nLast-Modified: Wed, 21 Oct 2015 07:28:00 GMT\r\n'
ANSWERS = {
    "of a terabyte": HEAD % b"200 OK" + b"Content-Length: 1000000000000\r\n\r\n",
    "without a length": HEAD % b"200 OK" + b"\r\nabc",
    "of a negative length": HEAD % b"200 OK" + b"Content-Length: -5\r\n\r\nabc",
    "whole, not in part": HEAD % b"200 OK" + b"Content-Length: 30\r\n\r\n" + b"x" * 30,
    "of another part": HEAD % b"206 x" + b"Content-Range: bytes 5-14/30\r\nContent-Length: 10\r\n\r\n" + b"x" * 10,
    "of a larger part": HEAD % b"206 x"
    + b"Content-Range: bytes 0-999999999999/1000000000000\r\nContent-Length: 1000000000000\r\n\r\n",
    "longer than its part": HEAD % b"206 x" + b"Content-Range: bytes 0-9/30\r\nContent-Length: 30\r\n\r\n" + b"x" * 30,
    "in another protocol": b"SSH-2.0-x\r\n",
}


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS.keys())
def test_an_answer_with_another_length_than_was_asked_for_is_a_fault(
    monkeypatch: pytest.MonkeyPatch, answer: bytes
) -> None:
    monkeypatch.setattr(bucket_client, "READING", SHORT)

    with serve_hostile([b"", answer]) as port:
        bucket = Bucket(parse_bucket(f"s3://news?endpoint=http://127.0.0.1:{port}", "URL"), Credentials("who", "what"))
        with pytest.raises(BucketFault):
            bucket.read_range("k/1.txt", 0, 10, "")


def test_an_object_that_is_larger_than_any_file_ends_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bucket_client, "READING", SHORT)

    with serve_hostile([b"", ANSWERS["of a terabyte"]]) as port:
        bucket = Bucket(parse_bucket(f"s3://news?endpoint=http://127.0.0.1:{port}", "URL"), Credentials("who", "what"))
        with pytest.raises(BucketFault, match="more than was asked for"):
            bucket.read("k/1.txt")
