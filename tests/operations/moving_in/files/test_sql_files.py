"""Dumps are read plain, packed, in parts and in UTF-16; packed traps are refused."""

import gzip
import re
from pathlib import Path

import pytest

from blog.operations.moving_in.files.export_files import open_bundle
from blog.operations.moving_in.files.sql_files import dump_files, holds_text, open_dump, read_dump
from blog.operations.moving_in.imported_items import ExportRefused
from tests.operations.moving_in.sources.joomla.dumps import mysqldump

DUMP = mysqldump({"a": [{"id": 1, "text": "Grüße"}]})


def rows_of(path: Path) -> list[str | None]:
    with open_bundle(path) as bundle:
        return [row.values["text"] for row in read_dump(bundle, lambda name: name.endswith("_a"), [])]


def test_every_packing_gives_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.sql").write_text(DUMP, "utf-8")
    (tmp_path / "b.sql.gz").write_bytes(gzip.compress(DUMP.encode()))
    (tmp_path / "c.sql").write_text(DUMP, "utf-16")

    assert [rows_of(tmp_path / name) for name in ("a.sql", "b.sql.gz", "c.sql")] == [["Grüße"]] * 3


def test_the_parts_of_akeeba_are_read_in_their_order(tmp_path: Path) -> None:
    head, tail = DUMP.split("INSERT INTO")
    (tmp_path / "site.s01").write_text(f"INSERT INTO{tail}", "utf-8")
    (tmp_path / "site.sql").write_text(head, "utf-8")
    (tmp_path / "administrator").mkdir()
    (tmp_path / "administrator/install.sql").write_text("CREATE TABLE `x_a` (`id` int);", "utf-8")

    with open_bundle(tmp_path) as bundle:
        assert dump_files(bundle) == ["site.sql", "site.s01"]
    assert rows_of(tmp_path) == ["Grüße"]


def test_a_packed_trap_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.sql.gz").write_bytes(gzip.compress(b" " * 40_000_000))

    with open_bundle(tmp_path) as bundle, pytest.raises(ExportRefused):
        holds_text(bundle, re.compile(b"never"))


def test_a_packed_file_that_ends_too_early_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.sql.gz").write_bytes(gzip.compress(DUMP.encode())[:-20])

    with open_bundle(tmp_path) as bundle, open_dump(bundle, "a.sql.gz") as stream, pytest.raises(ExportRefused):
        stream.read()
