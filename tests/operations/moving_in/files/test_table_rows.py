"""Rows of CSV are read as spreadsheets and programs write them."""

from pathlib import Path

import pytest

from blog.operations.moving_in.files.export_files import open_bundle
from blog.operations.moving_in.files.table_rows import read_table
from blog.operations.moving_in.imported_items import ExportRefused


def read(path: Path) -> list[dict[str, str]]:
    with open_bundle(path) as bundle:
        return list(read_table(bundle, path.name, "post_id"))


@pytest.mark.parametrize(
    "data", [b'\xef\xbb\xbfPost_ID,Title\r\n1,"a, b"\r\n', b"post_id;title\n1;a, b\n", b'post_id,title\n1,"a,\0 b"\n']
)
def test_rows_are_read(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.csv").write_bytes(data)

    assert read(tmp_path / "a.csv") == [{"post_id": "1", "title": "a, b"}]


@pytest.mark.parametrize("data", [b"title\n1\n", b"", b'post_id\n"' + b"x" * 200_000 + b'"\n'])
def test_what_is_none_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.csv").write_bytes(data)

    with pytest.raises(ExportRefused):
        read(tmp_path / "a.csv")
