"""The doctor says which machines see another folder of pictures."""

import socket
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from blog.database import db
from blog.models import Heartbeat
from blog.operations.doctor.findings import Severity
from blog.operations.doctor.shared_media import check_shared_media, leave_mark, machine_name, read_marks
from blog.operations.jobs.all_jobs import mark_media
from blog.pictures.files.storage import FolderStorage, storage
from tests.factories import NOW, save


def check(media: Path) -> tuple[Severity, str]:
    (finding,) = check_shared_media(db.session, media, "one", NOW)
    return finding.severity, finding.message


def test_one_machine_needs_no_other(app: Flask, tmp_path: Path) -> None:
    save(Heartbeat(name="one:7:ab", seen_at=NOW))

    assert check(tmp_path)[0] is Severity.OK


@pytest.mark.parametrize(
    ("mark_age", "severity"), [(None, Severity.WARN), (timedelta(hours=4), Severity.WARN), (timedelta(0), Severity.OK)]
)
def test_a_machine_that_left_no_mark_has_another_folder(
    app: Flask, tmp_path: Path, mark_age: timedelta | None, severity: Severity
) -> None:
    save(Heartbeat(name="two:7:ab", seen_at=NOW))
    if mark_age is not None:
        leave_mark(tmp_path, "two", NOW - mark_age)

    found, message = check(tmp_path)

    assert found is severity
    assert (str(tmp_path) in message and "two" in message) is (severity is Severity.WARN)


@pytest.mark.parametrize("content", [b"", b"2026-", b"2026-12-01T10:00", "gestern".encode("utf-16")])
def test_a_mark_without_a_time_is_none(app: Flask, tmp_path: Path, content: bytes) -> None:
    save(Heartbeat(name="two:7:ab", seen_at=NOW))
    leave_mark(tmp_path, "two", NOW)
    (tmp_path / ".machines" / "two").write_bytes(content)

    assert check(tmp_path)[0] is Severity.WARN


def test_a_machine_that_is_gone_is_not_missed(app: Flask, tmp_path: Path) -> None:
    save(Heartbeat(name="two:7:ab", seen_at=NOW - timedelta(hours=1)))

    assert check(tmp_path)[0] is Severity.OK


def test_a_folder_that_cannot_be_written_is_wrong(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "media").write_text("in the way")

    assert check(tmp_path / "media")[0] is Severity.WRONG


def test_the_worker_leaves_the_mark_of_its_machine(app: Flask) -> None:
    mark_media(db.session, NOW)

    kept = storage()
    assert isinstance(kept, FolderStorage)
    assert read_marks(kept.root, NOW) == {machine_name()}
    assert machine_name(socket.gethostname()) == machine_name()


@pytest.mark.parametrize("host", ["a/b", "..", "x" * 80, "", ".hidden", "büro"])
def test_any_host_name_makes_a_name_of_a_file(host: str) -> None:
    name = machine_name(host)

    assert 0 < len(name) <= 36
    assert "/" not in name
    assert not name.startswith(".")
