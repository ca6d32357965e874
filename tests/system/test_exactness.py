"""Several processes, one truth: what was published is what every process shows."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine

from benchmarks.exactness import watch_edits
from benchmarks.server import PAGE, serving
from tests.factories import make_article


@pytest.fixture
def served(app: Flask, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """Two web processes on the database of the test: their address, and the database's."""
    make_article("Edition 0", slug=PAGE.rpartition("/")[2])
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    with serving(str(tmp_path), processes=2, threads=2, BLOG_DATABASE_URL=url) as (address, _):
        yield address, url


def test_no_process_serves_an_old_page(served: tuple[str, str]) -> None:
    address, url = served
    engine = create_engine(url)

    book = watch_edits(address, engine, edits=20, readers=6)
    engine.dispose()

    assert (book.stale, book.broken) == ([], [])
    assert book.seen >= 120
    assert book.published == 21
