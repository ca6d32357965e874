"""The front page of the desk: whose articles, in which order, with which next action, and at which cost."""

import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

import blog
from blog.authoring.dashboard.article_list import MAX_DRAFTS
from blog.authoring.publishing.article_history import record_event
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
    EventKind,
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
    "/desk/menu",
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

    for query in ("", "articles", "articles?q=idea", "articles?state=draft"):
        page = desk.get(f"/desk/{query}").text
        assert "My own idea" in page
        assert "secret" not in page


def test_an_editor_sees_everyone_by_name(sit: Sit) -> None:
    make_draft("Somebody’s idea", author=make_person("Σοφία"))

    editor = sit(role=Role.EDITOR)

    assert "Σοφία" in editor.get("/desk/articles").text
    assert "Somebody’s idea" not in editor.get("/desk/").text


def test_the_empty_desk_says_how_to_begin(desk: Desk) -> None:
    assert "Start with a headline" in desk.get("/desk/").text


@pytest.mark.parametrize(
    ("make", "more", "action"),
    [
        (make_draft, {}, "Publish"),
        (make_draft, {"text": ""}, "Edit"),
        (make_article, {}, "View page"),
        (make_article, {}, "Alert and dates"),
        (make_article, {"state": ArticleState.WITHDRAWN}, "Publish again"),
    ],
)
def test_the_menu_of_each_article_begins_with_what_it_needs(
    desk: Desk, make: Any, more: dict[str, Any], action: str
) -> None:
    make("Tea", author=desk.person, **more)

    menu = desk.get("/desk/articles").text.split('<span class="visually-hidden">: Tea</span>')[1].split("</ul>")[0]

    assert f"</svg> {action}</a>" in menu


def test_a_draft_is_gone_on_with_from_the_front_page(desk: Desk) -> None:
    article = make_draft("Tea", author=desk.person)

    page = desk.get("/desk/").text

    assert f'href="/desk/articles/{article.id}/edit" aria-label="Continue writing: Tea"' in page


TOMORROW = read_clock().replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=1)


def make_scheduled(at: datetime = TOMORROW, **more: Any) -> Article:
    article = make_draft(**more)
    schedule(db.session, article, SchedulePlan(at, article.author_id), NOW)
    db.session.commit()
    return article


def test_what_is_scheduled_goes_by_time(desk: Desk) -> None:
    for hours in (3, 1, 2):
        make_scheduled(TOMORROW + timedelta(hours=hours), headline=f"In {hours}", author=desk.person)

    for page in (desk.get("/desk/").text, desk.get("/desk/articles?state=scheduled").text):
        assert page.index("In 1") < page.index("In 2") < page.index("In 3")


def test_many_drafts_lead_to_the_list_of_them(sit: Sit) -> None:
    editor, author = sit(role=Role.EDITOR), sit()
    for _ in range(MAX_DRAFTS + 1):
        make_draft(author=editor.person)
        make_draft(author=author.person)

    assert f'/desk/articles?state=draft&amp;author={editor.person.slug}"' in editor.get("/desk/").text
    assert '/desk/articles?state=draft"' in author.get("/desk/").text


def test_authors_find_their_drafts_first_and_editors_what_waits(sit: Sit) -> None:
    author, editor = sit().get("/desk/").text, sit(role=Role.EDITOR).get("/desk/").text

    assert author.index('id="own"') < author.index('id="waiting"')
    assert editor.index('id="waiting"') < editor.index('id="own"')


def test_the_exact_time_stands_behind_how_long_ago_it_was(desk: Desk) -> None:
    make_draft("Tea", author=desk.person, updated_at=read_clock() - timedelta(hours=2, minutes=5))

    assert re.search(
        r'<time datetime="[0-9-]+T[^"]+" title="[^"]*20[0-9]{2}[^"]*">2 h ago</time>', desk.get("/desk/").text
    )


@pytest.mark.parametrize(
    ("kind", "deed", "sentence"),
    [
        (EventKind.UPDATED, "publish", "The schedule published changes to Tea"),
        (EventKind.OVERRULED, "publish", "The schedule published Tea against advice"),
        (EventKind.MISSED, "publish", "The schedule published Tea late"),
        (EventKind.MISSED, "end", "The schedule ended Tea late"),
    ],
)
def test_each_act_since_yesterday_is_one_sentence(desk: Desk, kind: EventKind, deed: str, sentence: str) -> None:
    record_event(db.session, make_draft("Tea", author=desk.person), kind, read_clock(), person_id=None, deed=deed)
    db.session.commit()

    assert sentence in re.sub(r"<[^>]+>", "", desk.get("/desk/").text)


@pytest.mark.parametrize("kind", EventKind)
def test_every_act_of_a_person_has_words_at_the_desk(desk: Desk, kind: EventKind) -> None:
    article = make_draft("Tea", author=desk.person)
    record_event(db.session, article, kind, read_clock(), person_id=desk.person.id)
    db.session.commit()

    text = re.sub(r"<[^>]+>", "", desk.get("/desk/").text)

    assert re.search(rf"{desk.person.name} [a-z ]+ Tea\b", text)


def test_what_was_sent_back_stands_once_on_the_desk(sit: Sit) -> None:
    writer = sit(role=Role.CONTRIBUTOR)
    returned, other = make_draft("Sent back", author=writer.person), make_draft("Begun", author=writer.person)
    record_event(db.session, returned, EventKind.RETURNED, NOW, person_id=None, note="Who paid?")
    db.session.commit()

    page = writer.get("/desk/").text

    links = re.findall(r'class="row__headline" href="/desk/articles/(\d+)/', page)
    assert sorted(links) == sorted([str(returned.id), str(other.id)])
