"""What is damaged, was changed or is made to harm is refused with a sentence, and nothing is written."""

import json
import os
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from blog.database import Base, db
from blog.operations.doctor.shared_media import MARKS
from blog.operations.moving_in.sources.broadsheet.site_taking import REPLACED
from tests.conftest import empty_database
from tests.operations.moving_in.sources.broadsheet.round_trip import empty_here, take_in
from tests.operations.moving_out.exports import export
from tests.operations.moving_out.sites import furnish, media_folder

Change = Callable[[Path], None]


def change_row(table: str, **fields: Any) -> Change:
    """Return what changes the first row of *table*, and the sums with it, as somebody who means harm would."""

    def change(folder: Path) -> None:
        path = folder / "data" / f"{table}.jsonl"
        first, *rest = path.read_bytes().splitlines(keepends=True)
        write(
            folder,
            f"data/{table}.jsonl",
            b"".join([json.dumps({**json.loads(first), **fields}).encode() + b"\n", *rest]),
        )

    return change


def write(folder: Path, name: str, data: bytes) -> None:
    (folder / name).write_bytes(data)
    head = json.loads((folder / "export.json").read_text())
    sums = {"rows": data.count(b"\n"), "size": len(data), "sha256": sha256(data).hexdigest()}
    head["files"][name] = sums
    (folder / "export.json").write_text(json.dumps(head))


def change_head(**fields: Any) -> Change:
    def change(folder: Path) -> None:
        head = json.loads((folder / "export.json").read_text())
        (folder / "export.json").write_text(json.dumps({**head, **fields}))

    return change


def replace_by_link(folder: Path) -> None:
    (folder / "data/people.jsonl").unlink()
    os.symlink("/etc/passwd", folder / "data/people.jsonl")


def link_media(folder: Path) -> None:
    file = next((folder / "media").rglob("900.jpg"))
    file.unlink()
    file.symlink_to("/etc/passwd")


def swap_picture(folder: Path) -> None:
    file = next((folder / "media").rglob("900.jpg"))
    file.write_bytes(b"X" * file.stat().st_size)


def add_media(name: str) -> Change:
    def change(folder: Path) -> None:
        lines = (folder / "data/media.jsonl").read_bytes()
        entry = {"name": name, "size": 0, "sha256": sha256(b"").hexdigest()}
        write(folder, "data/media.jsonl", lines + json.dumps(entry).encode() + b"\n")

    return change


def repeat_line(table: str) -> Change:
    def change(folder: Path) -> None:
        data = (folder / f"data/{table}.jsonl").read_bytes()
        write(folder, f"data/{table}.jsonl", data + data.splitlines(keepends=True)[-1])

    return change


CHANGES: dict[str, Change] = {
    "a later version": change_head(version=2),
    "no version": change_head(version="1"),
    "files of another kind": change_head(files=[1]),
    "a file that leads out": change_head(files={"../../etc/passwd": {}}),
    "a link": replace_by_link,
    "a link among the pictures": link_media,
    "another picture": swap_picture,
    "a file that no row names": add_media("elsewhere/1.jpg"),
    "a name that leads out": add_media("../../x/1.jpg"),
    "a byte more": lambda folder: (folder / "data/topics.jsonl").write_bytes(b"{}\n"),
    "no JSON": lambda folder: write(folder, "data/topics.jsonl", b"{\n"),
    "nested JSON": lambda folder: write(folder, "data/topics.jsonl", b"[" * 100_000 + b"\n"),
    "a line without end": lambda folder: write(folder, "data/topics.jsonl", b" " * (2**24 + 2)),
    "a row twice": repeat_line("articles"),
    "a link twice": repeat_line("article_topics"),
    "a huge text": change_row("people", biography="x" * 2_000_001),
    "a long name": change_row("people", name="x" * 101),
    "a wrong type": change_row("articles", headline=["x"]),
    "a role that is none": change_row("people", role="owner"),
    "a password": change_row("people", password_hash="x"),
    "HTML of their own": change_row("articles", body_html="<script>alert(1)</script>"),
    "a slug that leads out": change_row("articles", slug="../../x"),
    "a script as link": change_row("profiles", links=["javascript:alert(1)"]),
    "a path as picture of shared links": change_row("articles", social_picture="../a"),
    "a script as canonical address": change_row("articles", canonical_url="javascript:alert(1)"),
    "another site as target": change_row("former_addresses", article_id=None, picture_id=None, target="//evil.example"),
    "a row that is not there": change_row("articles", author_id=2_000_000_000),
    "widths that are none": change_row("pictures", widths=["../x"]),
    "formats that are none": change_row("pictures", formats=["svg"]),
    "a plan that is none": change_row("front_arrangements", plan={"lead": {"article": "x", "until": 5}}),
    "details that are none": change_row("revisions", details=[1]),
    "a kind of file that is none": change_row("attachments", kind="exe"),
    "a ledger that is none": change_row("alerts", ledger=[["sent", "", -1]]),
    "a date before all": change_row("articles", created_at="0001-01-01T00:00:00+00:00"),
    "a NUL": change_row("topics", name="a\0b"),
}


@pytest.fixture(scope="module")
def exported(sqlite_app: Flask, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One export, of which each test changes a copy."""
    folder = tmp_path_factory.mktemp("exported") / "out"
    with sqlite_app.app_context():
        empty_database()
        furnish(21)
        export(folder)
        empty_here()
    return folder


def attempt(app: Flask, exported: Path, folder: Path, kind: str) -> str:
    """Import a changed copy into an empty site, and return what is said; nothing may be written."""
    shutil.copytree(exported, folder)
    CHANGES[kind](folder)
    result = take_in(app, folder)
    db.session.rollback()
    kept = {model.__table__ for model in REPLACED} | {Base.metadata.tables["content_version"]}
    tables = [table for table in Base.metadata.sorted_tables if table not in kept and table.name != "row_counts"]
    assert [table.name for table in tables if db.session.execute(select(table).limit(1)).first()] == []
    assert [path for path in media_folder().iterdir() if path.name != MARKS] == []
    assert result.exit_code == 1, result.output
    assert "Traceback" not in result.output
    return result.output


@pytest.mark.parametrize("kind", CHANGES)
def test_what_is_changed_is_refused_and_nothing_is_written(
    sqlite_app: Flask, exported: Path, tmp_path: Path, kind: str
) -> None:
    with sqlite_app.app_context():
        said = attempt(sqlite_app, exported, tmp_path / "out", kind)

    assert said.splitlines()[-1].startswith("Error: ")


def test_rows_that_contradict_each_other_are_refused_on_each_database(
    app: Flask, exported: Path, tmp_path: Path
) -> None:
    said = attempt(app, exported, tmp_path / "out", "a link twice")

    assert "contradicts itself" in said
