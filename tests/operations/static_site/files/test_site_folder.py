"""Files are swapped whole, whatever fails, and a folder of somebody else is left alone."""

import errno
import gzip
from contextlib import suppress
from pathlib import Path

import brotli
import pytest

from blog.operations.static_site.files import site_folder
from blog.operations.static_site.files.site_folder import FolderBusy, FolderRefused, SiteFolder

PAGE = b"<p>The board met on Tuesday.</p>" * 40


def prepared(root: Path) -> SiteFolder:
    folder = SiteFolder(root)
    folder.prepare()
    return folder


def test_a_page_has_its_compressed_forms_beside_it(tmp_path: Path) -> None:
    folder = prepared(tmp_path / "site")
    with folder.open(0) as manifest:
        first = folder.write(manifest, "a/tea.html", "/a/tea", PAGE)
        again = folder.write(manifest, "a/tea.html", "/a/tea", PAGE)
        folder.write(manifest, "a/photo.jpg", "/a/photo.jpg", PAGE)

    assert (first, again) == (True, False)
    assert brotli.decompress((tmp_path / "site/a/tea.html.br").read_bytes()) == PAGE
    assert gzip.decompress((tmp_path / "site/a/tea.html.gz").read_bytes()) == PAGE
    assert not (tmp_path / "site/a/photo.jpg.br").exists()


def test_a_deleted_file_leaves_nothing(tmp_path: Path) -> None:
    folder = prepared(tmp_path / "site")
    with folder.open(0) as manifest:
        folder.write(manifest, "a/b/tea.html", "/a/b/tea", PAGE)
        folder.delete(manifest, "a/b/tea.html")

    assert [path.name for path in (tmp_path / "site").iterdir()] == [".broadsheet"]


def test_a_full_disk_leaves_the_former_file_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = prepared(tmp_path / "site")
    with folder.open(0) as manifest:
        folder.write(manifest, "tea.html", "/tea", PAGE)

    def fail(path: Path, data: bytes) -> int:
        with path.open("wb") as file:
            file.write(data[:10])
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    monkeypatch.setattr(Path, "write_bytes", fail)
    with pytest.raises(OSError, match="No space"), folder.open(0) as manifest:
        folder.write(manifest, "tea.html", "/tea", PAGE + b"more")
    monkeypatch.undo()

    assert (tmp_path / "site/tea.html").read_bytes() == PAGE
    assert list(tmp_path.rglob("*draft*")) == []


def test_after_a_kill_the_files_are_believed_and_not_the_manifest(tmp_path: Path) -> None:
    folder = prepared(tmp_path / "site")
    with folder.open(0) as manifest:
        folder.write(manifest, "tea.html", "/tea", PAGE)
    (tmp_path / f"site/.half{site_folder.DRAFT}").write_bytes(b"half")
    (tmp_path / "site/tea.html").write_bytes(b"written, and not noted")
    with pytest.raises(KeyboardInterrupt), folder.open(0):
        raise KeyboardInterrupt

    with folder.open(0) as manifest:
        is_written = folder.write(manifest, "tea.html", "/tea", PAGE)

    assert (is_written, (tmp_path / "site/tea.html").read_bytes()) == (True, PAGE)
    assert list(tmp_path.rglob("*draft*")) == []


def test_a_folder_with_other_files_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear")

    with pytest.raises(FolderRefused, match="not empty"):
        SiteFolder(tmp_path).prepare()

    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_folder_that_cannot_be_made_is_refused_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(FolderRefused, match="cannot be used"):
        SiteFolder(tmp_path / "file/site").prepare()


def test_two_do_not_write_at_once(tmp_path: Path) -> None:
    folder = prepared(tmp_path / "site")

    with folder.locked(0), pytest.raises(FolderBusy), folder.locked(0.1):
        pass


def test_what_a_killed_run_wrote_is_known_until_a_run_ends_well(tmp_path: Path) -> None:
    folder = prepared(tmp_path / "site")
    with suppress(KeyboardInterrupt), folder.open(0) as manifest:
        folder.write(manifest, "a/tea.html", "/a/tea", PAGE)
        raise KeyboardInterrupt

    begun = folder.begun()
    with folder.open(0):
        pass

    assert (begun, folder.begun()) == (["a/tea.html"], [])
