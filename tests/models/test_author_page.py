"""Who has an author page."""

import pytest
from flask import Flask

from blog.authoring.drafts.bylines import set_coauthors
from blog.database import db
from blog.models import ArticleState, select_authors
from tests.factories import make_draft, make_person


@pytest.mark.parametrize("state", list(ArticleState))
def test_authors_and_coauthors_of_what_readers_can_open_have_a_page(app: Flask, state: ArticleState) -> None:
    other = make_person()
    article = make_draft(state=state)
    set_coauthors(db.session, article, [other.id])
    db.session.commit()

    known = set(db.session.scalars(select_authors()))

    assert known == ({article.author, other} if state in {ArticleState.PUBLISHED, ArticleState.ENDED} else set())
