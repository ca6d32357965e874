"""A new file is private, and has its name once it is whole."""

import stat
from pathlib import Path

import pytest

from blog.operations.backup.archive.backup_file import new_private_file
from blog.operations.backup.archive.manifest import ArchiveRefused


def test_a_file_has_its_name_once_it_is_whole(tmp_path: Path) -> None:
    with new_private_file(tmp_path / "site.tar") as file:
        file.write(b"whole")
        before = [path.name for path in tmp_path.iterdir()]

    assert before == ["site.tar.part"]
    assert (tmp_path / "site.tar").read_bytes() == b"whole"
    assert stat.S_IMODE((tmp_path / "site.tar").stat().st_mode) == 0o600


def test_a_failure_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), new_private_file(tmp_path / "site.tar"):
        raise ZeroDivisionError

    assert list(tmp_path.iterdir()) == []


def test_no_file_is_overwritten_and_no_folder_is_made(tmp_path: Path) -> None:
    (tmp_path / "site.tar").touch()

    for name in ("site.tar", "missing/site.tar"):
        with pytest.raises(ArchiveRefused), new_private_file(tmp_path / name):
            pass
