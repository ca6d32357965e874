"""A source is found by what the export is, or by its name."""

from pathlib import Path

import pytest
from flask import Flask

from blog.operations.moving_in.all_sources import SOURCES
from blog.operations.moving_in.door import find_source
from blog.operations.moving_in.files.export_files import FolderBundle
from blog.operations.moving_in.imported_items import ExportRefused
from tests.operations.moving_in.exports import write_wxr


def test_an_export_is_recognised_and_a_name_overrules(tmp_path: Path) -> None:
    write_wxr(tmp_path, [])

    assert find_source(FolderBundle(tmp_path), SOURCES).name == "wordpress"
    assert find_source(FolderBundle(tmp_path), SOURCES, "ghost").name == "ghost"


def test_an_unknown_one_is_refused(app: Flask, tmp_path: Path) -> None:
    with pytest.raises(ExportRefused):
        find_source(FolderBundle(tmp_path), SOURCES)
