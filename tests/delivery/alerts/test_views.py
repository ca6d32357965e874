"""The alert's page at the desk and the list of alerts."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.database import db
from blog.delivery.alerts.alert_progress import AlertPhase
from blog.delivery.alerts.views import FINAL_PHASES
from blog.models import Alert, AlertKind, AlertState, DeliveryState, Frequency, Role
from blog.web.clock import read_clock
from tests.delivery.alert_factories import make_alert, make_mixed_alert, owe_row
from tests.factories import NOW, make_article, make_person, make_subscriber, sign_in


@pytest.fixture
def alert(app: Flask) -> Alert:
    return make_mixed_alert()


def page(client: FlaskClient, alert: Alert, part: str = "") -> str:
    return " ".join(client.get(f"/desk/alerts/{alert.id}{part}").text.split())


def test_the_counts_add_up_to_the_audience(client: FlaskClient, alert: Alert) -> None:
    sign_in(client, make_person(role=Role.EDITOR))

    text = page(client, alert)

    assert "6 of 9 readers" in text
    assert "Accepted by the mail server</a> </th> <td>2</td>" in text
    assert "left before it was their turn: 1" in text
    assert 'max="9" value="6"' in text
    assert "All readers of this alert</th><td>9</td>" in text


def test_an_editor_sees_the_words_of_the_server_and_whom_they_are_about(client: FlaskClient, alert: Alert) -> None:
    sign_in(client, make_person(role=Role.EDITOR))

    text = page(client, alert)

    assert "550 5.1.1 &lt;reader@example.com&gt; unknown &lt;script&gt;" in text
    assert text.count("@example.com</span>") == 4


def test_an_author_sees_the_words_without_addresses(client: FlaskClient, alert: Alert) -> None:
    sign_in(client, alert.article.author)

    text = page(client, alert)

    assert "550 5.1.1" in text
    assert "re***@example.com</span>" in text
    assert "reader@example.com" not in text
    assert "Download CSV" not in text


@pytest.mark.parametrize("part", ["", "/progress", "/ledger", "/cancellation"])
def test_an_author_does_not_find_the_alerts_of_others(client: FlaskClient, alert: Alert, part: str) -> None:
    sign_in(client, make_person(role=Role.AUTHOR))

    assert client.get(f"/desk/alerts/{alert.id}{part}").status_code == 404


def test_a_visitor_is_asked_to_sign_in(client: FlaskClient, alert: Alert) -> None:
    assert client.get(f"/desk/alerts/{alert.id}").status_code == 303


@pytest.mark.parametrize("state", list(AlertState))
def test_an_alert_for_nobody_has_a_page_too(client: FlaskClient, state: AlertState) -> None:
    alert = make_alert(state, finished_at=NOW if state is AlertState.FINISHED else None)
    alert.article.withdraw(NOW)
    sign_in(client, alert.article.author)

    response = client.get(f"/desk/alerts/{alert.id}")

    assert response.status_code == 200
    assert "<progress" not in response.text


def test_a_long_list_of_troubles_says_that_it_is_cut(client: FlaskClient, alert: Alert) -> None:
    for _ in range(100):
        owe_row(alert, DeliveryState.REFUSED)
    sign_in(client, make_person(role=Role.EDITOR))

    assert "The latest 100 of 104 are shown." in page(client, alert)


def test_before_the_first_message_the_page_counts_down(client: FlaskClient) -> None:
    starts_at = read_clock() + timedelta(seconds=100)
    alert = make_alert(AlertState.EXPANDING, starts_at=starts_at)
    sign_in(client, alert.article.author)

    text = page(client, alert)

    assert "Not sent yet" in text
    assert "Stop the alert" in text
    assert 'data-countdown="100"' in text or 'data-countdown="99"' in text
    assert "data-still" not in text


PHASES = {
    AlertPhase.PAUSED: ("Resume", {"paused_at": NOW}, DeliveryState.WAITING),
    AlertPhase.LISTING: ("Pause", {"state": AlertState.EXPANDING}, DeliveryState.WAITING),
    AlertPhase.SENDING: ("Pause", {}, DeliveryState.WAITING),
    AlertPhase.DIGESTS: ("1 waits for the weekly digest", {}, DeliveryState.WAITING),
    AlertPhase.FINISHED: ("Try the failed ones again", {"state": AlertState.FINISHED}, DeliveryState.REFUSED),
    AlertPhase.STOPPING: ("Announce it again", {"state": AlertState.CANCELLED}, DeliveryState.WAITING),
    AlertPhase.STOPPED: ("Announce it again", {"state": AlertState.CANCELLED}, DeliveryState.SKIPPED),
}


@pytest.mark.parametrize("phase", list(PHASES))
def test_each_phase_offers_what_can_be_done_in_it(client: FlaskClient, phase: AlertPhase) -> None:
    words, more, state = PHASES[phase]
    alert = make_alert(**more)
    frequency = Frequency.WEEKLY if phase is AlertPhase.DIGESTS else Frequency.INSTANT
    owe_row(alert, state, frequency=frequency, reason="cancelled" if state is DeliveryState.SKIPPED else None)
    sign_in(client, alert.article.author)

    text = page(client, alert, "/progress")

    assert f'data-version="{phase.value}"' in text
    assert words in text
    assert ("data-still" in text) is (phase in FINAL_PHASES)
    assert "<html" not in text


def test_what_is_uncertain_is_asked_about(client: FlaskClient) -> None:
    alert = make_alert(AlertState.FINISHED)
    owe_row(alert, DeliveryState.UNCERTAIN)
    sign_in(client, alert.article.author)

    assert "Nobody knows whether 1 message arrived" in page(client, alert)


def test_the_list_shows_own_alerts_newest_first_and_how_far_each_has_come(client: FlaskClient) -> None:
    author = make_person()
    old, new = (make_alert(article=make_article(name, author=author), audience_size=2) for name in ("Old", "New"))
    make_alert(article=make_article("Foreign"))
    owe_row(new, DeliveryState.WAITING, make_subscriber())
    new.kind, old.state = AlertKind.UPDATE, AlertState.CANCELLED
    db.session.commit()
    sign_in(client, author)

    text = " ".join(client.get("/desk/alerts/").text.split())

    assert text.index("New</a>") < text.index("Old</a>")
    assert "Update to followers · 2 readers · 1 to go" in text
    assert 'max="2" value="1"' in text
    assert "Stopped" in text
    assert "Foreign" not in text


def test_the_list_is_paged(client: FlaskClient) -> None:
    author = make_person()
    article = make_article("Tea", author=author)
    for occasion in range(32):
        make_alert(AlertState.FINISHED, article=article, kind=AlertKind.UPDATE, occasion=occasion)
    sign_in(client, author)

    first = client.get("/desk/alerts/").text
    before = re.search(r"before=([0-9]+)", first)
    rest = client.get(f"/desk/alerts/?before={before and before[1]}").text

    assert (first.count("mailbox__item"), rest.count("mailbox__item")) == (30, 2)
    assert "Older alerts" not in rest


@pytest.mark.parametrize("before", ["x", "-1", "9" * 30, "", "1e3"])
def test_a_key_that_is_none_does_no_harm(client: FlaskClient, before: str) -> None:
    sign_in(client, make_person())

    assert client.get(f"/desk/alerts/?before={before}").status_code == 200
