import pytest
from flask import Flask
from sqlalchemy import select

from blog.authoring.drafts.writing import WasPublic, delete_draft
from blog.database import db
from blog.models import Article, AuditEvent, AuditKind, Topic
from tests.factories import NOW, make_article, make_draft, make_person, make_topic


def test_a_deleted_draft_is_gone_and_its_topics_stay(app: Flask) -> None:
    article = make_draft(topics=[make_topic("Grants")])

    delete_draft(db.session, article, NOW, by=None)
    db.session.commit()

    assert db.session.query(Article).all() == []
    assert [topic.name for topic in db.session.query(Topic)] == ["Grants"]


def test_what_readers_have_seen_is_not_deleted(app: Flask) -> None:
    article = make_article()
    article.withdraw(NOW)

    with pytest.raises(WasPublic):
        delete_draft(db.session, article, NOW, by=None)


def test_deleting_leaves_its_row_in_the_trail(app: Flask) -> None:
    person = make_person("Ann")

    delete_draft(db.session, make_draft("Tea"), NOW, by=person)

    [act] = db.session.scalars(select(AuditEvent))
    assert (act.kind, act.person_id, act.subject) == (AuditKind.DELETED, person.id, "Tea")
