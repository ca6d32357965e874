"""A decision about an article whose state has changed is refused."""

import pytest
from flask import Flask

from blog.authoring.publishing.article_history import list_returned
from blog.authoring.publishing.reviewing import ReviewConflict, send_back, submit
from blog.database import db
from blog.models import (
    ArticleState,
    Role,
)
from tests.factories import NOW, make_draft, make_person


def test_a_deed_that_comes_late_is_refused(app: Flask) -> None:
    author, editor = make_person(role=Role.CONTRIBUTOR), make_person(role=Role.EDITOR)
    article = make_draft(author=author, state=ArticleState.IN_REVIEW)

    with pytest.raises(ReviewConflict):
        submit(db.session, article, author, "", NOW, seen=article.revision)
    send_back(db.session, article, editor, "No.", NOW)
    with pytest.raises(ReviewConflict):
        send_back(db.session, article, editor, "No.", NOW)

    assert [step.note for step in list_returned(db.session, author)] == ["No."]
