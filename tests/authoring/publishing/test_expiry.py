"""At its end an article leaves every list by the worker's write; its page stands with a notice."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.authoring.corrections.correcting import CorrectionDraft, correct, notify_readers
from blog.authoring.drafts.comparing import compare_revisions
from blog.authoring.publishing.expiry import end_next, set_end
from blog.authoring.publishing.publishing import EndsTooSoon, NotPublished, announce, publish, withdraw
from blog.authoring.publishing.scheduling import SchedulePlan, TooSoon, schedule
from blog.database import db
from blog.delivery.composing.mail_kinds.kind_lookup import reason_to_skip
from blog.delivery.queue.presend_check import find_eligible
from blog.models import (
    Alert,
    AlertKind,
    AlertState,
    Article,
    ArticleEvent,
    ArticleState,
    Delivery,
    DeliveryKind,
    DeliveryState,
    EventKind,
    Revision,
    Role,
    SkipReason,
)
from tests.delivery.mail_factories import compose, text_of
from tests.factories import NOW, make_article, make_draft, make_person, make_subscriber, make_topic, save

END = NOW + timedelta(days=1)


def test_at_its_end_an_article_ends_and_not_before(app: Flask) -> None:
    article, other = make_article(ends_at=END), make_article()

    assert end_next(db.session, END - timedelta(seconds=1)) is False
    assert end_next(db.session, END) is True
    assert end_next(db.session, END) is False

    event = db.session.scalars(select(ArticleEvent)).one()
    assert (article.state, other.state) == (ArticleState.ENDED, ArticleState.PUBLISHED)
    assert (event.kind, event.person_id) == (EventKind.ENDED, None)


HOUR = timedelta(hours=1)


def test_an_end_that_was_missed_is_caught_up_and_reported(app: Flask) -> None:
    article = make_article("Tea", ends_at=END)

    end_next(db.session, END + HOUR)
    db.session.commit()

    report = db.session.scalars(select(Delivery).where(Delivery.kind == "schedule")).one()
    assert report.address == article.author.address
    message = compose(report)
    assert message["Subject"] == "Ended late: Tea"
    assert "It was to leave the lists on" in text_of(message)


def make_ended(headline: str = "Tea", **more: Any) -> Article:
    article = make_article(headline, ends_at=END, **more)
    end_next(db.session, END)
    db.session.commit()
    return article


def test_what_has_ended_stands_with_a_notice_and_in_no_list(client: FlaskClient) -> None:
    topic, author = make_topic("Grants", slug="grants"), make_person("Maren Holt", slug="maren")
    shown = make_article("Cocoa", 1, slug="cocoa", topics=[topic], author=author)
    make_ended("Gone from lists", slug="gone", topics=[topic], author=author, body_text="samovar")
    gone_words = ("Gone from lists", "/articles/gone")

    page = client.get("/articles/gone")

    assert page.status_code == 200
    assert "This article expired on" in page.text
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in page.text
    for place in (
        "/",
        "/topics/grants",
        "/authors/maren",
        "/archive/2026/5",
        "/search?q=samovar",
        "/feed.atom",
        "/feed.rss",
        "/feed.json",
        "/sitemap.xml",
        f"/articles/{shown.slug}",
    ):
        answer = client.get(place)
        assert answer.status_code == 200, place
        assert not any(words in answer.text for words in gone_words), place
    assert client.get("/articles/gone/history").status_code == 200


def test_an_author_whose_articles_have_all_ended_keeps_a_page(client: FlaskClient) -> None:
    make_ended(author=make_person(slug="maren"))

    assert client.get("/authors/maren").status_code == 200


def test_an_end_is_set_changed_lifted_and_kept_in_the_revisions(app: Flask) -> None:
    article, editor = make_article(), make_person(role=Role.EDITOR)

    for moment in (END, END + HOUR, None):
        set_end(db.session, article, moment, NOW, person_id=editor.id)
    db.session.commit()

    revisions = db.session.scalars(select(Revision).order_by(Revision.number)).all()
    assert [bool(one.details.get("ends_at")) for one in revisions] == [False, True, True, False]
    assert {one.person_id for one in revisions[1:]} == {editor.id}
    assert "May 5" in compare_revisions(revisions[0], revisions[1]).details["ends_at"][1]


@pytest.mark.parametrize("moment", [None, END + HOUR])
def test_lifting_the_end_puts_an_article_back_at_its_place(app: Flask, moment: datetime | None) -> None:
    article = make_ended()

    set_end(db.session, article, moment, END + timedelta(minutes=1), person_id=make_person().id)

    assert (article.state, article.published_at, article.ends_at) == (ArticleState.PUBLISHED, NOW, moment)


def test_an_end_comes_after_the_beginning(app: Flask) -> None:
    article, person = make_draft(), make_person()
    schedule(db.session, article, SchedulePlan(END, person.id), NOW)

    for moment, refusal in ((END, EndsTooSoon), (NOW, TooSoon)):
        with pytest.raises(refusal):
            set_end(db.session, article, moment, NOW, person_id=person.id)
    set_end(db.session, article, END + HOUR, NOW, person_id=person.id)
    with pytest.raises(EndsTooSoon):
        publish(db.session, article, END + HOUR, send_alert=False)


def test_nobody_is_told_of_an_ended_article_and_it_can_be_withdrawn(app: Flask) -> None:
    article = make_ended()

    with pytest.raises(NotPublished):
        announce(db.session, article, END, None)
    withdraw(db.session, article, END)

    assert article.state is ArticleState.WITHDRAWN


def make_message(article: Article, kind: AlertKind) -> Delivery:
    alert = Alert(article=article, kind=kind, state=AlertState.SENDING, announced_at=NOW, starts_at=NOW)
    held = {"state": DeliveryState.SENDING, "leased_by": "me", "owed_at": NOW, "due_at": NOW}
    reader = make_subscriber()
    row = Delivery(kind=DeliveryKind.ALERT, alert=alert, subscriber=reader, address=reader.address, **held)
    return save(row)


@pytest.mark.parametrize(("kind", "reason"), [(AlertKind.PUBLICATION, SkipReason.ENDED), (AlertKind.CORRECTION, None)])
def test_after_the_end_only_corrections_are_sent(app: Flask, kind: AlertKind, reason: SkipReason | None) -> None:
    row = make_message(make_ended(), kind)

    assert reason_to_skip(row, END) is reason
    assert (row.id in find_eligible(db.session, [row.id], "me", END)) is (reason is None)


def test_an_ended_article_is_corrected_and_its_readers_can_be_told(app: Flask) -> None:
    article, editor = make_ended(), make_person(role=Role.EDITOR)

    wording = CorrectionDraft(old="on Tuesday", new="on Monday", is_replacing=True)
    correction = correct(db.session, article, wording, END, editor_id=editor.id, seen=0)
    alert = notify_readers(db.session, correction, END, grace=timedelta(), person_id=editor.id)

    assert "on Monday" in article.body_html
    assert alert.kind is AlertKind.CORRECTION
