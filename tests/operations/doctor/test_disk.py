"""Room on the disk, and a folder for pictures."""

import shutil
from collections import namedtuple
from pathlib import Path

import pytest

from blog.operations.doctor import disk
from blog.operations.doctor.disk import MIB, check_media, check_space
from tests.operations.doctor.fakes import severities

Usage = namedtuple("Usage", ["total", "used", "free"])


@pytest.mark.parametrize(("free_mib", "severity"), [(99, "WRONG"), (1023, "warn"), (50_000, "ok")])
def test_room_is_judged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free_mib: int, severity: str) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(0, 0, free_mib * MIB))

    assert severities(list(check_space(tmp_path / "not" / "made"))) == [("disk", severity)]


def test_a_folder_that_will_be_made_is_writable(tmp_path: Path) -> None:
    assert severities(list(check_media(tmp_path / "media"))) == [("pictures", "ok")]


def test_a_folder_that_is_not_ours_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk.os, "access", lambda _path, _mode: False)

    assert severities(list(check_media(tmp_path))) == [("pictures", "WRONG")]
