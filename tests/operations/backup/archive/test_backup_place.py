"""Places of backups: files of this machine and of a bucket of a real server, whole or not there."""

import os
import resource
from datetime import timedelta
from pathlib import Path

import pytest

from blog.config.settings import Settings
from blog.operations.backup.archive.backup_place import BucketFile, find_folder, find_place, new_backup_file
from blog.operations.backup.archive.manifest import ArchiveRefused
from blog.operations.backup.backup_schedule import Retention, prune
from blog.pictures.bucket.bucket_client import Bucket
from blog.pictures.bucket.bucket_faults import BucketFault
from tests.factories import NOW

pytestmark = pytest.mark.xdist_group("bucket")


def name_in(url: str, name: str) -> str:
    """Return the address of the file *name* at the place *url*."""
    return url.replace("?", f"/{name}?", 1)


def bucket_at(url: str) -> Bucket:
    found = find_folder(url, Settings())
    assert isinstance(found, Bucket)
    return found


def names_in(url: str) -> list[str]:
    """Return what stands at the place *url*."""
    return sorted(one.name for one in bucket_at(url).list())


def put(url: str, name: str) -> None:
    """Put a small file there."""
    bucket_at(url).put(name, b"x", {})


def test_a_path_stays_a_path_and_a_bucket_needs_a_name() -> None:
    assert find_place("/srv/a.tar", Settings(), "TARGET") == Path("/srv/a.tar")
    with pytest.raises(ArchiveRefused, match="write the name of the file behind it"):
        find_place("s3://news", Settings(), "TARGET")


def test_what_stands_is_not_written_over_and_what_does_not_is_not_read(bucket_url: str) -> None:
    put(bucket_url, "old.tar")
    there = find_place(name_in(bucket_url, "old.tar"), Settings(), "TARGET")
    missing = find_place(name_in(bucket_url, "new.tar"), Settings(), "TARGET")

    with pytest.raises(ArchiveRefused, match="already"), new_backup_file(there):
        pass
    with pytest.raises(ArchiveRefused, match=r"There is no new\.tar in the bucket"):
        missing.open("rb")


def test_a_backup_that_breaks_off_leaves_no_file(bucket_url: str) -> None:
    place = find_place(name_in(bucket_url, "broken.tar"), Settings(), "TARGET")

    def break_off() -> None:
        with new_backup_file(place) as writer:
            writer.write(bytes(40 * 2**20))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        break_off()

    assert names_in(bucket_url) == []


def test_a_large_backup_goes_and_comes_in_constant_memory(bucket_url: str) -> None:
    place = find_place(name_in(bucket_url, "large.tar"), Settings(), "TARGET")
    assert isinstance(place, BucketFile)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    block = os.urandom(2**20)

    with new_backup_file(place) as writer:
        for _ in range(300):
            writer.write(block)
    with place.open() as reader:
        read = [reader.read(2**20) == block for _ in range(300)]
        rest = reader.read()

    assert all(read)
    assert rest == b""
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 150 * 2**10  # Of 300 MiB.


def test_backups_have_a_key_of_their_own_where_one_is_set(bucket_url: str) -> None:
    own = Settings(backup_access_key_id="the-vault", backup_secret_access_key="s3cret")
    vault, usual = find_folder(bucket_url, own), bucket_at(bucket_url)

    assert isinstance(vault, Bucket)
    assert vault.credentials is not None
    assert usual.credentials is not None
    assert (vault.credentials.key_id, usual.credentials.key_id) == ("the-vault", "the-site")
    with pytest.raises(BucketFault, match="refuses these credentials"):
        prune(vault, Retention(1, 0, 0), NOW + timedelta(days=1))
