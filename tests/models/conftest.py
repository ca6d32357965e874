"""A session on an empty SQLite database in memory: rules of rows need no application."""

from collections.abc import Iterator

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from blog.database import Base


@pytest.fixture(scope="session")
def engine() -> Iterator[Engine]:
    made = create_engine("sqlite://", poolclass=StaticPool)
    Base.metadata.create_all(made)
    yield made
    made.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """Roll back at the end; foreign keys are enforced."""
    with Session(engine) as opened:
        opened.execute(text("PRAGMA foreign_keys = ON"))
        yield opened
        opened.rollback()
