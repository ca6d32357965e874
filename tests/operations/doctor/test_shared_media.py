"""The doctor says which machines see another folder of pictures."""

import socket
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from blog.database import db
from blog.models import Heartbeat
from blog.operations.doctor.findings import Severity
from blog.operations.doctor.shared_media import (
    check_bucket,
    check_bucket_files,
    check_shared_media,
    leave_mark,
    machine_name,
    read_marks,
)
from blog.operations.jobs.all_jobs import mark_media
from blog.pictures.bucket.bucket_address import Credentials, parse_bucket
from blog.pictures.bucket.bucket_client import Bucket
from blog.pictures.files.storage import BucketStorage, FolderStorage, open_storage, storage
from tests.databases import on_sqlite
from tests.factories import NOW, save
from tests.operations.doctor.fakes import severities
from tests.pictures.picture_factories import make_picture
from tests.seaweed import KEY_ID, SECRET, S3Server


def check(media: Path) -> tuple[Severity, str]:
    (finding,) = check_shared_media(db.session, media, "one", NOW)
    return finding.severity, finding.message


def test_one_machine_needs_no_other(app: Flask, tmp_path: Path) -> None:
    save(Heartbeat(name="one:7:ab", seen_at=NOW))

    assert check(tmp_path)[0] is Severity.OK


@pytest.mark.parametrize(
    ("mark_age", "severity"), [(None, Severity.WARN), (timedelta(hours=4), Severity.WARN), (timedelta(0), Severity.OK)]
)
def test_a_machine_that_left_no_mark_has_another_folder(
    app: Flask, tmp_path: Path, mark_age: timedelta | None, severity: Severity
) -> None:
    save(Heartbeat(name="two:7:ab", seen_at=NOW))
    if mark_age is not None:
        leave_mark(tmp_path, "two", NOW - mark_age)

    found, message = check(tmp_path)

    assert found is severity
    assert (str(tmp_path) in message and "two" in message) is (severity is Severity.WARN)


@pytest.mark.parametrize("content", [b"", b"2026-", b"2026-12-01T10:00", "gestern".encode("utf-16")])
def test_a_mark_without_a_time_is_none(app: Flask, tmp_path: Path, content: bytes) -> None:
    save(Heartbeat(name="two:7:ab", seen_at=NOW))
    leave_mark(tmp_path, "two", NOW)
    (tmp_path / ".machines" / "two").write_bytes(content)

    assert check(tmp_path)[0] is Severity.WARN


def test_a_machine_that_is_gone_is_not_missed(app: Flask, tmp_path: Path) -> None:
    save(Heartbeat(name="two:7:ab", seen_at=NOW - timedelta(hours=1)))

    assert check(tmp_path)[0] is Severity.OK


def test_a_folder_that_cannot_be_written_is_wrong(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "media").write_text("in the way")

    assert check(tmp_path / "media")[0] is Severity.WRONG


def test_the_worker_leaves_the_mark_of_its_machine(app: Flask) -> None:
    mark_media(db.session, NOW)

    kept = storage()
    assert isinstance(kept, FolderStorage)
    assert read_marks(kept.root, NOW) == {machine_name()}
    assert machine_name(socket.gethostname()) == machine_name()


@pytest.mark.parametrize("host", ["a/b", "..", "x" * 80, "", ".hidden", "büro"])
def test_any_host_name_makes_a_name_of_a_file(host: str) -> None:
    name = machine_name(host)

    assert 0 < len(name) <= 36
    assert "/" not in name
    assert not name.startswith(".")


class WrongBucket(Bucket):
    """Gives back other bytes than were written."""

    def read(self, name: str) -> bytes:
        super().read(name)
        return b"something else"


@pytest.mark.xdist_group("bucket")
def test_a_probe_is_written_to_the_bucket_read_and_deleted(bucket_url: str, s3_server: S3Server) -> None:
    bucket = Bucket(parse_bucket(bucket_url, "URL"), Credentials(KEY_ID, SECRET))

    (good,) = check_bucket(bucket)
    (bad,) = check_bucket(Bucket(bucket.address, Credentials(KEY_ID, "hush-hush")))
    (other,) = check_bucket(WrongBucket(bucket.address, bucket.credentials))
    acts = [seen.partition(" ")[0] for seen in s3_server.trouble.seen]

    assert severities([good, bad, other]) == [("pictures", "ok"), ("pictures", "WRONG"), ("pictures", "WRONG")]
    assert acts[:4] == ["PUT", "GET", "POST", "HEAD"]
    assert list(bucket.list()) == []
    assert "hush" not in bad.message


@on_sqlite
@pytest.mark.xdist_group("bucket")
def test_new_pictures_that_are_not_in_the_bucket_are_named(app: Flask, bucket_url: str) -> None:
    kept = open_storage(bucket_url, Path("unused"))
    assert isinstance(kept, BucketStorage)
    gone, whole = make_picture("Gone", file_name="gone.jpg"), make_picture("Whole", file_name="whole.jpg")
    for width in whole.widths:
        kept.put(whole.path(width, "jpg"), b"pixels")

    (found,) = check_bucket_files(db.session, kept.bucket)

    assert severities([found]) == [("pictures", "WRONG")]
    assert gone.file_name in found.message
    assert whole.file_name not in found.message
