"""Rows that do not fit, are too few or of a table that is not named are refused, and nothing of them stays."""

import io
from contextlib import closing

import pytest
from flask import Flask

from blog.database import db
from blog.models import Topic
from blog.operations.backup.archive.archive_reader import ArchiveMember, Body
from blog.operations.backup.archive.manifest import ArchiveRefused, Manifest, Table
from blog.operations.backup.database.filling import fill_from_rows

TOPICS = Table("topics", (("id", "integer"), ("name", "character varying"), ("slug", "character varying")))
FAULTS = {"fields": b"1\ttoo few\n", "id": b"one\tName\tslug\n", "unknown": b"1\tName\tslug\n"}


def member(name: str, data: bytes) -> ArchiveMember:
    return ArchiveMember(name, len(data), Body(io.BytesIO(data), len(data)))


@pytest.mark.parametrize("fault", FAULTS)
def test_rows_that_do_not_fit_are_refused(app: Flask, fault: str) -> None:
    name = "0007-topics" if fault == "unknown" else "0000-topics"
    db.session.rollback()

    with closing(fill_from_rows(db.engine, [TOPICS])) as filling, pytest.raises(ArchiveRefused):
        filling.load(member(f"database/tables/{name}/000000.copy", FAULTS[fault]))

    assert db.session.query(Topic).count() == 0


def test_too_few_rows_are_refused_before_they_are_committed(app: Flask) -> None:
    db.session.rollback()

    with (
        closing(fill_from_rows(db.engine, [TOPICS])) as filling,
        pytest.raises(ArchiveRefused, match="topics has 0 rows and the backup had 2"),
    ):
        filling.finish(Manifest("", 0, 0, {"topics": 2}, {"topics": ""}))

    assert db.session.query(Topic).count() == 0
