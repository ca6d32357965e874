"""Forms of the review page."""

from typing import Any

import pytest

from blog.models import (
    Article,
    ArticleState,
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


def test_sending_back_needs_a_reason(ann: Desk, eve: Desk) -> None:
    article = hand_in(ann)

    answer = eve.post(f"/desk/articles/{article.id}/return", reason=" ")

    assert answer.status_code == 422
    assert "Say what is to be done" in answer.text
    assert article.state is ArticleState.IN_REVIEW
