"""The review page, and the locks of an article in review for its contributor."""

from typing import Any

import pytest

from blog.models import (
    Article,
    ArticleState,
    Role,
)
from tests.authoring.conftest import Desk, Sit
from tests.factories import make_article, make_draft, make_person

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


def test_an_editor_may_edit_what_is_in_review(ann: Desk, eve: Desk) -> None:
    article = hand_in(ann)

    page = eve.get(f"/desk/articles/{article.id}/edit").text
    fields = {"headline": "Coffee", "body": "Better.", "seen": article.revision}
    answer = eve.post(f"/desk/articles/{article.id}/edit", **fields)

    assert "Submitted by Ann" in page
    assert answer.status_code == 303
    assert (article.headline, article.state) == ("Coffee", ArticleState.IN_REVIEW)


def test_what_lacks_words_is_not_handed_in(ann: Desk) -> None:
    article = make_draft("Tea", author=ann.person, text="")

    answer = ann.post(f"/desk/articles/{article.id}/review", seen=article.revision)

    assert answer.status_code == 422
    assert "add what is missing" in answer.text
    assert article.state is ArticleState.DRAFT


def test_a_contributor_publishes_nothing_by_any_door(ann: Desk) -> None:
    article = make_draft("Tea", author=ann.person)
    path = f"/desk/articles/{article.id}"

    codes = [
        ann.post(f"{path}/{deed}", alert="yes", seen=article.revision).status_code
        for deed in ("publication", "announcement", "updates", "tests", "withdrawal", "acceptance", "return")
    ]
    ann.post(f"{path}/edit", headline="Tea", body="x", seen=article.revision, deed="publish")

    assert set(codes) == {403}
    assert article.state is ArticleState.DRAFT
    assert "Publish" not in ann.get(f"{path}/edit").text
    assert "Alerts" not in ann.get("/desk/").text


def test_a_contributor_does_not_touch_what_was_public(ann: Desk) -> None:
    article = make_article("Tea", author=ann.person)
    path = f"/desk/articles/{article.id}"

    saved = ann.post(f"{path}/edit", headline="Coffee", body="x", seen=article.revision)
    deleted = ann.post(f"{path}/deletion")

    assert (saved.status_code, deleted.status_code) == (409, 409)
    assert article.headline == "Tea"
    assert "tell an editor" in ann.get(f"{path}/review").text
