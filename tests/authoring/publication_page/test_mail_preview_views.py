"""The alert mail is shown before it goes out, and sent to one address as a test."""

import re

import pytest
from sqlalchemy import select

from blog.database import db
from blog.models import (
    Alert,
    AlertForm,
    AlertLevel,
    Article,
    Delivery,
    DeliveryState,
    Role,
)
from blog.web.clock import read_clock
from tests.authoring.conftest import Desk, Sit
from tests.factories import make_draft


def path(article: Article, page: str = "publication") -> str:
    return f"/desk/articles/{article.id}/{page}"


def test_the_message_is_shown_as_it_would_be(desk: Desk) -> None:
    article = make_draft("Tea & biscuits", author=desk.person)

    page, message = desk.get(path(article)), desk.get(path(article, "message.html"))

    assert "frame-src 'self'" in page.headers["Content-Security-Policy"]
    assert "What the board decided, and why." in page.text.split("letter")[-1]
    assert "Tea &amp; biscuits" in message.text
    assert message.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "script-src" not in message.headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in message.headers["Content-Security-Policy"]


def alerts() -> list[Alert]:
    return list(db.session.scalars(select(Alert).order_by(Alert.id)))


def owed_tests() -> list[Delivery]:
    return list(db.session.scalars(select(Delivery).where(Delivery.kind == "test").order_by(Delivery.id)))


def words(desk: Desk, article: Article, query: str = "") -> str:
    return " ".join(desk.get(path(article) + query).text.split())


def test_a_test_goes_through_the_ledger_and_its_end_is_shown(desk: Desk) -> None:
    article = make_draft(author=desk.person)

    before = words(desk, article)
    answer = desk.post(path(article, "tests"), address="  Press@Example.com ", level="urgent")
    on_its_way = words(desk, article)
    (test,) = owed_tests()
    test.end(DeliveryState.REFUSED, "550 no such user", read_clock())
    failed = words(desk, article)

    assert f'value="{desk.person.address}"' in before
    assert answer.location == f"{path(article)}?level=urgent"
    assert (test.address, test.priority, test.alert_id) == ("Press@Example.com", 0, None)
    assert test.test_level is AlertLevel.URGENT
    assert "On its way" in on_its_way
    assert "550 no such user" in failed
    assert alerts() == []


@pytest.mark.parametrize("address", ["", "nobody", "a@b\r\nBcc: c@example.com", "x" * 300])
def test_a_test_to_what_is_no_address_is_refused(desk: Desk, address: str) -> None:
    answer = desk.post(path(make_draft(author=desk.person), "tests"), address=address, level="urgent")

    assert answer.status_code == 422
    assert 'name="level" value="urgent"' in answer.text
    assert "field__error" in answer.text
    assert owed_tests() == []


def test_more_than_ten_tests_an_hour_are_refused(desk: Desk, sit: Sit) -> None:
    article = make_draft(author=desk.person)
    codes = [desk.post(path(article, "tests"), address="a@example.com").status_code for _ in range(11)]

    assert codes == [303] * 10 + [429]
    assert len(owed_tests()) == 10
    assert sit(role=Role.EDITOR).post(path(article, "tests"), address="a@example.com").status_code == 303


def test_the_form_of_an_alert_is_chosen_for_one_article_and_its_size_is_shown(desk: Desk) -> None:
    article = make_draft("Tea", author=desk.person, body_html="<p>All of the text.</p>")

    answer = desk.post(path(article, "alert-form"), alert_form="whole", level="low")

    db.session.refresh(article)
    assert (answer.status_code, article.alert_form) == (303, AlertForm.WHOLE)
    assert "level=low" in answer.location
    page = desk.get(path(article)).text
    assert re.search(r'value="whole" aria-pressed="true"', page)
    assert re.search(r"\d KB of the 102 KB that Gmail shows", page)
    assert "All of the text." in desk.get(path(article, "message.html")).text


def test_a_text_that_gmail_would_cut_off_is_reported_with_its_size(desk: Desk) -> None:
    long = "<p>All of the text.</p>" * 8000
    article = make_draft("Tea", author=desk.person, body_html=long, alert_form=AlertForm.WHOLE)

    page = desk.get(path(article)).text

    assert re.search(r"would have \d{3} KB. Gmail cuts off what is longer than 102 KB", page)
    assert "All of the text." not in desk.get(path(article, "message.html")).text


def test_an_unknown_form_is_that_of_the_site(desk: Desk) -> None:
    article = make_draft("Tea", author=desk.person, alert_form=AlertForm.WHOLE)

    desk.post(path(article, "alert-form"), alert_form="<script>")

    db.session.refresh(article)
    assert article.alert_form is None
