"""The ledger person by person: filtered, searched, exported."""

import csv
import re

import pytest
from flask.testing import FlaskClient

from blog.database import db
from blog.delivery.alerts import ledger_export
from blog.models import Alert, DeliveryState, Frequency, Role
from tests.delivery.alert_factories import make_alert, make_mixed_alert, owe_row
from tests.factories import NOW, make_person, make_subscriber, sign_in


@pytest.fixture
def editor(client: FlaskClient) -> FlaskClient:
    """The browser of an editor."""
    sign_in(client, make_person(role=Role.EDITOR))
    return client


def ledger(client: FlaskClient, alert: Alert, query: str = "") -> str:
    answer = client.get(f"/desk/alerts/{alert.id}/ledger{query}")
    assert answer.status_code == 200
    return " ".join(answer.text.split())


@pytest.mark.parametrize("state", list(DeliveryState))
def test_the_ledger_shows_one_state(editor: FlaskClient, state: DeliveryState) -> None:
    text = ledger(editor, make_mixed_alert(), f"?state={state.value}")

    assert text.count("troubles__item") == (2 if state is DeliveryState.ACCEPTED else 1)
    assert text.count(f"troubles__state--{state.value}") == text.count("troubles__item")


def test_a_line_says_all_about_one_person(editor: FlaskClient) -> None:
    alert = make_alert()
    owe_row(alert, DeliveryState.REFUSED, answer="550 no such user", is_repeat=True, settled_at=NOW, attempts=3)
    owe_row(alert, DeliveryState.WAITING, frequency=Frequency.DAILY)

    text = ledger(editor, alert)

    assert "Refused by the mail server" in text
    assert "3 attempts" in text
    assert "sent once more, since no answer came" in text
    assert "550 no such user" in text
    assert 'daily digest <time datetime="2026-05-04T09:30:00Z">' in text


def test_the_ledger_is_paged_by_key(editor: FlaskClient) -> None:
    alert = make_alert()
    for _ in range(52):
        owe_row(alert, DeliveryState.ACCEPTED)

    first = ledger(editor, alert, "?state=accepted")
    after = re.search(r"after=([0-9]+)", first)
    rest = ledger(editor, alert, f"?state=accepted&after={after and after[1]}")

    assert (first.count("troubles__item"), rest.count("troubles__item")) == (50, 2)
    assert "pager__older" not in rest


@pytest.mark.parametrize(
    "query", ["?after=x", "?after=-5", f"?after={'9' * 40}", "?state=none", "?address=%00%ED%A0%80"]
)
def test_an_odd_question_does_no_harm(editor: FlaskClient, query: str) -> None:
    ledger(editor, make_mixed_alert(), query)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ann@Example.com", 1),
        ("  ANN@", 1),
        ("an", 2),
        ("a%", 0),
        ("old@example.com", 1),
        ("nobody", 0),
        ("", 3),
    ],
)
def test_an_address_is_found_whole_or_by_its_beginning(editor: FlaskClient, text: str, found: int) -> None:
    alert = make_alert()
    for address in ("Ann@example.com", "andrew@example.com"):
        owe_row(alert, DeliveryState.ACCEPTED, make_subscriber(address))
    owe_row(alert, DeliveryState.ACCEPTED, make_subscriber("moved@example.com"), address="old@example.com")
    owe_row(make_alert(), DeliveryState.ACCEPTED, make_subscriber("anna@example.com"))

    page = editor.get(f"/desk/alerts/{alert.id}/ledger", query_string={"address": text}).text

    assert page.count("troubles__item") == found


def test_an_author_cannot_ask_who_subscribes(client: FlaskClient) -> None:
    alert = make_alert()
    owe_row(alert, DeliveryState.ACCEPTED, make_subscriber("ann@example.com"))
    sign_in(client, alert.article.author)

    text = ledger(client, alert, "?address=nobody")

    assert "an***@example.com" in text
    assert "ann@example.com" not in text
    assert client.get(f"/desk/alerts/{alert.id}/ledger.csv").status_code == 403


def test_the_file_holds_every_message_once(editor: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger_export, "CHUNK_SIZE", 2)
    alert = make_mixed_alert()
    erased = owe_row(alert, DeliveryState.SKIPPED)
    erased.subscriber_id = None
    db.session.commit()

    answer = editor.get(f"/desk/alerts/{alert.id}/ledger.csv")
    rows = list(csv.DictReader(answer.text.splitlines()))

    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="alert-{alert.id}.csv"'
    assert len(rows) == len({row["address"] for row in rows}) == 10
    refused = next(row for row in rows if row["state"] == "refused")
    assert refused["answer"] == "550 5.1.1 <reader@example.com> unknown <script>"
    assert (refused["attempts"], refused["is_repeat"], refused["settled_at"]) == ("1", "0", "2026-05-04T09:30:00+00:00")
