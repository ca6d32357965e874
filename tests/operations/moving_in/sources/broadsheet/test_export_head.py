"""The head of an export: found at the root or in the one folder of a zip, and nowhere else."""

import json
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from blog.operations.moving_in.files.export_files import FolderBundle
from blog.operations.moving_in.imported_items import ExportRefused
from blog.operations.moving_in.sources.broadsheet.export_head import find_head, read_head
from blog.operations.moving_out.export_schema import MEDIA_LIST
from blog.operations.moving_out.exported_tables import TABLES

LISTED = {"rows": 0, "size": 0, "sha256": ""}
FILES = dict.fromkeys((MEDIA_LIST, *(table.file for table in TABLES)), LISTED)


def write(folder: Path, **fields: Any) -> FolderBundle:
    folder.mkdir(parents=True)
    head = {
        "format": "broadsheet-export",
        "version": 1,
        "site": {"name": "A", "address": "B"},
        "files": FILES,
        **fields,
    }
    (folder / "export.json").write_text(json.dumps(head))
    return FolderBundle(folder)


def test_a_head_is_found_at_the_root_and_in_one_folder_alone(tmp_path: Path) -> None:
    write(tmp_path / "a")
    write(tmp_path / "deep" / "deeper" / "b")

    assert find_head(FolderBundle(tmp_path / "a")) == "export.json"
    assert find_head(FolderBundle(tmp_path)) == "a/export.json"
    assert find_head(FolderBundle(tmp_path / "deep" / "deeper")) == "b/export.json"
    assert find_head(FolderBundle(tmp_path / "deep")) is None


def test_a_head_says_site_and_files(sqlite_app: Flask, tmp_path: Path) -> None:
    with sqlite_app.app_context():
        head = read_head(write(tmp_path / "a"))

    assert (head.name, head.address, len(head.files)) == ("A", "B", len(TABLES) + 1)


@pytest.mark.parametrize(
    "fields", [{"version": 2}, {"version": True}, {"files": {}}, {"files": {**FILES, "data/x.jsonl": LISTED}}]
)
def test_another_version_or_other_files_are_refused(sqlite_app: Flask, tmp_path: Path, fields: dict[str, Any]) -> None:
    bundle = write(tmp_path / "a", **fields)

    with sqlite_app.app_context(), pytest.raises(ExportRefused):
        read_head(bundle)
