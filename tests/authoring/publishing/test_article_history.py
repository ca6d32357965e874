"""Each event of an article is kept with its person and note."""

from typing import Any

import pytest

from blog.authoring.publishing.article_history import list_events
from blog.database import db
from blog.models import (
    Article,
    Role,
)
from tests.authoring.conftest import Desk, Sit
from tests.factories import make_draft, make_person

CAN_COME_IN = {"password_hash": "$argon2id$x"}


@pytest.fixture
def ann(sit: Sit) -> Desk:
    """A contributor."""
    return sit(make_person("Ann", Role.CONTRIBUTOR, **CAN_COME_IN))


@pytest.fixture
def eve(sit: Sit) -> Desk:
    """An editor."""
    return sit(make_person("Eve", Role.EDITOR, **CAN_COME_IN))


def hand_in(ann: Desk, **more: Any) -> Article:
    article = make_draft("Tea", author=ann.person, **more)
    ann.post(f"/desk/articles/{article.id}/review", seen=article.revision, note="Please check the figures.")
    return article


def test_all_that_was_done_is_kept_with_who_and_why(ann: Desk, eve: Desk) -> None:
    article = hand_in(ann)
    ann.post(f"/desk/articles/{article.id}/review/end")
    ann.post(f"/desk/articles/{article.id}/review", seen=article.revision)
    eve.post(f"/desk/articles/{article.id}/return", reason="Shorter, please.")
    ann.post(f"/desk/articles/{article.id}/review", seen=article.revision)
    eve.post(f"/desk/articles/{article.id}/publication", alert="no")
    eve.post(f"/desk/articles/{article.id}/withdrawal")

    events = [
        (event.kind.value, event.person.name if event.person else "") for event in list_events(db.session, article)
    ]
    page = ann.get(f"/desk/articles/{article.id}/review").text

    assert events[::-1] == [
        ("submitted", "Ann"),
        ("taken_back", "Ann"),
        ("submitted", "Ann"),
        ("returned", "Eve"),
        ("submitted", "Ann"),
        ("published", "Eve"),
        ("withdrawn", "Eve"),
    ]
    assert page.index("Withdrawn") < page.index("Shorter, please.") < page.index("Please check the figures.")
