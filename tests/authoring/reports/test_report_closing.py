"""A report is closed once, and its reader is answered once."""

from typing import Any

import pytest
from sqlalchemy import select

from blog.database import db
from blog.models import Article, Delivery, ErrorReport, ReportOutcome, Role
from tests.authoring.conftest import Desk, Sit
from tests.delivery.mail_factories import compose, text_of
from tests.factories import NOW, make_article, make_subscriber, save


def make_report(article: Article, **more: Any) -> ErrorReport:
    values = {"paragraph": 1, "quote": "It met.", "words": "It was Monday.", "reported_at": NOW}
    return save(ErrorReport(article=article, **{**values, **more}))


def answers() -> list[Delivery]:
    return list(db.session.scalars(select(Delivery).filter_by(kind="report_answer").order_by(Delivery.id)))


@pytest.fixture
def editor(sit: Sit) -> Desk:
    return sit(role=Role.EDITOR)


@pytest.mark.parametrize(
    ("outcome", "words"), [("changed", "we've changed the text"), ("rejected", "the text stays as it is")]
)
def test_a_report_is_closed_once_and_answered_once(editor: Desk, outcome: str, words: str) -> None:
    report = make_report(make_article(), address="ann@example.com")

    codes = [editor.post(f"/desk/reports/{report.id}", outcome=outcome).status_code for _ in range(2)]

    [owed] = answers()
    assert codes == [303, 303]
    assert words in text_of(compose(owed))
    assert "Closed" in editor.get("/desk/reports?state=closed").get_data(as_text=True)


def stored() -> list[ErrorReport]:
    db.session.expire_all()
    return list(db.session.scalars(select(ErrorReport).order_by(ErrorReport.id)))


def test_an_address_gets_three_answers_a_day_and_a_suppressed_one_none(editor: Desk) -> None:
    article = make_article()
    make_subscriber("gone@example.com", suppressed_at=NOW)
    addresses = ["ann@example.com"] * 4 + ["gone@example.com", None]

    for address in addresses:
        editor.post(f"/desk/reports/{make_report(article, address=address).id}", outcome="rejected")

    assert [one.address for one in answers()] == ["ann@example.com"] * 3
    assert {report.outcome for report in stored()} == {ReportOutcome.REJECTED}
