"""The checks on the publication page and on the schedule: findings are shown, and pass only with a reason."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from blog.authoring.publishing.scheduled_publishing import publish_next_due
from blog.authoring.publishing.scheduling import SchedulePlan, schedule
from blog.authoring.publishing.site_checks import run_checks
from blog.database import db
from blog.models import Article, ArticleEvent, EventKind
from tests.authoring.conftest import Desk
from tests.factories import NOW, make_article, make_draft

DOUBTFUL = "The grant is worth TK euros, see [the vote](/articles/gone) and [the desk](/desk/nothing)."


def path(article: Article, page: str = "publication") -> str:
    return f"/desk/articles/{article.id}/{page}"


def test_what_is_found_is_shown_before_anybody_presses(desk: Desk) -> None:
    page = desk.get(path(make_draft(author=desk.person, text=DOUBTFUL))).text

    assert "Something is still to come" in page
    assert "/articles/gone" in page
    assert "/desk/nothing" in page
    assert 'name="overruling"' in page


def overrulings() -> list[ArticleEvent]:
    return list(
        db.session.scalars(
            select(ArticleEvent).where(ArticleEvent.kind == EventKind.OVERRULED).order_by(ArticleEvent.id)
        )
    )


def test_a_sound_article_is_published_without_being_asked_anything(desk: Desk) -> None:
    tea = make_article("Tea", slug="tea")
    article = make_draft(author=desk.person, text=f"See [this](/articles/{tea.slug}) and [all](/archive/).")

    assert 'name="overruling"' not in desk.get(path(article)).text
    assert desk.post(path(article), alert="no").status_code == 303
    assert overrulings() == []


@pytest.mark.parametrize("reason", ["", "  ", "\x00", "x" * 1001])
def test_without_a_fair_reason_nothing_is_published_and_what_was_typed_stays(desk: Desk, reason: str) -> None:
    article = make_draft(author=desk.person, text=DOUBTFUL)

    answer = desk.post(path(article), alert="no", seen=article.revision, overruling=reason)

    assert answer.status_code == 422
    assert 'id="overruling-error"' in answer.text
    assert reason.strip("\x00 ") in answer.text
    assert not db.session.get(Article, article.id, populate_existing=True).is_public
    assert overrulings() == []


REASON = "TK is the insurer’s name."


def test_with_a_reason_it_is_published_and_the_reason_is_kept(desk: Desk) -> None:
    article = make_draft(author=desk.person, text=DOUBTFUL)

    answer = desk.post(path(article), alert="no", seen=article.revision, overruling=REASON)

    (event,) = overrulings()
    assert answer.status_code == 303
    assert (event.note, event.person_id) == (REASON, desk.person.id)
    assert [found["fault"] for found in event.details["findings"]] == ["placeholder", "broken_link", "broken_link"]


def test_a_reason_for_an_older_version_is_kept_on_the_page_and_passes_for_the_newer_one(desk: Desk) -> None:
    article = make_draft(author=desk.person, text=DOUBTFUL)

    answer = desk.post(path(article), alert="no", seen="older", overruling=REASON)

    assert answer.status_code == 409
    assert REASON in answer.text.replace("&#8217;", "’")
    assert f'name="seen" type="hidden" value="{article.revision}"' in answer.text


def test_the_schedule_asks_for_a_reason_too(desk: Desk) -> None:
    article = make_draft(author=desk.person, text=DOUBTFUL)
    fields = {"alert": "no", "seen": article.revision, "moment": "2199-01-01T09:00"}

    refused = desk.post(path(article, "schedule"), **{**fields, "moment": "2029-01-01T09:00"})
    taken = desk.post(path(article, "schedule"), **{**fields, "moment": "2029-01-01T09:00"}, overruling=REASON)

    assert (refused.status_code, taken.status_code) == (422, 303)
    assert 'id="overruling-later-error"' in refused.text
    assert len(overrulings()) == 1


def test_what_an_edit_brought_in_after_scheduling_keeps_an_article_from_going_live(app: Flask) -> None:
    article = make_draft()
    schedule(db.session, article, SchedulePlan(NOW + timedelta(hours=1), article.author_id), NOW)
    article.body_markdown = DOUBTFUL
    db.session.commit()

    publish_next_due(db.session, NOW + timedelta(hours=1), run_checks=run_checks)
    db.session.commit()

    event = db.session.scalars(select(ArticleEvent).order_by(ArticleEvent.id.desc())).first()
    assert event is not None
    assert (event.kind, event.details["obstacle"]) == (EventKind.UNSCHEDULED, "doubts")
    assert not article.is_public
