"""What tells a database from its copies."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from blog.database import db
from blog.database.fingerprint import file_facts, machine_id, read_fingerprint
from tests.factories import make_subscriber


def test_a_database_keeps_its_fingerprint(app: Flask) -> None:
    before = read_fingerprint(db.session)
    make_subscriber()
    db.session.remove()
    db.engine.dispose()

    assert read_fingerprint(db.session) == before
    assert len(before) == 64


def test_each_database_has_a_fingerprint_of_its_own(sqlite_app: Flask, postgres_app: Flask) -> None:
    found = set()
    for one in (sqlite_app, postgres_app):
        with one.app_context():
            found.add(read_fingerprint(db.session))
            db.session.remove()

    assert len(found) == 2


@pytest.mark.parametrize("move", ["copy", "rename", "replace"])
def test_a_file_that_was_moved_or_replaced_is_another(tmp_path: Path, move: str) -> None:
    file, other = tmp_path / "blog.sqlite3", tmp_path / "other.sqlite3"
    file.write_bytes(b"")
    before = file_facts(create_engine(f"sqlite:///{file}"))

    if move == "rename":
        file.rename(other)
    else:
        other.write_bytes(file.read_bytes())
    if move == "replace":
        other.replace(file)

    assert file_facts(create_engine(f"sqlite:///{file if move == 'replace' else other}")) != before


def test_a_link_to_the_file_is_the_file(tmp_path: Path) -> None:
    file, link = tmp_path / "blog.sqlite3", tmp_path / "link.sqlite3"
    file.write_bytes(b"")
    link.symlink_to(file)

    assert file_facts(create_engine(f"sqlite:///{link}")) == file_facts(create_engine(f"sqlite:///{file}"))


def test_a_database_in_memory_has_a_fingerprint_too() -> None:
    with Session(create_engine("sqlite://")) as session:
        assert read_fingerprint(session)


@pytest.mark.parametrize(
    ("written", "is_container", "expected"),
    [("abc123\n", False, "abc123"), (None, False, ""), ("abc123\n", True, "")],
)
def test_a_machine_is_known_unless_it_is_a_container(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: str | None, is_container: bool, expected: str
) -> None:
    monkeypatch.delenv("container", raising=False)
    file, mark = tmp_path / "machine-id", tmp_path / "mark"
    if written:
        file.write_text(written)
    if is_container:
        mark.touch()

    assert machine_id([tmp_path / "missing", file], [mark]) == expected
