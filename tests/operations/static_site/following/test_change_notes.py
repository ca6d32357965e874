"""The database notes what changes while a folder asks for it, and says where its notes have a gap."""

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from blog.database import db
from blog.models import ContentChange, ContentVersion
from blog.operations.static_site.following.change_notes import KEPT_AFTER, begin_noting, end_noting, read_changes
from tests.factories import NOW, make_article, make_topic


def present() -> str:
    db.session.expire_all()
    found = db.session.get_one(ContentVersion, 1)
    return f"{found.number} {found.mark}"


def begin() -> str:
    begin_noting(db.session, NOW)
    db.session.commit()
    return present()


def test_each_change_is_noted_with_its_article(app: Flask) -> None:
    topic, article = make_topic(), make_article("Tea")
    known = begin()

    article.headline, article.topics = "Milk", [topic]
    db.session.commit()
    changes = read_changes(db.session, known)

    assert changes is not None
    assert changes.notes == {("articles", "UPDATE", article.id), ("article_topics", "INSERT", article.id)}
    assert changes.version == present()


def test_nothing_is_noted_before_somebody_asks_nor_long_after(app: Flask) -> None:
    make_article("Tea")
    before = db.session.scalar(select(func.count()).select_from(ContentChange))
    begin()
    end_noting(db.session, NOW + KEPT_AFTER * 2)
    db.session.commit()
    make_article("Milk")

    assert (before, db.session.scalar(select(func.count()).select_from(ContentChange))) == (0, 0)


@pytest.mark.parametrize("known", ["", "1 5", "999999999 5"])
def test_without_notes_from_the_known_version_on_nothing_is_said(app: Flask, known: str) -> None:
    begin()
    make_article("Tea")

    assert read_changes(db.session, known) is None


def test_a_database_that_was_set_back_is_not_taken_for_the_same(app: Flask) -> None:
    known = begin()
    make_article("Tea")
    db.session.execute(text("UPDATE content_changes SET mark = mark + 1"))
    db.session.commit()

    assert read_changes(db.session, known) is None
