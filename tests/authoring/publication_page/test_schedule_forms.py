"""Local times on the publication page: invalid, nonexistent and ambiguous ones."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask

from blog.models import Article, ArticleState
from tests.authoring.conftest import Desk
from tests.factories import make_draft
from tests.settings import change_settings


def path(article: Article, page: str = "schedule") -> str:
    return f"/desk/articles/{article.id}/{page}"


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
