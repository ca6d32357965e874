"""Publishing a correction at the desk, striking it, and telling those who have had the article."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from blog.database import db
from blog.models import (
    Alert,
    AlertKind,
    AlertState,
    Article,
    ArticleState,
    Correction,
    CorrectionKind,
    DeliveryState,
    Revision,
    RevisionKind,
    Role,
)
from tests.authoring.conftest import Desk, Sit
from tests.databases import on_sqlite
from tests.delivery.alert_factories import make_alert, owe_row
from tests.factories import make_article, make_person

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


def test_a_correction_mends_the_text_and_keeps_both_versions_for_readers(editor: Desk) -> None:
    article = make_article(text=TEXT)
    stamp = article.updated_at

    answer = correct(editor, article, replaces="y", explanation="The minutes say so.")

    [made] = published()
    versions = db.session.scalars(select(Revision).order_by(Revision.number)).all()
    assert (answer.status_code, answer.location) == (303, f"/desk/corrections/{made.id}")
    assert (made.kind, made.old_wording, made.editor_id) == (CorrectionKind.CORRECTION, "on Tuesday", editor.person.id)
    assert article.body_markdown == article.body_text == "The board met on Monday. It met on time."
    assert article.updated_at > stamp
    assert [(one.kind, one.is_public, one.body_markdown == TEXT) for one in versions] == [
        (RevisionKind.SAVE, True, True),
        (RevisionKind.CORRECTION, True, False),
    ]
    assert versions[-1].note == "The minutes say so."


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"replaces": "y", "old_wording": "on Friday"}, "does not stand in the text"),
        ({"replaces": "y", "old_wording": "met on"}, "stands in the text 2 times"),
        ({"replaces": "y", "old_wording": " "}, "Copy here what is to be replaced"),
        ({"replaces": "y", "old_wording": TEXT, "new_wording": "", "explanation": "x"}, "This is the whole text"),
        ({"new_wording": " "}, "Say what is right"),
        ({"kind": "retraction"}, "Say why the article does not hold"),
        ({"kind": "nonsense"}, "Not a valid choice"),
        ({"new_wording": "x" * 2001}, "2,000 characters"),
    ],
)
@on_sqlite
def test_what_cannot_be_published_is_said_beside_its_field(editor: Desk, fields: dict[str, str], words: str) -> None:
    article = make_article(text=TEXT)

    answer = correct(editor, article, **fields)

    assert answer.status_code == 422
    assert words in answer.get_data(as_text=True)
    assert (published(), article.body_markdown) == ([], TEXT)


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


def test_striking_stops_the_alert(editor: Desk) -> None:
    article = make_article(text=TEXT)
    had_by_mail(article, 1)
    correct(editor, article)
    [made] = published()
    editor.post(f"/desk/corrections/{made.id}/alert")

    editor.post(f"/desk/corrections/{made.id}/strike", reason="Wrong.")

    alert = db.session.scalars(select(Alert).filter_by(correction_id=made.id)).one()
    assert alert.state is AlertState.CANCELLED


def test_a_save_of_a_public_article_says_what_changed_and_whether_it_matters(editor: Desk, client: FlaskClient) -> None:
    article = make_article(text=TEXT)
    fields = {"headline": article.headline, "body": TEXT + " More.", "seen": article.revision}

    editor.post(f"/desk/articles/{article.id}/edit", change_note="A comma.", is_minor="y", **fields)

    newest = db.session.scalars(select(Revision).order_by(Revision.number.desc())).first()
    assert newest is not None
    assert (newest.note, newest.is_minor, newest.is_public) == ("A comma.", True, True)
    assert "A comma." in client.get(f"/articles/{article.slug}/history").get_data(as_text=True)
