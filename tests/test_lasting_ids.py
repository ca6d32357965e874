"""Ids of deleted rows are never given again: what remembers an id can only mean the row that had it."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, select, text

from blog.database import Base, db
from blog.models import Article, ArticleKind, Attachment, Follow, Person, Picture, Subscriber, Topic
from blog.site.topics.topic_merging import merge_topics
from blog.subscriptions.signed_links import preferences_token
from blog.web.extensions import links
from tests.factories import (
    NOW,
    make_draft,
    make_follow,
    make_kind,
    make_person,
    make_subscriber,
    make_topic,
    save,
)
from tests.pictures.picture_factories import make_picture


def make_attachment() -> Attachment:
    """Make the row alone, without a file."""
    names = {"key": "a" * 32, "folder": "b" * 32, "digest": "c" * 64, "kind": "pdf", "title": "Annual report"}
    return save(Attachment(**names, size_bytes=1, uploaded_at=NOW))


MAKERS = {
    Article: make_draft,
    ArticleKind: lambda: make_kind("column"),
    Attachment: make_attachment,
    Person: make_person,
    Picture: make_picture,
    Subscriber: make_subscriber,
    Topic: make_topic,
}


@pytest.mark.parametrize("model", MAKERS, ids=lambda model: model.__name__)
def test_the_id_of_a_deleted_row_is_not_given_again(app: Flask, model: Any) -> None:
    gone = MAKERS[model]().id
    db.session.execute(delete(model).where(model.id == gone))
    db.session.commit()

    assert MAKERS[model]().id > gone


def test_every_table_whose_ids_last_says_so_in_the_migrated_schema(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        rows = db.session.execute(text("SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%'"))
        migrated = set(rows.scalars())

    declared = {table.name for table in Base.metadata.tables.values() if table.dialect_kwargs["sqlite_autoincrement"]}
    assert migrated == declared == {model.__tablename__ for model in MAKERS}


def test_a_link_in_an_old_mail_ends_the_follow_of_the_topic_it_was_about(app: Flask, client: FlaskClient) -> None:
    reader, target, source = make_subscriber(), make_topic("Volunteers"), make_topic("Volunteering")
    make_follow(reader, topic_id=source.id)
    path = f"/subscriptions/{preferences_token(links(), reader)}/unfollow/topic/{source.id}"
    merge_topics(db.session, source.id, target.id, NOW, by=make_person())
    db.session.commit()
    new = make_topic("Chess")
    make_follow(reader, topic_id=new.id)

    client.post(path, data={"List-Unsubscribe": "One-Click"})

    followed = select(Topic.name).join(Follow, Follow.topic_id == Topic.id)
    assert db.session.scalars(followed).all() == ["Chess"]
