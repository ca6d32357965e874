import pytest
from flask import Flask

from blog.authoring.deleting import WasPublic, delete_draft
from blog.database import db
from blog.models import Article, Topic
from tests.factories import NOW, make_article, make_draft, make_topic


def test_a_deleted_draft_is_gone_and_its_topics_stay(app: Flask) -> None:
    article = make_draft(topics=[make_topic("Grants")])

    delete_draft(db.session, article)
    db.session.commit()

    assert db.session.query(Article).all() == []
    assert [topic.name for topic in db.session.query(Topic)] == ["Grants"]


def test_what_readers_have_seen_is_not_deleted(app: Flask) -> None:
    article = make_article()
    article.withdraw(NOW)

    with pytest.raises(WasPublic):
        delete_draft(db.session, article)
