"""How far an import is, for its page, and the stop that it obeys."""

from pathlib import Path

import pytest
from flask import Flask

from blog.database import db
from blog.models import SiteImport, StepState
from blog.models.site_import import OWN_PROGRAM
from blog.operations.moving_in.at_desk import import_progress
from blog.operations.moving_in.at_desk.import_progress import Stopped, say_progress, say_whole
from blog.operations.moving_in.imported_items import Phase
from tests.operations.moving_in.at_desk.test_import_job import make_import


@pytest.fixture
def one(app: Flask, tmp_path: Path) -> SiteImport:
    return make_import(tmp_path, state=StepState.RUNNING, tries=2)


def test_articles_are_counted_and_the_tries_begin_anew(one: SiteImport) -> None:
    say_progress(one.id, 7)

    assert (one.done, one.total, one.tries, one.source) == (7, 0, 0, "")


def test_a_stop_or_a_discarded_import_ends_the_run(one: SiteImport) -> None:
    one.is_stopping = True
    db.session.commit()

    say_progress(one.id, 8, can_stop=False)
    with pytest.raises(Stopped):
        say_progress(one.id, 9)
    with pytest.raises(Stopped):
        say_progress(one.id + 1, 1)
    assert one.done == 9


def test_a_whole_export_says_lines_and_files_and_nothing_in_its_transaction(
    one: SiteImport, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_progress, "SAY_EVERY_SECONDS", 0)
    say = say_whole(one.id)

    say(Phase.LINES, 3, 10)
    say(Phase.ROWS, 5, 10)
    said = (one.done, one.total, one.source)
    say(Phase.FILES, 6, 12)

    assert said == (3, 10, OWN_PROGRAM)
    assert (one.done, one.total) == (6, 12)


def test_it_is_written_once_a_second(one: SiteImport) -> None:
    say = say_whole(one.id)

    for count in range(50):
        say(Phase.LINES, count, 50)

    assert one.done == 0
