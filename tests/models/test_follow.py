"""A follow has exactly one target, once a reader."""

from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from blog.models import Follow, Frequency
from tests.models.rows import NOW, article, person, subscriber, topic


def save(session: Session, *names: str, times: int = 1) -> Follow:
    targets: dict[str, Any] = {"topic": topic("Grants"), "author": person(), "article": article()}
    reader = subscriber()
    session.add_all([reader, *targets.values()])
    session.flush()
    ids = {f"{name}_id": targets[name].id for name in names}
    rows = [Follow(subscriber_id=reader.id, created_at=NOW, **ids) for _ in range(times)]
    session.add_all(rows)
    session.flush()
    return rows[0]


@pytest.mark.parametrize("name", ["topic", "author", "article"])
def test_a_reader_follows_one_target_at_once_by_default(session: Session, name: str) -> None:
    assert save(session, name).frequency is Frequency.INSTANT


@pytest.mark.parametrize("names", [(), ("topic", "author"), ("author", "article"), ("topic", "author", "article")])
def test_no_target_or_several_are_refused(session: Session, names: tuple[str, ...]) -> None:
    with pytest.raises(IntegrityError):
        save(session, *names)


@pytest.mark.parametrize("name", ["topic", "author", "article"])
def test_a_reader_follows_a_target_once(session: Session, name: str) -> None:
    with pytest.raises(IntegrityError):
        save(session, name, times=2)
