"""A member is as long as its header says, whatever becomes of its file."""

import io

import pytest

from blog.operations.backup.archive.archive_writer import ArchiveWriter, SourceShrank, header


def test_a_file_that_became_shorter_ends_the_backup() -> None:
    with ArchiveWriter(io.BytesIO()) as writer, pytest.raises(SourceShrank):
        writer.add("media/k3y/960.webp", io.BytesIO(b"short"), 6)


def test_a_file_that_grew_is_read_up_to_its_former_end_and_progress_is_told() -> None:
    told: list[int] = []
    stream = io.BytesIO()
    with ArchiveWriter(stream, told.append) as writer:
        writer.add("media/k3y/960.webp", io.BytesIO(b"longer"), 4)

    assert told == [4]
    assert stream.getvalue()[512:] == b"long" + bytes(508)


def test_a_file_may_be_larger_than_tar_once_allowed() -> None:
    assert len(header("database/blog.sqlite3", 2**40)) == 512
    with pytest.raises(ValueError, match="too long"):
        header("media/" + "k" * 100, 1)
