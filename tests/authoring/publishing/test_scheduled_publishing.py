"""At its time an article becomes public by the worker's write, once, with its alert; what is not as planned is told."""

from datetime import datetime, timedelta
from threading import Thread
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from blog.authoring.publishing import publishing
from blog.authoring.publishing.scheduled_publishing import publish_next_due
from blog.authoring.publishing.scheduling import SchedulePlan, schedule
from blog.database import db
from blog.models import (
    Alert,
    AlertLevel,
    Article,
    ArticleEvent,
    ArticleState,
    Delivery,
    EventKind,
    Revision,
    RevisionKind,
    Role,
)
from tests.databases import on_postgres
from tests.delivery.mail_factories import compose, html_of, text_of
from tests.factories import NOW, make_article, make_draft, make_person

DUE = NOW + timedelta(hours=1)


def make_scheduled(at: datetime = DUE, *, is_announced: bool = True, **more: Any) -> Article:
    article = make_draft(**more)
    plan = SchedulePlan(at, more.get("scheduler", article.author).id, is_announced, AlertLevel.URGENT)
    schedule(db.session, article, plan, NOW)
    db.session.commit()
    return article


def work(now: datetime) -> list[bool]:
    """Let the worker look until nothing is due."""
    done = []
    while not done or done[-1]:
        done.append(publish_next_due(db.session, now))
        db.session.commit()
    return done


def test_before_its_time_nothing_happens(app: Flask) -> None:
    article = make_scheduled()

    assert work(DUE - timedelta(seconds=1)) == [False]

    assert article.state is ArticleState.SCHEDULED


ON_TIME = DUE + timedelta(seconds=2)


def reports() -> list[Delivery]:
    query = select(Delivery).where(Delivery.kind == "schedule").order_by(Delivery.id)
    return list(db.session.scalars(query))


def last_event() -> ArticleEvent:
    return db.session.scalars(select(ArticleEvent).order_by(ArticleEvent.id.desc())).first()


def test_at_its_time_an_article_is_public_and_its_alert_is_owed(app: Flask) -> None:
    article = make_scheduled()

    assert work(ON_TIME) == [True, False]

    alert = db.session.scalars(select(Alert)).one()
    revision = db.session.scalars(select(Revision).where(Revision.kind == RevisionKind.PUBLICATION)).one()
    assert (article.state, article.published_at, article.scheduled_at) == (ArticleState.PUBLISHED, DUE, None)
    assert (alert.article_id, alert.level, alert.announced_by_id) == (article.id, AlertLevel.URGENT, article.author_id)
    assert alert.announced_at == ON_TIME
    assert (revision.person_id, revision.is_public) == (article.author_id, True)
    assert (last_event().kind, last_event().person_id) == (EventKind.PUBLISHED, None)
    assert reports() == []


def test_who_is_not_to_be_told_is_not(app: Flask) -> None:
    make_scheduled(is_announced=False)

    work(ON_TIME)

    assert db.session.scalar(select(func.count()).select_from(Alert)) == 0


LATE = DUE + timedelta(minutes=47)


def test_times_that_were_missed_are_caught_up_in_order_and_reported(app: Flask) -> None:
    second = make_scheduled(DUE + timedelta(minutes=5), headline="Second")
    first = make_scheduled(DUE, headline="First")

    work(LATE)

    assert first.published_at == second.published_at == LATE
    told = [delivery.event.article.headline for delivery in reports()]
    assert told == ["First", "Second"]
    assert [delivery.address for delivery in reports()] == [first.author.address, second.author.address]
    assert last_event().kind is EventKind.MISSED
    message = compose(reports()[0])
    assert message["Subject"] == "Published late: First"
    for text in (text_of(message), html_of(message)):
        assert "No worker ran then" in text
        assert f"https://news.example.org/desk/articles/{first.id}/publication" in text


def suspend(article: Article) -> None:
    article.author.is_suspended = True


def take_rights(article: Article) -> None:
    other = make_person(role=Role.AUTHOR)
    article.scheduled_by_id = other.id


