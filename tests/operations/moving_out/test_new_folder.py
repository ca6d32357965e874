"""A new folder never takes the place of anything, and what a killed run left goes later."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from blog.operations.moving_out.new_folder import TargetRefused, new_private_folder

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize("kind", ["full", "file", "link", "orphan"])
def test_what_is_there_is_never_touched(tmp_path: Path, kind: str) -> None:
    target = tmp_path / "out"
    (tmp_path / "other").mkdir()
    if kind == "full":
        target.mkdir()
        (target / "precious").write_text("kept")
    elif kind == "file":
        target.write_text("kept")
    elif kind == "link":
        target.symlink_to(tmp_path / "other")
    else:
        target = tmp_path / "nowhere" / "out"
    before = sorted(tmp_path.rglob("*"))

    with pytest.raises(TargetRefused), new_private_folder(target, NOW):
        pytest.fail("begun")

    assert sorted(tmp_path.rglob("*")) == before


def test_what_a_killed_run_left_goes_later_and_an_empty_folder_is_used(tmp_path: Path) -> None:
    old, new = tmp_path / ".out.exporting-old", tmp_path / ".out.exporting-new"
    for left in (old, new, tmp_path / "out"):
        left.mkdir()
    os.utime(old, (0, 0))
    os.utime(new, (NOW.timestamp(), NOW.timestamp()))

    with new_private_folder(tmp_path / "out", NOW) as folder:
        (folder / "a").write_text("b")

    assert sorted(path.name for path in tmp_path.iterdir()) == [".out.exporting-new", "out"]
    assert (tmp_path / "out" / "a").read_text() == "b"


def test_somebody_who_took_the_name_meanwhile_keeps_it(tmp_path: Path) -> None:
    with pytest.raises(OSError), new_private_folder(tmp_path / "out", NOW):  # noqa: PT011, PT012
        (tmp_path / "out").mkdir()
        (tmp_path / "out" / "theirs").write_text("kept")

    assert [path.name for path in tmp_path.rglob("*")] == ["out", "theirs"]
