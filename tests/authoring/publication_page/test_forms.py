"""Levels and answers of the publication page; unknown values mean normal, and no alert."""

import pytest
from sqlalchemy import func, select

from blog.database import db
from blog.models import (
    Alert,
    AlertLevel,
    Article,
)
from tests.authoring.conftest import Desk
from tests.factories import make_draft, make_subscriber


def path(article: Article, page: str = "publication") -> str:
    return f"/desk/articles/{article.id}/{page}"


def alerts() -> list[Alert]:
    return list(db.session.scalars(select(Alert).order_by(Alert.id)))


@pytest.mark.parametrize(
    ("word", "level"), [("urgent", "urgent"), ("low", "low"), ("shrill", "normal"), ("", "normal")]
)
def test_the_level_goes_with_the_alert(desk: Desk, word: str, level: str) -> None:
    make_subscriber()

    desk.post(path(make_draft(author=desk.person)), alert="yes", level=word)

    (alert,) = alerts()
    assert (alert.level, alert.announced_by_id) == (AlertLevel(level), desk.person.id)


def count_alerts() -> int:
    return db.session.scalar(select(func.count()).select_from(Alert)) or 0


@pytest.mark.parametrize("alert", ["no", "", "YES", "1", "\x00"])
def test_anything_but_yes_alerts_nobody(desk: Desk, alert: str) -> None:
    make_subscriber()
    article = make_draft(author=desk.person, slug="tea")

    answer = desk.post(path(article), alert=alert)

    assert answer.location == "/articles/tea"
    assert article.is_public
    assert count_alerts() == 0
