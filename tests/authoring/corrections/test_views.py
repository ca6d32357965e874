"""The correction pages: publish once, strike with a reason, announce once."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from blog.database import db
from blog.models import (
    Alert,
    AlertKind,
    AlertState,
    Article,
    ArticleState,
    Correction,
    DeliveryState,
    Role,
)
from tests.authoring.conftest import Desk, Sit
from tests.databases import on_sqlite
from tests.delivery.alert_factories import make_alert, owe_row
from tests.factories import NOW, make_article, make_person

TEXT = "The board met on Tuesday. It met on time."


@pytest.fixture
def editor(sit: Sit) -> Desk:
    return sit(role=Role.EDITOR)


def correct(desk: Desk, article: Article, **fields: Any) -> Any:
    values = {"kind": "correction", "old_wording": "on Tuesday", "new_wording": "on Monday", "seen": "0"}
    return desk.post(f"/desk/articles/{article.id}/corrections", **{**values, **fields})


def published() -> list[Correction]:
    db.session.expire_all()
    return list(db.session.scalars(select(Correction).order_by(Correction.id)))


def test_a_form_that_is_sent_twice_corrects_once_and_keeps_what_was_typed(editor: Desk) -> None:
    article = make_article(text=TEXT)
    correct(editor, article)

    answer = correct(editor, article, explanation="Typed at length.")
    page = answer.get_data(as_text=True)

    assert answer.status_code == 409
    assert "Typed at length." in page
    assert 'name="seen" type="hidden" value="1"' in page
    assert len(published()) == 1


@on_sqlite
def test_only_an_editor_corrects_and_only_what_is_public(app: Flask, sit: Sit, editor: Desk) -> None:
    author = make_person()
    article, withdrawn = make_article(author=author), make_article(state=ArticleState.WITHDRAWN)

    codes = [correct(sit(author), article).status_code, correct(editor, withdrawn).status_code]

    assert codes == [403, 422]
    assert published() == []
    assert "not public" in editor.get(f"/desk/articles/{withdrawn.id}/corrections").get_data(as_text=True)


def test_a_correction_is_struck_with_a_reason_and_never_deleted(editor: Desk) -> None:
    article = make_article(text=TEXT)
    correct(editor, article)
    [made] = published()
    path = f"/desk/corrections/{made.id}/strike"

    without = editor.post(path, reason=" ")
    answers = [editor.post(path, reason=words).status_code for words in ("It was Tuesday.", "Again.")]

    [made] = published()
    assert (without.status_code, answers) == (422, [303, 303])
    assert (made.strike_reason, made.is_struck) == ("It was Tuesday.", True)


def had_by_mail(article: Article, readers: int) -> None:
    alert = make_alert(AlertState.FINISHED, article=article)
    for _ in range(readers):
        owe_row(alert, DeliveryState.ACCEPTED)


def alerts() -> int:
    return db.session.scalar(select(func.count()).where(Alert.kind == AlertKind.CORRECTION)) or 0


def test_one_button_tells_those_who_have_had_the_article_once(editor: Desk) -> None:
    article = make_article(text=TEXT)
    had_by_mail(article, 2)
    correct(editor, article)
    [made] = published()
    page = editor.get(f"/desk/corrections/{made.id}").get_data(as_text=True)

    answers = [editor.post(f"/desk/corrections/{made.id}/alert") for _ in range(2)]

    assert "Send the correction to 2 readers" in page
    assert {answer.location for answer in answers} == {answers[0].location}
    assert "/desk/alerts/" in answers[0].location
    assert "Correction" in editor.get(answers[0].location).get_data(as_text=True)
    assert alerts() == 1
    assert "Look at this alert" in editor.get(f"/desk/corrections/{made.id}").get_data(as_text=True)


@on_sqlite
def test_the_page_says_when_who_had_the_article_is_not_known_any_more(editor: Desk) -> None:
    article = make_article(text=TEXT)
    make_alert(AlertState.FINISHED, article=article, ledger_deleted_at=NOW)
    correct(editor, article)

    page = editor.get(f"/desk/corrections/{published()[0].id}").get_data(as_text=True)

    assert "the addresses were deleted on" in page
    assert "Nobody has had this article" not in page


def test_nobody_is_told_of_what_was_struck_or_cannot_be_read(editor: Desk) -> None:
    article = make_article(text=TEXT)
    had_by_mail(article, 1)
    correct(editor, article)
    [made] = published()

    article.state = ArticleState.WITHDRAWN
    db.session.commit()
    editor.post(f"/desk/corrections/{made.id}/alert")
    article.state = ArticleState.PUBLISHED
    db.session.commit()
    editor.post(f"/desk/corrections/{made.id}/strike", reason="Wrong.")
    editor.post(f"/desk/corrections/{made.id}/alert")

    assert alerts() == 0
