"""Rows of JSON come one at a time; a damaged file is refused."""

from pathlib import Path

import pytest
from flask import Flask

from blog.operations.moving_in.files.export_files import FolderBundle
from blog.operations.moving_in.files.json_rows import read_rows
from blog.operations.moving_in.imported_items import ExportRefused


def rows(folder: Path, text: str) -> list[dict[str, object]]:
    (folder / "a.json").write_text(text)
    return list(read_rows(FolderBundle(folder), "a.json", "db.item.t.item"))


def test_rows_are_read(tmp_path: Path) -> None:
    assert rows(tmp_path, '{"db":[{"t":[{"a":1},5,{"a":2.5}]}]}') == [{"a": 1}, {"a": 2.5}]


@pytest.mark.parametrize("text", ['{"db":[{"t":[{"a":', "nothing", ""])
def test_a_damaged_file_is_refused(app: Flask, tmp_path: Path, text: str) -> None:
    with pytest.raises(ExportRefused):
        rows(tmp_path, text)
