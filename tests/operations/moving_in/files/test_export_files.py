"""No archive leads out of itself, swells without end or hides a link; a folder shows plain files alone."""

import os
import zipfile
from pathlib import Path

import pytest
from flask import Flask

from blog.operations.moving_in.files.export_files import open_bundle
from blog.operations.moving_in.imported_items import ExportRefused

LINK = zipfile.ZipInfo("posts/link.html")
LINK.external_attr = 0o120777 << 16


def write_zip(folder: Path, *entries: tuple[str | zipfile.ZipInfo, bytes]) -> Path:
    path = folder / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return path


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        (("../../etc/passwd", b"x"), "leads out"),
        (("/etc/passwd", b"x"), "leads out"),
        (("a\\..\\b", b"x"), "leads out"),
        (("C:/x", b"x"), "leads out"),
        ((LINK, b"/etc/passwd"), "link to another file"),
        (("bomb.xml", b"\0" * 40 * 2**20), "swell"),
    ],
)
def test_an_archive_that_is_a_trap_is_refused(
    app: Flask, tmp_path: Path, entry: tuple[str | zipfile.ZipInfo, bytes], sentence: str
) -> None:
    path = write_zip(tmp_path, ("fine.txt", b"x"), entry)

    with pytest.raises(ExportRefused, match=sentence), open_bundle(path):
        pass


def test_a_damaged_archive_is_refused(app: Flask, tmp_path: Path) -> None:
    path = write_zip(tmp_path, ("a.txt", b"words" * 1000))
    path.write_bytes(path.read_bytes()[:40] + b"\xff" * 30 + path.read_bytes()[70:])

    with pytest.raises(ExportRefused), open_bundle(path) as bundle, bundle.open("a.txt") as stream:
        stream.read()


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_one_wrong_byte_of_a_file_in_an_archive_is_a_sentence(app: Flask, tmp_path: Path, method: int) -> None:
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("a.txt", os.urandom(3000).hex())
    data = bytearray(path.read_bytes())
    data[300] ^= 255
    path.write_bytes(data)

    with (
        pytest.raises(ExportRefused, match="cannot be read"),
        open_bundle(path) as bundle,
        bundle.open("a.txt") as stream,
    ):
        stream.read()


def test_an_archive_that_breaks_off_is_called_damaged(app: Flask, tmp_path: Path) -> None:
    path = write_zip(tmp_path, ("a.txt", os.urandom(3000)))
    path.write_bytes(path.read_bytes()[:1000])

    with pytest.raises(ExportRefused, match="damaged"), open_bundle(path):
        pass


def test_a_name_in_utf_8_that_does_not_say_so_is_read(tmp_path: Path) -> None:
    path = write_zip(tmp_path, ("XXXXX.md", b"words"), ("YYY.md", b"more"))
    path.write_bytes(path.read_bytes().replace(b"XXXXX", "fähr".encode()).replace(b"YYY", b"f\x84h"))

    with open_bundle(path) as bundle:
        assert bundle.names == ["fähr.md", "fäh.md"]
        assert bundle.size("fähr.md") == 5


def test_a_file_of_an_archive_can_be_read_twice(tmp_path: Path) -> None:
    with open_bundle(write_zip(tmp_path, ("a.pdf", b"words" * 9_000))) as bundle, bundle.open("a.pdf") as stream:
        first = stream.read(7_000)
        stream.seek(0)

        assert stream.read(7_000) == first
        assert stream.seek(0, os.SEEK_END) == 45_000


def test_links_of_a_folder_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts/a.md").write_text("words")
    (tmp_path / "posts/passwords.md").symlink_to("/etc/passwd")
    (tmp_path / "outside").symlink_to("/etc")
    os.mkfifo(tmp_path / "pipe.md")

    with open_bundle(tmp_path) as bundle:
        assert bundle.names == ["posts/a.md"]
        assert bundle.size("posts/a.md") == 5


def test_the_files_of_an_archive_are_read_where_they_are(tmp_path: Path) -> None:
    with open_bundle(write_zip(tmp_path, ("posts/a.html", b"words"), ("__MACOSX/x", b""))) as bundle:
        assert bundle.names == ["posts/a.html"]
        with bundle.open("posts/a.html") as stream:
            assert stream.read() == b"words"
