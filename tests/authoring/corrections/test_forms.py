"""What a correction lacks is told beside its field."""

from typing import Any

import pytest
from sqlalchemy import select

from blog.database import db
from blog.models import (
    Article,
    Correction,
    Role,
)
from tests.authoring.conftest import Desk, Sit
from tests.databases import on_sqlite
from tests.factories import make_article

TEXT = "The board met on Tuesday. It met on time."


@pytest.fixture
def editor(sit: Sit) -> Desk:
    return sit(role=Role.EDITOR)


def correct(desk: Desk, article: Article, **fields: Any) -> Any:
    values = {"kind": "correction", "old_wording": "on Tuesday", "new_wording": "on Monday", "seen": "0"}
    return desk.post(f"/desk/articles/{article.id}/corrections", **{**values, **fields})


def published() -> list[Correction]:
    db.session.expire_all()
    return list(db.session.scalars(select(Correction).order_by(Correction.id)))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"replaces": "y", "old_wording": "on Friday"}, "Not found in the article"),
        ({"replaces": "y", "old_wording": "met on"}, "occurs 2 times. Choose the place"),
        ({"replaces": "y", "old_wording": " "}, "Copy what is to be replaced"),
        ({"replaces": "y", "old_wording": TEXT, "new_wording": "", "explanation": "x"}, "This is the whole text"),
        ({"new_wording": " "}, "Say what is right"),
        ({"kind": "retraction"}, "Say why the article does not hold"),
        ({"kind": "nonsense"}, "Not a valid choice"),
        ({"new_wording": "x" * 2001}, "2,000 characters"),
    ],
)
@on_sqlite
def test_what_cannot_be_published_is_said_beside_its_field(editor: Desk, fields: dict[str, str], words: str) -> None:
    article = make_article(text=TEXT)

    answer = correct(editor, article, **fields)

    assert answer.status_code == 422
    assert words in answer.get_data(as_text=True)
    assert (published(), article.body_markdown) == ([], TEXT)
