"""Where a database stands: live, copied, set back."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from blog.database import db
from blog.database.fingerprint import read_fingerprint
from blog.delivery.worker.instance_state import SLACK, Standing, Witness, declare, look, raise_epoch, witness_of
from blog.models import Installation
from tests.factories import NOW


def witness(folder: Path) -> Witness:
    return witness_of(folder, read_fingerprint(db.session))


def test_a_database_that_was_never_declared_is_new(app: Flask, tmp_path: Path) -> None:
    assert look(db.session, tmp_path) is Standing.NEW


def test_a_declared_database_is_live(app: Flask, tmp_path: Path) -> None:
    epoch = declare(db.session, tmp_path, NOW)
    witness(tmp_path).write(epoch)

    assert look(db.session, tmp_path) is Standing.LIVE


def test_another_fingerprint_makes_a_copy(app: Flask, tmp_path: Path) -> None:
    declare(db.session, tmp_path, NOW)
    db.session.get_one(Installation, 1).fingerprint = "0" * 64

    assert look(db.session, tmp_path) is Standing.COPY


@pytest.mark.parametrize(("behind", "slack", "standing"), [
    (0, 0, Standing.LIVE),
    (1, 0, Standing.SET_BACK),
    (SLACK, SLACK, Standing.LIVE),
    (SLACK + 1, SLACK, Standing.SET_BACK),
])  # fmt: skip
def test_a_database_behind_its_witness_was_set_back(
    app: Flask, tmp_path: Path, behind: int, slack: int, standing: Standing
) -> None:
    epoch = declare(db.session, tmp_path, NOW)

    witness(tmp_path).write(epoch + behind)

    assert look(db.session, tmp_path, slack=slack) is standing


def test_declaring_overtakes_the_witness(app: Flask, tmp_path: Path) -> None:
    witness(tmp_path).write(41)
    declare(db.session, tmp_path, NOW)

    epoch = declare(db.session, tmp_path, NOW + timedelta(days=1))

    row = db.session.get_one(Installation, 1)
    assert (epoch, row.epoch, row.declared_at) == (43, 43, NOW + timedelta(days=1))


def test_each_epoch_is_one_more(app: Flask, tmp_path: Path) -> None:
    first = declare(db.session, tmp_path, NOW)

    assert [raise_epoch(db.session), raise_epoch(db.session)] == [first + 1, first + 2]


@pytest.mark.parametrize("text", ["", "many", "\xff"])
def test_a_broken_witness_has_seen_nothing(tmp_path: Path, text: str) -> None:
    file = tmp_path / "witness"
    file.write_text(text)

    assert Witness(file).epoch == 0


def test_a_witness_is_for_its_owner_alone(tmp_path: Path) -> None:
    one = Witness(tmp_path / "new" / "witness")

    one.write(7)

    assert (one.epoch, one.file.stat().st_mode & 0o777) == (7, 0o600)
    assert list(one.file.parent.iterdir()) == [one.file]
