"""Heads and manifests are read as they were written, and hostile ones are refused."""

import json
from typing import Any

import pytest

from blog.operations.backup.archive.manifest import (
    ArchiveRefused,
    Head,
    Manifest,
    Table,
    dump,
    is_known_name,
    load_head,
    load_manifest,
)

HEAD = Head(
    "0.1.0", "0044", "postgresql", "2026-12-01", "https://a.example", tables=(Table("people", (("id", "integer"),)),)
)
MANIFEST = Manifest("00", 2, 1, {"people": 3}, {"people": "ff"}, {"people": 9})


def test_head_and_manifest_come_back() -> None:
    assert load_head(dump(HEAD)) == HEAD
    assert load_manifest(dump(MANIFEST)) == MANIFEST


@pytest.mark.parametrize(
    "change",
    [{"engine": "mysql"}, {"schema": 44}, {"tables": [{"name": "a b", "columns": []}]}, {"tables": 7}, {"more": 1}],
)
def test_a_hostile_head_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ArchiveRefused):
        load_head(json.dumps({**json.loads(dump(HEAD)), **change}).encode())


@pytest.mark.parametrize("change", [{"files": "many"}, {"rows": []}, {"rows": {"people": None}}, {"digests": 3}])
def test_a_hostile_manifest_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ArchiveRefused):
        load_manifest(json.dumps({**json.loads(dump(MANIFEST)), **change}).encode())


@pytest.mark.parametrize(
    "name", ["media/a/../b.jpg", "media//b.jpg", "/media/a/b.jpg", "database/blog.sqlite3-wal", ""]
)
def test_no_name_leads_elsewhere(name: str) -> None:
    assert not is_known_name(name)
