"""Long texts are rendered while no transaction is open, so that nobody waits for the write lock of SQLite."""

import sqlite3
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from blog.authoring.drafts.revisions import RevisionMetadata, record_revision
from blog.authoring.publishing.scheduled_publishing import publish_next_due
from blog.authoring.publishing.scheduling import SchedulePlan, schedule
from blog.database import db
from blog.models import Article, Role
from blog.pictures.files import article_bodies
from blog.text.markdown import TooLong
from tests.authoring.conftest import Desk, Sit
from tests.databases import on_sqlite
from tests.factories import NOW, make_draft
from tests.pictures.files.test_article_bodies import make_picture

LONG = "A **long** text.\n\n" * 600


class WatchedRenderer:
    """The renderer, which takes the write lock in another connection each time it is called."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.file, self.calls, self.render = str(db.engine.url.database), 0, article_bodies.render
        monkeypatch.setattr(article_bodies, "render", self.watch)
        article_bodies.keep_rendered.cache_clear()

    def watch(self, *values: Any) -> Any:
        self.calls += 1
        with sqlite3.connect(self.file, timeout=0, isolation_level=None) as rival:
            rival.execute("BEGIN IMMEDIATE")
            rival.execute("ROLLBACK")
        rival.close()
        return self.render(*values)


@pytest.fixture
def editor(sit: Sit) -> Desk:
    return sit(role=Role.EDITOR)


@pytest.fixture
def article(editor: Desk) -> Article:
    """Return a draft of the editor whose only revision has the long text."""
    draft = make_draft("Tea", author=editor.person)
    draft.body_markdown = LONG
    record_revision(db.session, draft, NOW, RevisionMetadata(editor.person.id))
    db.session.commit()
    return draft


@pytest.fixture
def renderer(article: Article, monkeypatch: pytest.MonkeyPatch) -> WatchedRenderer:
    return WatchedRenderer(monkeypatch)


NEW = {"headline": "Coffee", "body": LONG, "copy_key": "page-number-one"}


@on_sqlite
@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/desk/articles/new", NEW),
        ("/desk/articles/{id}/edit", {**NEW, "deed": "save"}),
        ("/desk/working-copies", NEW),
        ("/desk/articles/{id}/working-copy", NEW),
        ("/desk/articles/{id}/publication", {}),
        ("/desk/articles/{id}/revisions/1/restoration", {}),
    ],
)
def test_another_connection_can_write_while_a_long_text_is_rendered(
    editor: Desk, article: Article, renderer: WatchedRenderer, path: str, fields: dict[str, Any]
) -> None:
    answer = editor.post(path.format(id=article.id), seen=article.revision, **fields)

    assert answer.status_code in {200, 303}
    assert renderer.calls == 1
    newest = db.session.scalars(select(Article).order_by(Article.id.desc()).limit(1)).one()
    assert "<strong>long</strong>" in newest.body_html


@on_sqlite
def test_a_scheduled_long_text_is_rendered_before_its_row_is_locked(
    article: Article, renderer: WatchedRenderer
) -> None:
    schedule(db.session, article, SchedulePlan(NOW + timedelta(hours=1), article.author.id), NOW)
    db.session.commit()

    is_done = publish_next_due(db.session, NOW + timedelta(hours=2))
    db.session.commit()

    assert (is_done, renderer.calls) == (True, 1)
    assert article.is_public
    assert "<strong>long</strong>" in article.body_html


def test_a_picture_that_changes_while_its_text_is_rendered_is_shown_as_it_is_now(app: Flask) -> None:
    picture = make_picture("a1")
    text = f"![A boat](picture:a1)\n\n{LONG}"
    article_bodies.render_ahead(db.session, text)
    picture.formats = ["avif", "jpg"]
    db.session.commit()

    html = article_bodies.render_body(db.session, text).html

    assert "/media/a1/900.avif" in html


def test_a_text_that_is_too_long_is_refused_by_the_save_itself(app: Flask) -> None:
    text = "a" * 200_001

    article_bodies.render_ahead(db.session, text)

    with pytest.raises(TooLong):
        article_bodies.render_body(db.session, text)
