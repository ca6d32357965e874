"""The buttons of the alert's page."""

import pytest
from flask.testing import FlaskClient

from blog.database import db
from blog.models import Alert, AlertState, DeliveryState, Role
from tests.delivery.alert_factories import make_alert, owe_row
from tests.factories import NOW, make_person, sign_in

CONTROLS = ("pause", "resumption", "cancellation", "retry", "decision")


def press(client: FlaskClient, token: str, alert: Alert, control: str, **fields: str) -> str:
    """Press a button twice, and return what the page says after each."""
    said = []
    for _ in range(2):
        answer = client.post(f"/desk/alerts/{alert.id}/{control}", data={"csrf_token": token, **fields})
        assert (answer.status_code, answer.location) == (303, f"/desk/alerts/{alert.id}")
        said.append(client.get(answer.location).text.split("<main")[1][:600])
    db.session.refresh(alert)
    return " THEN ".join(said)


@pytest.mark.parametrize(
    ("control", "state", "words"),
    [
        ("pause", {}, "The alert is paused."),
        ("resumption", {"paused_at": NOW}, "The alert goes on."),
        ("cancellation", {}, "The alert is stopped."),
    ],
)
def test_a_control_does_its_deed_once_and_says_so(
    client: FlaskClient, control: str, state: dict[str, object], words: str
) -> None:
    alert = make_alert(**state)
    token = sign_in(client, alert.article.author)

    first, second = press(client, token, alert, control).split(" THEN ")

    assert words in first
    assert "Nothing changed" in second
    assert (alert.paused_at is not None) is (control == "pause")
    assert (alert.state is AlertState.CANCELLED) is (control == "cancellation")


@pytest.mark.parametrize("has_bounced", ["", "y"])
def test_the_failed_are_tried_again(client: FlaskClient, has_bounced: str) -> None:
    alert = make_alert(AlertState.FINISHED)
    rows = [owe_row(alert, state) for state in (DeliveryState.REFUSED, DeliveryState.BOUNCED)]
    token = sign_in(client, alert.article.author)

    first, second = press(client, token, alert, "retry", has_bounced=has_bounced).split(" THEN ")

    assert ("2 messages are" if has_bounced else "1 message is") in first
    assert "There is nothing to try again." in second
    assert [row.state is DeliveryState.WAITING for row in rows] == [True, bool(has_bounced)]


@pytest.mark.parametrize(
    ("choice", "words", "state"),
    [
        ("again", "1 message is sent once more.", DeliveryState.WAITING),
        ("leave", "1 message is left as it is.", DeliveryState.UNCERTAIN),
        ("AGAIN", "1 message is left as it is.", DeliveryState.UNCERTAIN),
    ],
)
def test_the_uncertain_are_decided(client: FlaskClient, choice: str, words: str, state: DeliveryState) -> None:
    alert = make_alert(AlertState.FINISHED)
    row = owe_row(alert, DeliveryState.UNCERTAIN)
    token = sign_in(client, alert.article.author)

    first, second = press(client, token, alert, "decision", choice=choice).split(" THEN ")

    assert words in first
    assert "There is nothing to decide." in second
    assert row.state is state


def test_stopping_names_what_it_does(client: FlaskClient) -> None:
    alert = make_alert()
    for state in (DeliveryState.ACCEPTED, DeliveryState.WAITING, DeliveryState.DEFERRED):
        owe_row(alert, state)
    sign_in(client, alert.article.author)

    asked = client.get(f"/desk/alerts/{alert.id}/cancellation").text
    alert.cancel(NOW)
    late = client.get(f"/desk/alerts/{alert.id}/cancellation").text

    assert "2 messages have not gone out and are not sent." in asked
    assert "1 message is settled and cannot be called back." in asked
    assert "There is nothing left to stop" in late


@pytest.mark.parametrize("control", CONTROLS)
def test_only_who_may_edit_the_article_controls_its_alert(client: FlaskClient, control: str) -> None:
    alert = make_alert()
    row = owe_row(alert, DeliveryState.REFUSED)
    token = sign_in(client, make_person(role=Role.AUTHOR))

    answer = client.post(f"/desk/alerts/{alert.id}/{control}", data={"csrf_token": token})

    assert answer.status_code == 404
    db.session.refresh(alert)
    assert (alert.state, alert.paused_at, row.state) == (AlertState.SENDING, None, DeliveryState.REFUSED)


def test_an_editor_controls_the_alerts_of_others(client: FlaskClient) -> None:
    alert = make_alert()
    token = sign_in(client, make_person(role=Role.EDITOR))

    press(client, token, alert, "pause")

    assert alert.paused_at is not None
