"""Setting, moving and taking off the time of an article, on the one publication page."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from blog.authoring.publishing.scheduling import SchedulePlan, schedule
from blog.database import db
from blog.models import Alert, AlertLevel, Article, ArticleEvent, ArticleState, EventKind, Role
from blog.web.clock import read_clock
from tests.authoring.conftest import Desk, Sit
from tests.factories import NOW, make_article, make_draft, make_subscriber


def path(article: Article, page: str = "schedule") -> str:
    return f"/desk/articles/{article.id}/{page}"


def test_the_page_offers_a_later_time_and_its_buttons_say_what_they_do(desk: Desk) -> None:
    make_subscriber()

    page = desk.get(path(make_draft(author=desk.person), "publication")).text

    assert "Schedule, and alert 1 reader then" in page
    assert "Schedule without alert" in page
    assert "Site time (UTC)." in page


TOMORROW = read_clock().replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=1)


def typed(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M")


def kinds(article: Article) -> list[EventKind]:
    query = select(ArticleEvent.kind).where(ArticleEvent.article_id == article.id).order_by(ArticleEvent.id)
    return list(db.session.scalars(query))


@pytest.mark.parametrize(("alert", "is_wanted"), [("yes", True), ("no", False)])
def test_an_article_is_scheduled_moved_and_taken_off(desk: Desk, alert: str, is_wanted: bool) -> None:
    make_subscriber()
    article = make_draft("Tea", author=desk.person)

    answer = desk.post(path(article), moment=typed(TOMORROW), alert=alert, level="urgent", seen=article.revision)
    assert (answer.status_code, answer.location) == (303, path(article, "publication"))
    assert (article.state, article.scheduled_at) == (ArticleState.SCHEDULED, TOMORROW)
    assert (article.is_alert_wanted, article.alert_level) == (is_wanted, AlertLevel.URGENT)
    page = desk.get(path(article, "publication")).text
    assert "at 9:00" in page
    assert "Move it, and alert 1 reader then" in page
    assert ("Nobody is told then." in page) is not is_wanted

    desk.post(path(article), moment=typed(TOMORROW + timedelta(hours=2)), alert="no")
    assert article.scheduled_at == TOMORROW + timedelta(hours=2)

    assert desk.post(path(article, "schedule/removal")).status_code == 303
    assert (article.state, article.scheduled_at) == (ArticleState.DRAFT, None)
    assert "is off the schedule" in desk.get("/desk/").text
    desk.post(path(article, "schedule/removal"))
    assert kinds(article) == [EventKind.SCHEDULED, EventKind.SCHEDULED, EventKind.UNSCHEDULED]


def make_scheduled(at: datetime = TOMORROW, **more: Any) -> Article:
    article = make_draft(**more)
    schedule(db.session, article, SchedulePlan(at, article.author_id), NOW)
    db.session.commit()
    return article


def test_a_scheduled_article_can_be_published_at_once(desk: Desk) -> None:
    article = make_scheduled(author=desk.person)

    assert "Publish now" in desk.get(path(article, "publication")).text
    desk.post(path(article, "publication"), alert="no", seen=article.revision)

    assert (article.state, article.scheduled_at) == (ArticleState.PUBLISHED, None)


def test_a_version_that_was_not_shown_is_not_scheduled(desk: Desk) -> None:
    article = make_draft(author=desk.person)

    answer = desk.post(path(article), moment=typed(TOMORROW), seen="2020-01-01T00:00:00.000000+00:00")

    assert answer.status_code == 409
    assert article.state is ArticleState.DRAFT


def test_what_is_public_or_incomplete_is_not_scheduled(desk: Desk) -> None:
    public, empty = make_article(author=desk.person), make_draft(author=desk.person, text="")

    answers = [desk.post(path(article), moment=typed(TOMORROW)).status_code for article in (public, empty)]

    assert answers == [303, 422]
    assert (public.state, empty.state) == (ArticleState.PUBLISHED, ArticleState.DRAFT)


def test_editing_keeps_the_time_and_says_it(desk: Desk) -> None:
    article = make_scheduled(author=desk.person)
    fields = {"headline": "Tea, again", "body": "Words.", "seen": article.revision}

    desk.post(path(article, "edit"), deed="save", **fields)
    refused = desk.post(path(article, "edit"), deed="save", **{**fields, "body": "", "seen": article.revision})

    assert (article.headline, article.scheduled_at) == ("Tea, again", TOMORROW)
    assert "Goes live" in desk.get(path(article, "edit")).text
    assert refused.status_code == 422
    assert "Write the text before you publish." in refused.text


def test_nobody_schedules_what_belongs_to_others(desk: Desk, sit: Sit) -> None:
    article = make_scheduled()

    assert desk.post(path(article), moment=typed(TOMORROW)).status_code == 404
    assert desk.post(path(article, "schedule/removal")).status_code == 404
    assert sit(role=Role.EDITOR).post(path(article, "schedule/removal")).status_code == 303
    assert article.state is ArticleState.DRAFT


def test_an_older_article_is_published_with_its_date_and_without_alert(desk: Desk) -> None:
    make_subscriber()
    article, other = make_draft("Old tea", author=desk.person), make_article("News")
    asked = desk.post(path(article), moment="2019-03-31T08:05", seen=article.revision)
    assert (asked.status_code, "publish it now with this date" in asked.text) == (422, True)
    assert "Publish now with this past date" in asked.text
    assert 'value="2019-03-31T08:05"' in asked.text

    done = desk.post(path(article, "dated-publication"), moment="2019-03-31T08:05", alert="yes", seen=article.revision)

    assert (done.status_code, done.location) == (303, f"/articles/{article.slug}")
    assert (article.state, article.published_at) == (ArticleState.PUBLISHED, datetime(2019, 3, 31, 8, 5, tzinfo=UTC))
    assert db.session.scalars(select(Alert)).all() == []
    assert "March 31, 2019" in desk.get(f"/articles/{article.slug}").text
    assert "Old tea" in desk.get("/archive/2019/3").text
    feed = desk.get("/feed.atom").text
    assert feed.index(other.headline) < feed.index("Old tea")
    event = db.session.scalars(select(ArticleEvent).where(ArticleEvent.article_id == article.id)).one()
    assert event.happened_at > TOMORROW - timedelta(days=2)


@pytest.mark.parametrize(
    ("moment", "reason"),
    [("2090-01-01T10:00", "has not come yet"), ("", "Give a date"), ("0019-01-01T10:00", "Give a date")],
)
def test_a_date_that_is_none_of_the_past_is_refused_beside_its_field(desk: Desk, moment: str, reason: str) -> None:
    article = make_draft("Tea", author=desk.person)

    answer = desk.post(path(article, "dated-publication"), moment=moment, seen=article.revision)

    assert (answer.status_code, reason in answer.text, article.published_at) == (422, True, None)


def test_what_was_public_keeps_its_first_date(desk: Desk) -> None:
    article = make_article("Tea", author=desk.person)
    first = article.published_at
    again = desk.post(path(article, "dated-publication"), moment="2019-01-01T10:00", seen=article.revision)
    article.withdraw(NOW)
    db.session.commit()

    answer = desk.post(path(article, "dated-publication"), moment="2019-01-01T10:00", seen=article.revision)

    assert (again.status_code, answer.status_code, article.published_at) == (303, 422, first)
    assert "keeps the date of its first publication" in answer.text
    assert "Publish now with this past date" not in desk.get(path(article, "publication")).text
