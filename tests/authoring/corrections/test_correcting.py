"""A correction changes the body and keeps both versions; a struck one is announced no more."""

from typing import Any

import pytest
from sqlalchemy import select

from blog.database import db
from blog.models import (
    Alert,
    AlertState,
    Article,
    Correction,
    CorrectionKind,
    DeliveryState,
    Revision,
    RevisionKind,
    Role,
)
from tests.authoring.conftest import Desk, Sit
from tests.delivery.alert_factories import make_alert, owe_row
from tests.factories import make_article

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


def had_by_mail(article: Article, readers: int) -> None:
    alert = make_alert(AlertState.FINISHED, article=article)
    for _ in range(readers):
        owe_row(alert, DeliveryState.ACCEPTED)


def test_striking_stops_the_alert(editor: Desk) -> None:
    article = make_article(text=TEXT)
    had_by_mail(article, 1)
    correct(editor, article)
    [made] = published()
    editor.post(f"/desk/corrections/{made.id}/alert")

    editor.post(f"/desk/corrections/{made.id}/strike", reason="Wrong.")

    alert = db.session.scalars(select(Alert).filter_by(correction_id=made.id)).one()
    assert alert.state is AlertState.CANCELLED
