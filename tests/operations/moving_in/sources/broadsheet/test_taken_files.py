"""Files of an export are compared with their sums, and go again when the rest fails, as on a full disk."""

from pathlib import Path

import pytest
from flask import Flask

from blog.pictures.files.storage import FolderStorage, StorageFailed
from tests.operations.moving_in.sources.broadsheet.round_trip import empty_here, take_in
from tests.operations.moving_out.exports import export
from tests.operations.moving_out.sites import furnish, media_folder


def test_a_full_disk_leaves_no_file(app: Flask, media: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    furnish(41)
    export(tmp_path / "out")
    empty_here()
    put, done = FolderStorage.put_file, list[str]()

    def put_until_full(storage: FolderStorage, name: str, source: Path) -> None:
        if len(done) == 3:
            raise StorageFailed(28, "No space left on device", name)
        put(storage, name, source)
        done.append(name)

    monkeypatch.setattr(FolderStorage, "put_file", put_until_full)

    result = take_in(app, tmp_path / "out")

    assert (result.exit_code, "is the disk full?" in result.output) == (1, True)
    assert len(done) == 3
    assert list(media_folder().iterdir()) == []
