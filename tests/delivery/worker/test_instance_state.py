"""Where a database stands: live, copied, set back."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from blog.database import db
from blog.database.fingerprint import read_fingerprint
from blog.delivery.worker.instance_state import (
    EpochFile,
    InstanceState,
    declare,
    epoch_file_of,
    increment_epoch,
    read_standing,
    read_state,
)
from blog.delivery.worker.live_check import advance, declare_live
from blog.models import Heartbeat, Installation
from tests.factories import NOW, save


def epoch_file(folder: Path) -> EpochFile:
    return epoch_file_of(folder, read_fingerprint(db.session))


def test_a_database_that_was_never_declared_is_new(app: Flask, tmp_path: Path) -> None:
    assert read_state(db.session, tmp_path) is InstanceState.NEW


def test_a_declared_database_is_live(app: Flask, tmp_path: Path) -> None:
    epoch = declare(db.session, tmp_path, NOW)
    epoch_file(tmp_path).write(epoch)
    db.session.commit()

    assert read_state(db.session, tmp_path) is InstanceState.LIVE


def test_another_fingerprint_makes_a_copy(app: Flask, tmp_path: Path) -> None:
    declare(db.session, tmp_path, NOW)
    db.session.get_one(Installation, 1).fingerprint = "0" * 64
    db.session.commit()

    assert read_state(db.session, tmp_path) is InstanceState.COPY


@pytest.mark.parametrize(("behind", "state"), [(0, InstanceState.LIVE), (1, InstanceState.ROLLED_BACK)])
def test_a_database_behind_its_epoch_file_was_set_back(
    app: Flask, tmp_path: Path, behind: int, state: InstanceState
) -> None:
    epoch = declare(db.session, tmp_path, NOW)
    db.session.commit()

    epoch_file(tmp_path).write(epoch + behind)

    assert read_state(db.session, tmp_path) is state
    assert read_standing(db.engine, tmp_path, NOW) is state


@pytest.mark.parametrize(
    ("age", "told", "state"),
    [
        (timedelta(seconds=30), "live", InstanceState.LIVE),
        (timedelta(seconds=30), "set back", InstanceState.ROLLED_BACK),
        (timedelta(seconds=30), "copy", InstanceState.COPY),
        (timedelta(minutes=3), "set back", InstanceState.LIVE),
        (-timedelta(hours=3), "set back", InstanceState.LIVE),
    ],
)
def test_what_a_worker_that_is_alive_has_found_is_what_everybody_says(
    app: Flask, tmp_path: Path, age: timedelta, told: str, state: InstanceState
) -> None:
    declare(db.session, tmp_path, NOW)
    save(Heartbeat(name="elsewhere", seen_at=NOW - age, mail_state=told))

    assert read_standing(db.engine, tmp_path, NOW) is state


def test_a_declaration_ends_what_workers_found_before(app: Flask, tmp_path: Path) -> None:
    save(Heartbeat(name="elsewhere", seen_at=NOW, mail_state="set back"))

    declare(db.session, tmp_path, NOW)
    db.session.commit()

    assert read_standing(db.engine, tmp_path, NOW) is InstanceState.LIVE


def test_a_transaction_of_the_asker_that_is_older_than_the_file_does_no_harm(app: Flask, tmp_path: Path) -> None:
    declare_live(db.session, tmp_path, NOW)
    with db.engine.connect().execution_options(is_reading=True) as older:
        older.execute(text("SELECT epoch FROM installation")).all()
        for _ in range(3):
            advance(db.session, tmp_path)

        assert read_standing(db.engine, tmp_path, NOW) is InstanceState.LIVE


def test_declaring_overtakes_the_witness(app: Flask, tmp_path: Path) -> None:
    epoch_file(tmp_path).write(41)
    declare(db.session, tmp_path, NOW)

    epoch = declare(db.session, tmp_path, NOW + timedelta(days=1))

    row = db.session.get_one(Installation, 1)
    assert (epoch, row.epoch, row.declared_at) == (43, 43, NOW + timedelta(days=1))


def test_each_epoch_is_one_more(app: Flask, tmp_path: Path) -> None:
    first = declare(db.session, tmp_path, NOW)

    assert [increment_epoch(db.session), increment_epoch(db.session)] == [first + 1, first + 2]


@pytest.mark.parametrize("text", ["", "many", "\xff"])
def test_a_broken_witness_has_seen_nothing(tmp_path: Path, text: str) -> None:
    file = tmp_path / "epoch_file"
    file.write_text(text)

    assert EpochFile(file).read() == 0


def test_a_witness_is_for_its_owner_alone(tmp_path: Path) -> None:
    one = EpochFile(tmp_path / "new" / "epoch_file")

    one.write(7)

    assert (one.read(), one.path.stat().st_mode & 0o777) == (7, 0o600)
    assert list(one.path.parent.iterdir()) == [one.path]


def test_two_writers_at_once_do_not_take_each_others_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    epoch_file, flush, others = EpochFile(tmp_path / "epoch"), os.fsync, iter([7])

    def flush_while_another_writes(descriptor: int) -> None:
        for epoch in others:
            epoch_file.write(epoch)
        flush(descriptor)

    monkeypatch.setattr(os, "fsync", flush_while_another_writes)
    epoch_file.write(8)

    assert epoch_file.read() == 8
    assert list(tmp_path.iterdir()) == [epoch_file.path]


def test_a_write_that_fails_leaves_no_draft(tmp_path: Path) -> None:
    folder = tmp_path / "epoch"
    (folder / "occupied").mkdir(parents=True)

    with pytest.raises(OSError, match="epoch"):
        EpochFile(folder).write(7)

    assert list(tmp_path.iterdir()) == [folder]
