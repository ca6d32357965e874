"""The worker begins one import at a time, takes up what was killed, and deletes what is old."""

from datetime import timedelta
from pathlib import Path
from unittest.mock import Mock

import pytest
from flask import Flask

from blog.config.retention_ages import IMPORT_FILES, IMPORT_ROWS
from blog.database import db
from blog.models import ImportStep, SiteImport, StepState
from blog.operations.moving_in.at_desk.import_job import alone, import_job, old_imports_job
from blog.operations.moving_in.at_desk.uploaded_files import ImportFiles
from tests.factories import NOW, save
from tests.operations.moving_in.exports import count


def make_import(root: Path, key: str = "a" * 32, **more: object) -> SiteImport:
    """Make an import whose files are here."""
    files = ImportFiles(root / key, 100)
    files.make()
    (files.folder / "export/a.xml").write_text("x")
    values = {"step": ImportStep.CHECK, "created_at": NOW, "options": {}, "report": {}}
    return save(SiteImport(key=key, **{**values, **more}))


def test_one_is_begun_at_a_time_the_oldest_first(app: Flask, tmp_path: Path) -> None:
    first, second = make_import(tmp_path), make_import(tmp_path, "b" * 32)
    process = Mock(poll=Mock(return_value=None))
    start = Mock(return_value=process)
    job = import_job(tmp_path, start)

    job(db.session, NOW)
    job(db.session, NOW)
    first.end(StepState.DONE, NOW)
    db.session.commit()
    process.poll.return_value = 0
    job(db.session, NOW)

    assert [call.args for call in start.call_args_list] == [(first.id,), (second.id,)]


@pytest.mark.parametrize("state", [StepState.DONE, StepState.STOPPED, StepState.FAILED, StepState.DISCARDED])
def test_what_has_ended_is_not_begun(app: Flask, tmp_path: Path, state: StepState) -> None:
    make_import(tmp_path, state=state)

    import_job(tmp_path, start := Mock())(db.session, NOW)

    start.assert_not_called()


def test_what_was_killed_is_taken_up_and_what_still_runs_is_not(app: Flask, tmp_path: Path) -> None:
    one = make_import(tmp_path, state=StepState.RUNNING)
    start = Mock()

    with alone(tmp_path):
        import_job(tmp_path, start)(db.session, NOW)
    runs_elsewhere = start.call_count
    import_job(tmp_path, start)(db.session, NOW)

    assert runs_elsewhere == 0
    start.assert_called_once_with(one.id)


def test_files_go_after_a_week_and_rows_after_a_year(app: Flask, tmp_path: Path) -> None:
    one = make_import(tmp_path, state=StepState.DONE, ended_at=NOW, step=ImportStep.TAKE)
    job = old_imports_job(tmp_path)

    job(db.session, NOW + IMPORT_FILES - timedelta(hours=1))
    kept = (tmp_path / one.key / "export/a.xml").exists()
    job(db.session, NOW + IMPORT_FILES)
    db.session.commit()
    left = [(tmp_path / one.key / "export").exists(), one.has_files, one.state]
    job(db.session, NOW + IMPORT_ROWS)
    db.session.commit()

    assert (kept, left) == (True, [False, False, StepState.DONE])
    assert (count(SiteImport), (tmp_path / ("a" * 32)).exists()) == (0, False)
