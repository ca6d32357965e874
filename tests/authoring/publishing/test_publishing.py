import threading
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, insert, select

from blog.authoring.drafts.writing import Manuscript, NotReady, for_update, save_draft
from blog.authoring.publishing.article_history import record_event
from blog.authoring.publishing.publishing import AlertOptions, AlreadyPublished, NotPublished, publish, withdraw
from blog.authoring.publishing.scheduled_publishing import publish_next_due
from blog.authoring.publishing.scheduling import SchedulePlan, schedule
from blog.database import db
from blog.delivery import outbox
from blog.models import (
    Alert,
    AlertKind,
    AlertLevel,
    Article,
    ArticleEvent,
    ArticleState,
    AuditEvent,
    AuditKind,
    Delivery,
    EventKind,
    Person,
    Revision,
    RevisionKind,
    Role,
    Subscriber,
)
from tests.authoring.conftest import Desk, Sit
from tests.factories import NOW, make_article, make_draft, make_person, make_subscriber
from tests.timing import do_within

LATER = NOW + timedelta(days=2)


def count(model: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_publishing_makes_public_and_owes_one_alert(app: Flask) -> None:
    article = make_draft()

    alert = publish(db.session, article, NOW, send_alert=True)
    db.session.commit()

    assert article.is_public
    assert article.published_at == NOW
    assert alert is not None
    assert (alert.article_id, alert.announced_at) == (article.id, NOW)
    assert count(Alert) == 1


def test_publishing_without_alert_owes_nothing(app: Flask) -> None:
    make_subscriber()

    assert publish(db.session, make_draft(), NOW, send_alert=False) is None

    assert (count(Alert), count(Delivery)) == (0, 0)


def test_publishing_renders_the_body_anew(app: Flask) -> None:
    article = make_draft(text="Fresh *words*.", body_html="<p>stale</p>")

    publish(db.session, article, NOW, send_alert=False)

    assert article.body_html.strip() == "<p>Fresh <em>words</em>.</p>"


def test_what_is_public_is_not_published_again(app: Flask) -> None:
    with pytest.raises(AlreadyPublished):
        publish(db.session, make_article(), NOW, send_alert=True)

    assert count(Alert) == 0


def test_an_empty_article_is_not_published(app: Flask) -> None:
    article = make_draft(text=" \n")

    with pytest.raises(NotReady) as refusal:
        publish(db.session, article, NOW, send_alert=True)

    assert refusal.value.missing == ("body_markdown",)
    assert article.state is ArticleState.DRAFT


def test_no_second_alert_after_edit_withdrawal_and_republication(app: Flask) -> None:
    article = make_draft()
    first = publish(db.session, article, NOW, send_alert=True)
    save_draft(db.session, article, Manuscript("Changed", body="Changed."), LATER, seen=article.revision)
    withdraw(db.session, article, LATER)

    second = publish(db.session, article, LATER, send_alert=True)
    db.session.commit()

    assert second is first
    assert count(Alert) == 1
    assert article.published_at == NOW


def test_a_withdrawn_article_is_not_public(app: Flask) -> None:
    article = make_article()

    withdraw(db.session, article, LATER)

    assert (article.state, article.withdrawn_at) == (ArticleState.WITHDRAWN, LATER)
    assert db.session.scalars(Article.published()).all() == []


def test_a_draft_cannot_be_withdrawn(app: Flask) -> None:
    with pytest.raises(NotPublished):
        withdraw(db.session, make_draft(), NOW)


def test_a_fault_between_publication_and_alert_leaves_neither(
    desk: Desk, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = make_draft(author=desk.person)

    def break_down(*_: Any, **__: Any) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(outbox, "announce", break_down)
    with pytest.raises(RuntimeError):
        desk.post(f"/desk/articles/{article.id}/publication", alert="yes")
    db.session.rollback()

    db.session.refresh(article)
    assert article.state is ArticleState.DRAFT
    assert count(Alert) == 0


def test_publishing_answers_within_a_second_for_5000_subscribers(desk: Desk) -> None:
    model = make_subscriber()
    kept = {"name", "state", "requested_at", "confirmed_at", "consent_wording", "consent_form"}
    values = {name: getattr(model, name) for name in kept}
    rows = [
        {**values, "address": f"{n}@example.com", "address_key": f"{n}@example.com", "key": f"k{n}", "request_key": "r"}
        for n in range(4999)
    ]
    db.session.execute(insert(Subscriber), rows)
    article = make_draft(author=desk.person)

    page = desk.get(f"/desk/articles/{article.id}/publication")
    answer = do_within(1, lambda: desk.post(f"/desk/articles/{article.id}/publication", alert="yes"), tries=1)

    assert "Publish and alert 5,000 readers" in page.text
    assert answer.status_code == 303
    assert count(Alert) == 1


def test_two_who_publish_at_once_make_one_alert(app: Flask) -> None:
    article_id = make_draft().id
    db.session.commit()
    outcomes: list[str] = []
    start = threading.Barrier(2)

    def try_to_publish() -> None:
        with app.app_context():
            start.wait()
            article = db.session.scalars(for_update(select(Article).where(Article.id == article_id))).one()
            try:
                publish(db.session, article, NOW, send_alert=True)
                db.session.commit()
                outcomes.append("published")
            except AlreadyPublished:
                outcomes.append("already")
            db.session.remove()

    threads = [threading.Thread(target=try_to_publish) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["already", "published"]
    assert count(Alert) == 1


def publish_at_the_desk(sit: Sit, article: Article, person: Person, *, is_announced: bool) -> None:
    answer = "yes" if is_announced else "no"
    said = sit(person).post(f"/desk/articles/{article.id}/publication", alert=answer, seen=article.revision)
    assert said.status_code == 303


def publish_by_schedule(_sit: Sit, article: Article, person: Person, *, is_announced: bool) -> None:
    schedule(db.session, article, SchedulePlan(LATER, person.id, is_announced), NOW)
    db.session.commit()
    assert publish_next_due(db.session, LATER + timedelta(seconds=2))
    db.session.commit()


def publish_by_another_caller(_sit: Sit, article: Article, person: Person, *, is_announced: bool) -> None:
    publish(db.session, article, LATER, send_alert=is_announced, options=AlertOptions(person_id=person.id))
    db.session.commit()


def rows_of_publication(article: Article) -> dict[str, list[tuple[object, ...]]]:
    """Return all that publishing writes besides the article itself, without times and ids."""
    events = select(ArticleEvent.kind).where(ArticleEvent.kind == EventKind.PUBLISHED)
    acts = select(AuditEvent.kind, AuditEvent.person_id, AuditEvent.person_name, AuditEvent.subject)
    revisions = select(Revision.kind, Revision.person_id, Revision.headline, Revision.is_public)
    queries = {
        "article": select(Article.state).where(Article.id == article.id),
        "history": events.where(ArticleEvent.article_id == article.id),
        "audit": acts.where(AuditEvent.kind == AuditKind.PUBLISHED),
        "revision": revisions.where(Revision.article_id == article.id, Revision.kind == RevisionKind.PUBLICATION),
        "alert": select(Alert.kind, Alert.level, Alert.announced_by_id).where(Alert.article_id == article.id),
        "mail": select(Delivery.kind, Delivery.address).order_by(Delivery.id),
    }
    return {name: [tuple(row) for row in db.session.execute(query)] for name, query in queries.items()}


@pytest.mark.parametrize("is_announced", [True, False])
@pytest.mark.parametrize("is_handed_in", [True, False])
@pytest.mark.parametrize("is_own", [True, False])
@pytest.mark.parametrize("caller", [publish_at_the_desk, publish_by_schedule, publish_by_another_caller])
def test_whoever_publishes_leaves_the_same_rows(
    app: Flask, sit: Sit, caller: Any, is_own: bool, is_handed_in: bool, is_announced: bool
) -> None:
    author = make_person("Ann", address="ann@news.example.org", password_hash="any")
    person = author if is_own else make_person("Eve", Role.EDITOR)
    article = make_draft("Tea", author=author)
    if is_handed_in:
        record_event(db.session, article, EventKind.SUBMITTED, NOW, person_id=author.id)

    caller(sit, article, person, is_announced=is_announced)

    told = [("review", "ann@news.example.org")] if is_handed_in and not is_own else []
    alert = [(AlertKind.PUBLICATION, AlertLevel.NORMAL, person.id)] if is_announced else []
    assert rows_of_publication(article) == {
        "article": [(ArticleState.PUBLISHED,)],
        "history": [(EventKind.PUBLISHED,)],
        "audit": [(AuditKind.PUBLISHED, person.id, person.name, "Tea")],
        "revision": [(RevisionKind.PUBLICATION, person.id, "Tea", True)],
        "alert": alert,
        "mail": told,
    }


def test_what_fails_after_publishing_leaves_nothing(app: Flask) -> None:
    article = make_draft()
    db.session.commit()

    publish(db.session, article, NOW, send_alert=True)
    db.session.rollback()

    assert not article.is_public
    assert [count(model) for model in (Alert, ArticleEvent, AuditEvent, Revision)] == [0, 0, 0, 0]


@pytest.mark.parametrize("is_at_the_desk", [True, False])
def test_whoever_withdraws_leaves_the_same_rows(app: Flask, sit: Sit, is_at_the_desk: bool) -> None:
    person = make_person("Ann")
    article = make_article("Tea", author=person)

    if is_at_the_desk:
        sit(person).post(f"/desk/articles/{article.id}/withdrawal")
    else:
        withdraw(db.session, article, NOW, person.id)

    events = db.session.execute(select(ArticleEvent.kind, ArticleEvent.person_id)).all()
    acts = db.session.execute(select(AuditEvent.kind, AuditEvent.person_id, AuditEvent.subject)).all()
    assert article.state is ArticleState.WITHDRAWN
    assert events == [(EventKind.WITHDRAWN, person.id)]
    assert acts == [(AuditKind.WITHDRAWN, person.id, "Tea")]
