"""People who have one article open are told about each other, until their page is closed."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from blog.authoring.drafts.presence import list_other_editors, record_presence
from blog.database import db
from blog.models import Article, Presence, Role
from tests.authoring.conftest import Desk, Sit
from tests.factories import NOW, make_draft, make_person


@pytest.fixture
def article(desk: Desk) -> Article:
    return make_draft("Tea", author=desk.person, text="As saved.")


def test_people_on_one_article_are_told_about_each_other(sit: Sit) -> None:
    author, editor = sit(), sit(make_person("Ilse Brandt", Role.EDITOR))
    article = make_draft(author=author.person)
    alone = author.post(f"/desk/articles/{article.id}/presence", seen=article.revision).json

    told = editor.post(f"/desk/articles/{article.id}/presence", seen="an older stamp").json
    page = author.get(f"/desk/articles/{article.id}/edit").text

    assert alone == {"others": "", "newer": ""}
    assert told["others"] == "Maren Holt has this article open too."
    assert "saved a newer version" in told["newer"]
    assert "Ilse Brandt has this article open too." in page


def test_whoever_closed_the_page_is_forgotten(app: Flask) -> None:
    article, leaver, stayer = make_draft(), make_person("Ada"), make_person("Bo")
    record_presence(db.session, article.id, leaver.id, NOW)
    later = NOW + timedelta(minutes=2)

    record_presence(db.session, article.id, stayer.id, later)

    assert list_other_editors(db.session, article.id, article.author_id, later) == ["Bo"]
    assert len(db.session.scalars(select(Presence)).all()) == 1
