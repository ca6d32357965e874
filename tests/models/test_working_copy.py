"""Two tabs of one person are two copies; each save of a copy has a stamp of its own."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from blog.models import Article, WorkingCopy
from tests.models.rows import NOW, article


def copy(about: Article, key: str) -> WorkingCopy:
    return WorkingCopy(
        article=about, person_id=about.author.id, key=key, seen="s", fields={"headline": ["Tea"]}, saved_at=NOW
    )


def save(session: Session, *keys: str) -> list[WorkingCopy]:
    about = article()
    session.add(about)
    session.flush()
    rows = [copy(about, key) for key in keys]
    session.add_all(rows)
    session.flush()
    return rows


def test_two_tabs_of_one_person_are_two_copies(session: Session) -> None:
    assert len({row.id for row in save(session, "one", "two")}) == 2


def test_a_tab_has_one_copy(session: Session) -> None:
    with pytest.raises(IntegrityError):
        save(session, "one", "one")


def test_each_save_of_a_copy_has_a_stamp_of_its_own() -> None:
    first, second = (WorkingCopy(saved_at=NOW + timedelta(microseconds=at)) for at in (0, 1))

    assert first.stamp != second.stamp
