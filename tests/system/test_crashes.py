"""The proofs of benchmarks/crashes.py and benchmarks/hostile.py, small enough for every run."""

from pathlib import Path

import pytest

from benchmarks.crashes import CONNECTIONS, survive
from benchmarks.hostile import endure
from tests.audit import IS_AUDIT
from tests.system.newsroom import free_port

URLS = ["sqlite", "postgres"]
KILLS, READERS = (6, 1000) if IS_AUDIT else (1, 200)


@pytest.fixture
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A new database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/crashes.sqlite3"
    return str(request.getfixturevalue("make_postgres")("crashes"))


@pytest.mark.parametrize("url", URLS, indirect=True)
def test_whoever_is_killed_nobody_is_dropped_and_only_the_marked_are_told_twice(tmp_path: Path, url: str) -> None:
    book = survive(tmp_path, url, workers=2, readers=READERS, kills=KILLS, port=free_port(), pause=0.02)

    assert book.kills == KILLS
    assert (book.missing, book.unknown, book.unmarked, book.renamed) == ([], [], [], [])
    assert len(book.repeats) <= CONNECTIONS * book.kills
    assert book.most_often <= 2


@pytest.mark.parametrize("url", URLS, indirect=True)
def test_a_hostile_relay_is_told_everybody_and_nobody_twice_without_a_lost_answer(tmp_path: Path, url: str) -> None:
    book, journal = endure(tmp_path, url, readers=200, port=free_port())

    assert (book.missing, book.unknown, book.unmarked, book.renamed) == ([], [], [], [])
    assert book.untold == []
    assert journal.lost > 0
    assert len(book.repeats) <= journal.lost