def empty(article: Article) -> None:
    article.body_markdown = " "


def end(article: Article) -> None:
    article.ends_at = DUE


def forget_scheduler(article: Article) -> None:
    article.scheduled_by_id = None


@pytest.mark.parametrize(
    ("happens", "obstacle", "words"),
    [
        (suspend, "suspended", "is suspended"),
        (take_rights, "rights", "may no longer publish it"),
        (empty, "missing", "Something that readers need is missing"),
        (end, "over", "Its end date has passed too"),
        (forget_scheduler, "nobody", "no longer works here"),
    ],
)
def test_what_cannot_be_published_any_more_goes_back_to_the_desk_with_a_report(
    app: Flask, happens: Any, obstacle: str, words: str
) -> None:
    editor, article = make_person(role=Role.EDITOR), make_scheduled()
    happens(article)
    db.session.commit()

    assert work(ON_TIME) == [True, False]

    assert (article.state, article.scheduled_at, article.published_at) == (ArticleState.DRAFT, None, None)
    assert db.session.scalar(select(func.count()).select_from(Alert)) == 0
    assert (last_event().kind, last_event().details["obstacle"]) == (EventKind.UNSCHEDULED, obstacle)
    assert editor.address in {d.address for d in reports()} or article.author.address in {d.address for d in reports()}
    assert words in text_of(compose(reports()[0]))


def test_one_that_breaks_down_does_not_keep_the_others_waiting(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    broken, sound = make_scheduled(headline="Broken"), make_scheduled(DUE + timedelta(seconds=1), headline="Sound")
    render = publishing.set_body

    def render_or_break(session: Any, article: Article, text: str) -> None:
        if article.headline == "Broken":
            raise RuntimeError("no such thing")
        render(session, article, text)

    monkeypatch.setattr(publishing, "set_body", render_or_break)
    work(ON_TIME)

    assert (broken.state, sound.state) == (ArticleState.DRAFT, ArticleState.PUBLISHED)
    assert "Publishing it failed" in text_of(compose(reports()[0]))


def test_a_withdrawn_article_keeps_its_first_date_and_goes_back_to_withdrawn(app: Flask) -> None:
    again = make_article(state=ArticleState.WITHDRAWN, withdrawn_at=NOW)
    stays = make_article(state=ArticleState.WITHDRAWN, withdrawn_at=NOW)
    for article in (again, stays):
        schedule(db.session, article, SchedulePlan(DUE, article.author.id), NOW)
    stays.author.is_suspended = True
    db.session.commit()

    work(ON_TIME)

    assert (again.state, again.published_at) == (ArticleState.PUBLISHED, NOW)
    assert stays.state is ArticleState.WITHDRAWN


def test_of_two_workers_at_once_one_publishes(app: Flask) -> None:
    keys = [make_scheduled(DUE + timedelta(seconds=n)).id for n in range(6)]
    db.session.remove()

    def run() -> None:
        with app.app_context():
            work(ON_TIME + timedelta(seconds=6))
            db.session.remove()

    threads = [Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert all(db.session.get(Article, key).is_public for key in keys)
    assert db.session.scalar(select(func.count()).select_from(Alert)) == 6
    kinds = db.session.scalars(select(ArticleEvent.kind).where(ArticleEvent.person_id.is_(None))).all()
    assert kinds == [EventKind.PUBLISHED] * 6


@on_postgres
def test_a_second_worker_passes_over_what_the_first_holds(app: Flask) -> None:
    article = make_scheduled()
    with Session(db.engine) as other:
        assert publish_next_due(other, ON_TIME)

        assert work(ON_TIME) == [False]
        other.commit()

    db.session.expire_all()
    assert article.is_public


def test_what_was_not_committed_is_done_again(app: Flask) -> None:
    article = make_scheduled()
    publish_next_due(db.session, ON_TIME)
    db.session.rollback()  # As a kill between the deed and its commit leaves it.

    work(ON_TIME)

    assert article.is_public
    assert db.session.scalar(select(func.count()).select_from(Alert)) == 1
