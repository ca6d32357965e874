"""No page of the desk asks the database more often when there is more to show, and no list is paged by offset."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

import blog
from blog.database import db
from blog.models import Alert, ArticleState, Correction, CorrectionKind, DeliveryState, ErrorReport, Role
from tests.articles.test_queries import count
from tests.delivery.alert_factories import make_alert, owe_row
from tests.factories import NOW, make_article, make_draft, make_person, make_subscriber, save, sign_in
from tests.pictures.picture_factories import make_picture

PAGES = (
    "/corrections/",
    "/desk/",
    "/desk/?who=everyone",
    "/desk/?state=published",
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
