import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.database import db
from blog.models import Alert, AlertState, Article, Delivery, DeliveryKind, DeliveryState, Role
from tests.delivery.conftest import announced
from tests.factories import NOW, make_article, make_person, make_subscriber, sign_in

ANSWERS = {
    DeliveryState.DEFERRED: "451 4.7.1 later",
    DeliveryState.REFUSED: "550 5.1.1 <reader@example.com> unknown <script>",
    DeliveryState.UNCERTAIN: "connection lost",
}


@pytest.fixture
def alert(app: Flask) -> Alert:
    """One message in each state, and two accepted."""
    found = announced(make_article("Tea & biscuits"))
    for state in [*DeliveryState, DeliveryState.ACCEPTED]:
        reader = make_subscriber()
        row = Delivery(kind=DeliveryKind.ALERT, alert=found, subscriber=reader, address=reader.address, state=state)
        row.owed_at = row.due_at = row.settled_at = NOW
        row.answer = ANSWERS.get(state)
        row.reason = "left" if state is DeliveryState.SKIPPED else None
        db.session.add(row)
    found.state, found.audience_size = AlertState.SENDING, 8
    db.session.commit()
    return found


def page(client: FlaskClient, alert: Alert) -> str:
    return client.get(f"/desk/alerts/{alert.id}").text


def test_the_counts_add_up_to_the_audience(client: FlaskClient, alert: Alert) -> None:
    sign_in(client, make_person(role=Role.EDITOR))

    text = " ".join(page(client, alert).split())

    assert "5 of 8 readers" in text
    assert "Accepted by the mail server </th> <td>2</td>" in text
    assert "left before it was their turn: 1" in text
    assert 'max="8" value="5"' in text


def test_an_editor_sees_the_words_of_the_server_and_whom_they_are_about(client: FlaskClient, alert: Alert) -> None:
    sign_in(client, make_person(role=Role.EDITOR))

    text = page(client, alert)

    assert "550 5.1.1 &lt;reader@example.com&gt; unknown &lt;script&gt;" in text
    assert text.count("@example.com</span>") == 3


def test_an_author_sees_the_words_without_addresses(client: FlaskClient, alert: Alert) -> None:
    sign_in(client, alert.article.author)

    text = page(client, alert)

    assert "550 5.1.1" in text
    assert "reader@example.com" not in text
    assert "One reader" in text


def test_an_author_does_not_find_the_alerts_of_others(client: FlaskClient, alert: Alert) -> None:
    sign_in(client, make_person(role=Role.AUTHOR))

    assert client.get(f"/desk/alerts/{alert.id}").status_code == 404


def test_a_visitor_is_asked_to_sign_in(client: FlaskClient, alert: Alert) -> None:
    assert client.get(f"/desk/alerts/{alert.id}").status_code == 303


@pytest.mark.parametrize("state", list(AlertState))
def test_an_alert_for_nobody_has_a_page_too(app: Flask, client: FlaskClient, state: AlertState) -> None:
    article: Article = make_article()
    alert = announced(article)
    alert.state = state
    alert.finished_at = NOW if state is AlertState.FINISHED else None
    article.withdraw(NOW)
    sign_in(client, article.author)

    response = client.get(f"/desk/alerts/{alert.id}")

    assert response.status_code == 200
    assert "<progress" not in response.text


def test_a_long_list_of_troubles_says_that_it_is_cut(client: FlaskClient, alert: Alert) -> None:
    for _ in range(100):
        reader = make_subscriber()
        row = Delivery(kind=DeliveryKind.ALERT, alert=alert, subscriber=reader, address=reader.address)
        row.state, row.owed_at, row.due_at = DeliveryState.REFUSED, NOW, NOW
        db.session.add(row)
    sign_in(client, make_person(role=Role.EDITOR))

    assert "The latest 100 of 103 are shown." in page(client, alert)
