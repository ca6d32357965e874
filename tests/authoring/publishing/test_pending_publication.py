"""A pending version replaces the public text by hand or by the worker, with revision, history and audit row."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.authoring.drafts.pending_versions import PublicTextChanged
from blog.authoring.drafts.writing import Manuscript, save_draft
from blog.authoring.publishing.publishing import AlertOptions, NotPublished, publish, withdraw
from blog.authoring.publishing.scheduled_publishing import publish_next_due
from blog.authoring.publishing.scheduling import SchedulePlan, schedule
from blog.database import db
from blog.models import (
    Alert,
    Article,
    ArticleEvent,
    ArticleState,
    AuditEvent,
    AuditKind,
    Delivery,
    EventKind,
    Remark,
    Revision,
    WorkingCopy,
)
from tests.authoring.pending_factories import NEW_TEXT, make_pending
from tests.delivery.mail_factories import compose, text_of
from tests.factories import NOW, make_article, make_preview_link, make_remark, save

DUE = NOW + timedelta(hours=1)
ON_TIME = DUE + timedelta(seconds=2)


def make_scheduled(article: Article, **changed: str) -> Article:
    pending = make_pending(article, **changed)
    schedule(db.session, pending, SchedulePlan(DUE, article.author_id), NOW)
    db.session.commit()
    return pending


def work(now: datetime) -> bool:
    done = publish_next_due(db.session, now)
    db.session.commit()
    return done


def events() -> list[tuple[EventKind, int]]:
    query = select(ArticleEvent.kind, ArticleEvent.article_id).order_by(ArticleEvent.id)
    return [(row[0], row[1]) for row in db.session.execute(query)]


def test_publishing_replaces_the_text_and_keeps_date_address_and_history(app: Flask) -> None:
    article = make_article("Tea", age_days=3, slug="tea")
    pending = make_pending(article, headline="Hot tea")

    publish(db.session, pending, DUE, send_alert=True, options=AlertOptions(person_id=article.author_id))
    db.session.commit()

    newest = db.session.scalars(select(Revision).order_by(Revision.number.desc()).limit(1)).one()
    audit = db.session.scalars(select(AuditEvent)).one()
    assert db.session.scalars(select(Article)).one() is article
    assert (article.headline, article.body_markdown, article.slug) == ("Hot tea", NEW_TEXT, "tea")
    assert (article.state, article.published_at) == (ArticleState.PUBLISHED, NOW - timedelta(days=3))
    assert (newest.article_id, newest.is_public, newest.note) == (article.id, True, "Adds a paragraph.")
    assert newest.person_id == article.author_id
    assert (audit.kind, audit.person_id, audit.subject) == (AuditKind.UPDATED, article.author_id, "Hot tea")
    assert events() == [(EventKind.UPDATED, article.id)]
    assert list(db.session.scalars(select(Alert))) == []


def test_the_page_changes_at_its_time_and_not_before(app: Flask, client: FlaskClient) -> None:
    article = make_article("Tea", slug="tea")
    make_scheduled(article)

    before = (work(DUE - timedelta(seconds=1)), NEW_TEXT in client.get("/articles/tea").text)
    after = (work(ON_TIME), NEW_TEXT in client.get("/articles/tea").text)

    assert (before, after) == ((False, False), (True, True))
    assert events() == [(EventKind.SCHEDULED, article.id), (EventKind.UPDATED, article.id)]
    assert list(db.session.scalars(select(Delivery))) == []


def test_what_comes_late_is_reported(app: Flask) -> None:
    article = make_article("Tea")
    make_scheduled(article)

    work(DUE + timedelta(hours=2))

    report = db.session.scalars(select(Delivery)).one()
    assert article.body_markdown == NEW_TEXT
    assert "No worker ran then" in text_of(compose(report))
    assert f"/desk/articles/{article.id}/publication" in text_of(compose(report))


def change_public(article: Article) -> None:
    manuscript = Manuscript(article.headline, article.standfirst, "Corrected.")
    save_draft(db.session, article, manuscript, NOW, seen=article.revision)


def take_away(article: Article) -> None:
    withdraw(db.session, article, NOW)


@pytest.mark.parametrize(
    ("hinder", "error", "why"),
    [
        (change_public, PublicTextChanged, "The public text was changed after this version was begun"),
        (take_away, NotPublished, "The article is no longer public"),
    ],
)
def test_a_conflict_overwrites_nothing_and_the_desk_is_told(
    app: Flask, hinder: Callable[[Article], None], error: type[Exception], why: str
) -> None:
    article = make_article("Tea")
    pending = make_scheduled(article)
    hinder(article)
    db.session.commit()
    public_text = article.body_markdown

    with pytest.raises(error):
        publish(db.session, pending, ON_TIME, send_alert=False)
    db.session.rollback()
    work(ON_TIME)

    report = db.session.scalars(select(Delivery).where(Delivery.kind == "schedule")).one()
    assert (article.body_markdown, pending.body_markdown) == (public_text, NEW_TEXT)
    assert (pending.state, pending.scheduled_at) == (ArticleState.DRAFT, None)
    assert why in text_of(compose(report))
    assert f"/desk/articles/{pending.id}/publication" in text_of(compose(report))


def test_unsaved_texts_and_remarks_of_guests_outlive_the_pending_version(app: Flask) -> None:
    pending = make_pending(article := make_article())
    make_remark(make_preview_link(pending))
    mine = {"article_id": pending.id, "person_id": article.author_id, "key": "c" * 32, "seen": pending.revision}
    copy = save(WorkingCopy(**mine, fields={"body": ["Typed."]}, saved_at=NOW))

    publish(db.session, pending, DUE, send_alert=False)
    db.session.commit()

    assert copy.article_id == article.id
    assert [remark.article_id for remark in db.session.scalars(select(Remark))] == [article.id]
