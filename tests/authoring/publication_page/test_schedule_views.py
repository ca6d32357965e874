"""Setting, moving and taking off the time of an article, on the one publication page."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from blog.authoring.drafts.writing import NotReady
from blog.authoring.publishing.publishing import EndsTooSoon
from blog.authoring.publishing.scheduling import Plan, TooFar, TooSoon, schedule
from blog.database import db
from blog.models import AlertLevel, Article, ArticleEvent, ArticleState, EventKind, Role
from blog.web.clock import read_clock
from tests.authoring.conftest import Desk, Sit
from tests.factories import NOW, make_article, make_draft, make_person, make_subscriber
from tests.settings import change_settings

TOMORROW = read_clock().replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=1)


def path(article: Article, page: str = "schedule") -> str:
    return f"/desk/articles/{article.id}/{page}"


def typed(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M")


def kinds(article: Article) -> list[EventKind]:
    query = select(ArticleEvent.kind).where(ArticleEvent.article_id == article.id).order_by(ArticleEvent.id)
    return list(db.session.scalars(query))


def make_scheduled(at: datetime = TOMORROW, **more: Any) -> Article:
    article = make_draft(**more)
    schedule(db.session, article, Plan(at, article.author_id), NOW)
    db.session.commit()
    return article


def test_the_page_offers_a_later_time_and_its_buttons_say_what_they_do(desk: Desk) -> None:
    make_subscriber()

    page = desk.get(path(make_draft(author=desk.person), "publication")).text

    assert "Schedule, and alert 1 reader then" in page
    assert "Schedule without alert" in page
    assert "By the site’s clock: UTC." in page


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


def test_a_scheduled_article_can_be_published_at_once(desk: Desk) -> None:
    article = make_scheduled(author=desk.person)

    assert "Publish now" in desk.get(path(article, "publication")).text
    desk.post(path(article, "publication"), alert="no", seen=article.revision)

    assert (article.state, article.scheduled_at) == (ArticleState.PUBLISHED, None)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("", "Give a date and a time."),
        ("tomorrow at nine", "Give a date and a time."),
        ("2020-01-01T09:00", "This time has passed."),
        ("2199-01-01T09:00", "more than five years away"),
    ],
)
def test_a_wrong_time_is_told_beside_its_field_and_kept(desk: Desk, moment: str, words: str) -> None:
    article = make_draft(author=desk.person)

    answer = desk.post(path(article), moment=moment, alert="no")

    assert answer.status_code == 422
    assert words in answer.text
    assert f'value="{moment}"' in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert article.state is ArticleState.DRAFT


@pytest.fixture
def zurich(app: Flask) -> Iterator[None]:
    """The site's clock shows the time of Zurich."""
    change_settings(app, timezone="Europe/Zurich")
    app.extensions["babel"].default_timezone = "Europe/Zurich"
    yield
    app.extensions["babel"].default_timezone = "UTC"


@pytest.mark.usefixtures("zurich")
def test_the_clock_is_the_sites_and_its_changes_are_asked_about(desk: Desk) -> None:
    article = make_draft(author=desk.person)

    gap = desk.post(path(article), moment="2028-03-26T02:30", alert="no")
    twice = desk.post(path(article), moment="2028-10-29T02:30", alert="no")
    desk.post(path(article), moment="2028-10-29T02:30", alert="no", turn="1")

    assert (gap.status_code, twice.status_code) == (422, 422)
    assert "The clocks leave this time out" in gap.text
    assert "3:30" in gap.text
    assert "This time comes twice" in twice.text
    assert "The second, after it (CET, UTC+0100)" in twice.text
    assert article.scheduled_at == datetime(2028, 10, 29, 1, 30, tzinfo=UTC)
    page = desk.get(path(article, "publication")).text
    assert "Central European Time" in page
    assert 'value="2028-10-29T02:30"' in page


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


def test_the_shelf_of_what_is_scheduled_goes_by_time(desk: Desk) -> None:
    for hours in (3, 1, 2):
        make_scheduled(TOMORROW + timedelta(hours=hours), headline=f"In {hours}", author=desk.person)

    page = desk.get("/desk/").text

    assert page.index("In 1") < page.index("In 2") < page.index("In 3")


def test_a_long_shelf_is_paged_by_time(desk: Desk) -> None:
    for hours in range(42):
        make_scheduled(TOMORROW + timedelta(hours=hours), headline=f"Number {hours:02}", author=desk.person)

    first = desk.get("/desk/?state=scheduled").text
    key = first.split("before=")[1].split('"')[0]
    second = desk.get(f"/desk/?state=scheduled&before={key}").text

    assert "Number 39" in first
    assert "Number 40" not in first
    assert [f"Number {n}" in second for n in (39, 40, 41)] == [False, True, True]


def test_nobody_schedules_what_belongs_to_others(desk: Desk, sit: Sit) -> None:
    article = make_scheduled()

    assert desk.post(path(article), moment=typed(TOMORROW)).status_code == 404
    assert desk.post(path(article, "schedule/removal")).status_code == 404
    assert sit(role=Role.EDITOR).post(path(article, "schedule/removal")).status_code == 303
    assert article.state is ArticleState.DRAFT


def test_the_desk_says_what_was_not_as_planned_to_whom_it_concerns(desk: Desk, sit: Sit) -> None:
    article = make_draft("Tea", author=desk.person)
    due = read_clock() - timedelta(hours=2)
    details = {"due_at": due.isoformat(), "obstacle": "missing"}
    event = {"kind": EventKind.UNSCHEDULED, "happened_at": due + timedelta(seconds=1), "details": details}
    db.session.add(ArticleEvent(article_id=article.id, **event))
    db.session.commit()

    page = desk.get("/desk/").text

    assert "Not as planned" in page
    assert "was not published: something that readers need is missing." in page
    assert "Not as planned" not in sit().get("/desk/").text


def test_the_deed_refuses_what_could_not_be_published_then(app: Flask) -> None:
    article, person = make_draft(), make_person()
    article.ends_at = NOW + timedelta(days=2)

    for days, refusal in ((0, TooSoon), (-1, TooSoon), (6 * 366, TooFar), (2, EndsTooSoon), (3, EndsTooSoon)):
        with pytest.raises(refusal):
            schedule(db.session, article, Plan(NOW + timedelta(days=days), person.id), NOW)
    article.headline = ""
    with pytest.raises(NotReady):
        schedule(db.session, article, Plan(NOW + timedelta(days=1), person.id), NOW)
