"""The front page of the desk: whose articles, in which order, with which next action, and at which cost."""

import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

import blog
from blog.authoring.dashboard.article_list import GROUP_LIMIT
from blog.authoring.publishing.scheduling import SchedulePlan, schedule
from blog.database import db
from blog.models import (
    Alert,
    Article,
    ArticleState,
    Correction,
    CorrectionKind,
    DeliveryState,
    ErrorReport,
    Role,
)
from blog.web.clock import read_clock
from tests.articles.pages.test_article_queries import count
from tests.authoring.conftest import Desk, Sit
from tests.delivery.alert_factories import make_alert, owe_row
from tests.factories import NOW, make_article, make_draft, make_person, make_subscriber, save, sign_in
from tests.pictures.picture_factories import make_picture

PAGES = (
    "/corrections/",
    "/desk/",
    "/desk/?who=everyone",
    "/desk/articles",
    "/desk/articles?q=headline&state=published",
    "/desk/readers",
    "/desk/media",
    "/desk/reports",
    "/desk/alerts/",
    "/desk/alerts/{alert}/ledger",
    "/desk/finder/items",
)


@pytest.fixture
def alert(client: FlaskClient) -> Alert:
    """An alert with five messages; an administrator has signed in."""
    sign_in(client, make_person(role=Role.ADMINISTRATOR))
    alert = make_alert()
    add(alert, 5)
    return alert


def add(alert: Alert, number: int) -> None:
    """Make so many articles, drafts, corrections, reports, pictures, readers and messages."""
    for _ in range(number):
        article = make_article(author=make_person())
        db.session.add(make_draft(state=ArticleState.IN_REVIEW))
        save(Correction(article=article, kind=CorrectionKind.CORRECTION, old_wording="a", corrected_at=NOW))
        save(ErrorReport(article=article, paragraph=1, words="Not so.", reported_at=NOW))
        make_picture("A boat", uploader_id=article.author_id)
        owe_row(alert, DeliveryState.ACCEPTED, make_subscriber(), settled_at=NOW)


def test_more_rows_mean_no_more_queries_at_the_desk(client: FlaskClient, alert: Alert) -> None:
    paths = [path.format(alert=alert.id) for path in PAGES]
    few = {path: count(client, path) for path in paths}
    add(alert, 45)

    many = {path: count(client, path) for path in paths}

    assert {path: (few[path], many[path]) for path in paths if many[path] > few[path]} == {}


def test_no_list_is_paged_by_offset() -> None:
    files = Path(blog.__file__).parent.rglob("*.py")

    calls = re.compile(r"\.offset\(|\bOFFSET\b|\.paginate\(|\.slice\(")
    found = {file.name for file in files if calls.search(file.read_text("utf-8")) and "demo" not in file.parts}

    assert found == set()


def test_the_desk_of_an_author_shows_the_own_articles_alone(desk: Desk) -> None:
    make_draft("Somebody else’s secret")
    make_draft("My own idea", author=desk.person)

    for query in ("", "?whose=everyone", "articles", "articles?q=idea", "articles?state=draft"):
        page = desk.get(f"/desk/{query}").text
        assert "My own idea" in page
        assert "secret" not in page


def test_an_editor_sees_everyone_by_name(sit: Sit) -> None:
    make_draft("Somebody’s idea", author=make_person("Σοφία"))

    editor = sit(role=Role.EDITOR)

    assert "Σοφία" in editor.get("/desk/?whose=everyone").text
    assert "Somebody’s idea" not in editor.get("/desk/").text


def test_the_empty_desk_says_how_to_begin(desk: Desk) -> None:
    assert "Start with a headline" in desk.get("/desk/").text


@pytest.mark.parametrize(
    ("make", "more", "action"),
    [
        (make_draft, {}, "Publish"),
        (make_draft, {"text": ""}, "Continue writing"),
        (make_article, {}, "View page"),
        (make_article, {"state": ArticleState.WITHDRAWN}, "Publish again"),
    ],
)
def test_each_article_shows_its_next_action(desk: Desk, make: Any, more: dict[str, Any], action: str) -> None:
    make("Tea", author=desk.person, **more)

    assert f'aria-label="{action}: Tea"' in desk.get("/desk/").text


TOMORROW = read_clock().replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=1)


def make_scheduled(at: datetime = TOMORROW, **more: Any) -> Article:
    article = make_draft(**more)
    schedule(db.session, article, SchedulePlan(at, article.author_id), NOW)
    db.session.commit()
    return article


def test_the_shelf_of_what_is_scheduled_goes_by_time(desk: Desk) -> None:
    for hours in (3, 1, 2):
        make_scheduled(TOMORROW + timedelta(hours=hours), headline=f"In {hours}", author=desk.person)

    page = desk.get("/desk/").text

    assert page.index("In 1") < page.index("In 2") < page.index("In 3")


def test_a_long_shelf_leads_to_the_list_of_its_articles(sit: Sit) -> None:
    editor = sit(role=Role.EDITOR)
    for _ in range(GROUP_LIMIT + 1):
        make_draft(author=editor.person)

    assert f'/desk/articles?state=draft&amp;author={editor.person.slug}"' in editor.get("/desk/").text
    assert '/desk/articles?state=draft"' in editor.get("/desk/?whose=everyone").text
