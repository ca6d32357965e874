"""Files of an import arrive whole or in pieces, within limits, and in their folder alone."""

import errno
from io import BytesIO
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from flask import Flask

from blog.operations.moving_in.at_desk import uploaded_files
from blog.operations.moving_in.at_desk.uploaded_files import (
    DiskFull,
    ImportFiles,
    OutOfStep,
    UploadPart,
    UploadRefused,
    UploadTooLarge,
    clean_name,
)


@pytest.fixture
def files(app: Flask, tmp_path: Path) -> ImportFiles:
    kept = ImportFiles(tmp_path / "one", 100)
    kept.make()
    return kept


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\export.xml", "export.xml"),
        (".htaccess", "htaccess"),
        ("Größe ✓.zip", "Größe _.zip"),
        ("..", "export"),
        (f"{'x' * 300}.xml", f"{'x' * 120}.xml"),
        ("export.xml.part", "export.xml"),
    ],
)
def test_a_name_leads_nowhere(name: str, kept: str) -> None:
    assert clean_name(name) == kept


def test_an_upload_that_broke_off_goes_on(files: ImportFiles) -> None:
    files.append(UploadPart.EXPORT, "a.xml", BytesIO(b"12345"), 0, 10)
    with pytest.raises(OutOfStep) as early:
        files.append(UploadPart.EXPORT, "a.xml", BytesIO(b"12345"), 0, 10)
    unfinished, before = files.unfinished(), files.whole(UploadPart.EXPORT)

    files.append(UploadPart.EXPORT, "a.xml", BytesIO(b"67890"), early.value.received, 10)

    assert (unfinished, before) == (["a.xml"], [])
    assert [path.read_bytes() for path in files.whole(UploadPart.EXPORT)] == [b"1234567890"]


def test_a_piece_that_comes_twice_at_once_is_kept_once(files: ImportFiles) -> None:
    files.append(UploadPart.EXPORT, "a.xml", BytesIO(b"12345"), 0, 15)

    class Slow(BytesIO):
        def read(self, *sizes: Any) -> bytes:
            if self.tell() == 0:
                files.append(UploadPart.EXPORT, "a.xml", BytesIO(b"67890"), 5, 15)
            return super().read(*sizes)

    here = files.append(UploadPart.EXPORT, "a.xml", Slow(b"67890"), 5, 15)
    files.append(UploadPart.EXPORT, "a.xml", BytesIO(b"abcde"), here, 15)

    assert [path.read_bytes() for path in files.whole(UploadPart.EXPORT)] == [b"1234567890abcde"]


def test_no_more_than_the_limit_is_kept(files: ImportFiles) -> None:
    with pytest.raises(UploadTooLarge):
        files.add(UploadPart.EXPORT, "a.xml", BytesIO(b"x" * 101))
    with pytest.raises(UploadTooLarge):
        files.append(UploadPart.MEDIA, "a.zip", BytesIO(b"x"), 0, 101)

    assert files.sizes() == 0


@pytest.mark.parametrize(("number", "status"), [(errno.EROFS, 503), (errno.EACCES, 503), (errno.ENOSPC, 507)])
def test_a_folder_that_cannot_be_made_is_a_refusal(tmp_path: Path, number: int, status: int) -> None:
    with mock.patch.object(Path, "mkdir", side_effect=OSError(number, "no")), pytest.raises(UploadRefused) as refused:
        ImportFiles(tmp_path / "new", 100).make()

    assert refused.value.status == status


def test_a_full_disk_is_said_and_leaves_what_was_here(files: ImportFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    files.append(UploadPart.EXPORT, "a.xml", BytesIO(b"12345"), 0, 10)

    class Full(BytesIO):
        def read(self, *_sizes: Any) -> bytes:
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(DiskFull, match="The disk of the server is full"):
        files.append(UploadPart.EXPORT, "a.xml", Full(), 5, 10)
    monkeypatch.setattr(uploaded_files, "RESERVE", 2**62)
    with pytest.raises(DiskFull):
        files.add(UploadPart.MEDIA, "b.zip", BytesIO(b"x"))

    assert files.sizes() == 5
