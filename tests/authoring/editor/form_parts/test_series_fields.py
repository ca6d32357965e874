"""The series and the part in the editor's details."""

from typing import Any

import pytest
from sqlalchemy import select

from blog.authoring.drafts.topics import list_parts, order_parts
from blog.database import db
from blog.models import Article, Role, Topic
from tests.authoring.conftest import Desk, Sit
from tests.factories import make_article, make_draft, make_topic


@pytest.fixture
def editor(sit: Sit) -> Desk:
    return sit(role=Role.EDITOR)


def make_series() -> Topic:
    series = make_topic("The harbour", is_series=True)
    for age, headline in ((3, "One"), (2, "Two")):
        make_article(headline, age, topics=[series])
    return series


def order(series: Topic) -> list[str]:
    db.session.expire_all()
    return [db.session.get_one(Article, key).headline for key in list_parts(db.session, series.id)]


def save(editor: Desk, article: Article, **fields: Any) -> int:
    sent = {"headline": article.headline, "body": "Tea.", "seen": article.revision, **fields}
    return editor.post(f"/desk/articles/{article.id}/edit", **sent).status_code


def test_a_new_article_becomes_the_part_that_is_chosen(editor: Desk) -> None:
    series, topic = make_series(), make_topic("Ports")

    editor.post("/desk/articles/new", headline="New", topics=[topic.id], series=series.id, part="2", part_seen="")
    editor.post("/desk/articles/new", headline="Last", series=series.id, part="")

    assert order(series) == ["One", "New", "Two", "Last"]
    new = db.session.scalars(select(Article).where(Article.headline == "New")).one()
    assert set(new.topics) == {series, topic}
    page = editor.get(f"/desk/articles/{new.id}/edit").text
    assert f'<option selected value="{series.id}">The harbour</option>' in page
    assert 'name="part" type="text" value="2"' in page
    assert 'name="topics"' in page


def test_a_page_that_did_not_change_the_place_does_not_move_it_back(editor: Desk) -> None:
    series = make_series()
    draft = make_draft("Draft", author=editor.person, topics=[series])
    order_parts(db.session, series.id, [draft.id])
    db.session.commit()

    status = save(editor, draft, series=series.id, part="3", part_seen="3")
    kept = order(series)
    save(editor, draft, series=series.id, part="99", part_seen="3")

    assert (status, kept) == (303, ["Draft", "One", "Two"])
    assert order(series) == ["One", "Two", "Draft"]


def test_an_article_leaves_its_series(editor: Desk) -> None:
    series = make_series()
    draft = make_draft("Draft", author=editor.person, topics=[series])

    save(editor, draft, series="", part="3", part_seen="3")

    assert order(series) == ["One", "Two"]


@pytest.mark.parametrize("part", ["x", "0", "-1", "²", "1" * 40])
def test_what_is_no_place_is_refused_beside_its_field(editor: Desk, part: str) -> None:
    series = make_series()

    answer = editor.post("/desk/articles/new", headline="New", series=series.id, part=part)

    assert answer.status_code == 422
    assert 'id="part-error"' in answer.text
    assert editor.post("/desk/articles/new", headline="New", series="x" * 30).status_code == 422
    assert order(series) == ["One", "Two"]


def test_without_a_series_nothing_is_asked(editor: Desk) -> None:
    make_topic("Ports")

    assert 'name="series"' not in editor.get("/desk/articles/new").text
