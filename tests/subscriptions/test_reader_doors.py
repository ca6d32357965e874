"""Every reader at every door: a sensible page, the right mail or none, the right state, and nothing for strangers."""

import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from blog.database import db
from blog.delivery.composing.mail_kinds.kind_lookup import reason_to_skip
from blog.models import Delivery
from blog.web.clock import read_clock
from tests.conftest import empty_database
from tests.factories import make_article, make_subscriber, make_topic
from tests.settings import change_settings
from tests.subscriptions.reader_states import ANN, DOORS, PUBLIC_DOORS, STATES, Knock, make_knock, state_now

COLUMNS = ("nobody", "pending", "on", "stopped", "pending stopped", "left", "left for good")
COLUMN_OF = {
    **dict.fromkeys(("unknown", "erased"), "nobody"),
    "pending": "pending",
    **dict.fromkeys(("confirmed", "German", "topics only", "paused", "imported"), "on"),
    **dict.fromkeys(("bounced", "often refused", "complained", "stopped by the desk"), "stopped"),
    "pending, bounced": "pending stopped",
    "left": "left",
    **dict.fromkeys(("left, German", "left long ago", "cancelled", "left, complained"), "left for good"),
}
# Status of the page, its kind, and after ">" the state of the reader where it is another one then.
TABLE = """
door                 | nobody         | pending             | on             | stopped        | pending stopped     | left                  | left for good
subscribe            | 200 sent >pending | 200 sent         | 200 sent       | 200 sent       | 200 sent            | 200 sent >pending     | 200 sent >pending
subscribe to a topic | 200 sent >pending | 200 sent         | 200 sent       | 200 sent       | 200 sent            | 200 sent >pending     | 200 sent >pending
send link            | 200 sent       | 200 sent            | 200 sent       | 200 sent       | 200 sent            | 200 sent              | 200 sent
open confirm         | 410 expired    | 200 confirm         | 200 subscribed | 200 subscribed | 200 confirm         | 410 expired           | 410 expired
confirm              | 410 expired    | 200 subscribed >confirmed | 200 subscribed | 200 subscribed | 200 subscribed >confirmed | 410 expired | 410 expired
confirm twice        | 410 expired    | 200 subscribed >confirmed | 200 subscribed | 200 subscribed | 200 subscribed >confirmed | 410 expired | 410 expired
open preferences     | 404 unknown    | 200 inactive        | 200 preferences | 200 preferences | 200 inactive      | 200 inactive          | 200 inactive
save preferences     | 404 unknown    | 409 inactive        | 200 preferences | 200 preferences | 409 inactive      | 409 inactive          | 409 inactive
pause                | 404 unknown    | 409 inactive        | 200 preferences | 200 preferences | 409 inactive      | 409 inactive          | 409 inactive
resume               | 404 unknown    | 409 inactive        | 200 preferences | 200 preferences | 409 inactive      | 409 inactive          | 409 inactive
new address          | 404 unknown    | 409 inactive        | 200 preferences | 200 preferences | 409 inactive      | 409 inactive          | 409 inactive
open leave           | 404 unknown    | 200 cancel          | 200 leave      | 200 leave      | 200 cancel          | 200 goodbye           | 200 goodbye
leave                | 404 unknown    | 200 goodbye >left   | 200 goodbye >left | 200 goodbye >left | 200 goodbye >left | 200 goodbye          | 200 goodbye
one-click leave      | 404 unknown    | 200 goodbye >left   | 200 goodbye >left | 200 goodbye >left | 200 goodbye >left | 200 goodbye          | 200 goodbye
undo                 | 404 unknown    | 409 inactive        | 200 preferences | 200 preferences | 409 inactive      | 200 preferences >confirmed | 409 goodbye
open unfollow        | 404 unknown    | 200 not followed    | 200 unfollow   | 200 unfollow   | 200 not followed    | 200 unfollow          | 200 unfollow
unfollow             | 404 unknown    | 200 not followed    | 200 not followed | 200 not followed | 200 not followed | 200 not followed       | 200 not followed
one-click unfollow   | 404 unknown    | 200 not followed    | 200 not followed | 200 not followed | 200 not followed | 200 not followed       | 200 not followed
receipt              | 404 unknown    | 200 file            | 200 file       | 200 file       | 200 file            | 200 file              | 200 file
receipt as JSON      | 404 unknown    | 200 file            | 200 file       | 200 file       | 200 file            | 200 file              | 200 file
data                 | 404 unknown    | 200 file            | 200 file       | 200 file       | 200 file            | 200 file              | 200 file
data as JSON         | 404 unknown    | 200 file            | 200 file       | 200 file       | 200 file            | 200 file              | 200 file
open erasure         | 404 unknown    | 200 erasure         | 200 erasure    | 200 erasure    | 200 erasure         | 200 erasure           | 200 erasure
ask for erasure      | 404 unknown    | 200 sent            | 200 sent       | 409 erasure    | 409 erasure         | 200 sent              | 200 sent
open erase           | 410 expired    | 200 erasure         | 200 erasure    | 200 erasure    | 200 erasure         | 200 erasure           | 200 erasure
erase                | 410 expired    | 200 erased >        | 200 erased >   | 200 erased >   | 200 erased >        | 200 erased >          | 200 erased >
"""  # noqa: E501
HEADINGS = {
    "sent": r"Check your e-mail|Sehen Sie in Ihr Postfach",
    "expired": "This link has expired",
    "unknown": "This link doesn't work",
    "confirm": "Confirm your address",
    "subscribed": "You're subscribed|Sie sind angemeldet.*|.*abonniert.*",
    "preferences": "Your preferences|Ihre Einstellungen",
    "inactive": "You aren't subscribed|Sie haben nichts abonniert",
    "leave": r"Unsubscribe\?|Abmelden\?",
    "cancel": r"Cancel your sign-up\?",
    "goodbye": "You've unsubscribed|Your sign-up is cancelled|Sie haben sich abgemeldet",
    "unfollow": r"Unfollow Rivers\?|Rivers nicht mehr folgen\?",
    "not followed": "You aren't following this|Sie folgen dem nicht",
    "erasure": r"Erase everything\?|Alles löschen\?",
    "erased": "Everything is erased|Alles ist gelöscht",
    "file": "",
}
MAILS = {
    ("subscribe", "nobody"): "confirmation", ("subscribe", "pending"): "confirmation",
    ("subscribe", "on"): "subscribed",
    ("subscribe", "left"): "confirmation", ("subscribe", "left for good"): "confirmation",
    ("send link", "pending"): "confirmation", ("send link", "on"): "subscribed",
    ("confirm", "pending"): "welcome",
    **dict.fromkeys((("new address", "on"), ("new address", "stopped")), "address_change"),
    **{("ask for erasure", column): "erasure" for column in ("pending", "on", "left", "left for good")},
}  # fmt: skip
"""The one mail that is sent, by the door and the reader; the doors that are not here send none."""
SAME_MAILS = {"subscribe to a topic": "subscribe", "confirm twice": "confirm"}
LINK_ALL_THE_SAME = ("complained", "stopped by the desk")
"""Who are sent nothing but the link to what is held, for which they asked."""


def read_table() -> dict[tuple[str, str], str]:
    lines = [[cell.strip() for cell in line.split("|")] for line in TABLE.strip().splitlines()[1:]]
    return {(door, column): cell for door, *cells in lines for column, cell in zip(COLUMNS, cells, strict=True)}


CELLS = read_table()


def mail_of(door: str, state: str) -> str:
    if state == "left, complained" and door != "erase":
        return ""
    if door == "send link" and state in LINK_ALL_THE_SAME:
        return "subscribed"
    if state == "topics only" and door == "subscribe":
        return "follow"
    return MAILS.get((SAME_MAILS.get(door, door), COLUMN_OF[state]), "")


def follow_redirects(client: FlaskClient, answer: TestResponse) -> TestResponse:
    while answer.status_code == 303:
        answer = client.get(answer.location)
    return answer


def heading(answer: TestResponse) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", answer.text, re.DOTALL)
    return " ".join(unescape(found[1]).split()) if found else ""


def sent_mails() -> list[str]:
    """Return the kinds of mail that will leave."""
    rows = db.session.scalars(select(Delivery).order_by(Delivery.id)).all()
    return [row.kind for row in rows if reason_to_skip(row, read_clock()) is None]


def knock(client: FlaskClient, state: str, door: str) -> tuple[TestResponse, str]:
    """Return the page that the reader of *state* gets at *door*, and the state before."""
    empty_database()
    topic = make_topic("Rivers", slug="rivers")
    make_article(topics=[topic])
    at = make_knock(client, topic, state)
    before = state_now()
    return follow_redirects(client, DOORS[door](at)), before


def expected(door: str, state: str, before: str) -> tuple[int, str, list[str], str]:
    page, _, after = CELLS[door, COLUMN_OF[state]].partition(" >")
    is_kept = not _ or (state == "left, complained" and door.startswith("subscribe"))
    mails = [mail] if (mail := mail_of(door, state)) else []
    if state == "left, complained" and door == "ask for erasure":
        page = "409 erasure"
    status, kind = page.split(" ", 1)
    return int(status), kind, mails, before if is_kept else after


@pytest.mark.parametrize("state", STATES)
def test_every_door_gives_the_page_the_mail_and_the_state_of_the_table(client: FlaskClient, state: str) -> None:
    for door in DOORS:
        answer, before = knock(client, state, door)
        status, kind, mails, after = expected(door, state, before)

        assert answer.status_code == status, door
        assert re.fullmatch(HEADINGS[kind], heading(answer)), (door, heading(answer))
        assert (sent_mails(), state_now()) == (mails, after), door


@pytest.mark.parametrize("state", [one for one in STATES if "suppression" in (STATES[one] or {})])
def test_who_is_sent_nothing_is_promised_nothing(client: FlaskClient, state: str) -> None:
    for door in ("open confirm", "confirm", "open preferences", "save preferences", "resume", "undo", "pause"):
        answer, _before = knock(client, state, door)

        assert "We'll send alerts to:" not in unescape(answer.text), door
        assert "Alerts are on again" not in answer.text, door
        assert "Your alerts are on again" not in answer.text, door
        if heading(answer) not in {"This link has expired", "You've unsubscribed"}:
            assert answer.text.count("rite to us") + answer.text.count("or write to us") > 0, door


@pytest.mark.parametrize("state", ["German", "left, German"])
def test_who_reads_german_is_answered_in_german_behind_every_own_link(
    app: Flask, client: FlaskClient, state: str
) -> None:
    for door in set(DOORS) - set(PUBLIC_DOORS):
        answer, _before = knock(client, state, door)

        if answer.mimetype == "text/html" and answer.status_code != 410:
            assert '<html lang="de"' in answer.text, door


@pytest.mark.parametrize("door", PUBLIC_DOORS)
def test_a_stranger_learns_nothing_about_an_address(client: FlaskClient, door: str) -> None:
    pages = {neutral(knock(client, state, door)[0].text) for state in STATES}
    assert len(pages) == 1


def neutral(page: str) -> str:
    """Return *page* without what differs at each request."""
    return re.sub(r'(value|href|nonce|content|src)="[^"]{40,}"', "", re.sub(r"form=[\w.%-]+", "", page))


def test_a_reader_learns_nothing_about_the_address_that_is_to_be_the_own(client: FlaskClient) -> None:
    pages = set()
    for state in STATES:
        empty_database()
        topic = make_topic("Rivers", slug="rivers")
        make_article(topics=[topic])
        make_knock(client, topic, state)
        bob = make_subscriber("bob@example.com")
        db.session.commit()
        home = Knock(client, topic, bob.id, bob.key, "").home
        answer = follow_redirects(client, client.post(f"{home}/address", data={"address": ANN}))
        pages.add((answer.status_code, heading(answer), "Check that inbox" in answer.text, tuple(sent_mails())))

    assert pages == {(200, "Your preferences", True, ("address_change",))}


@pytest.mark.parametrize("state", STATES)
def test_an_old_link_of_confirmation_says_so(app: Flask, client: FlaskClient, state: str) -> None:
    change_settings(app, confirmation_seconds=-1)
    for door in ("open confirm", "confirm", "confirm twice"):
        answer, before = knock(client, state, door)

        assert (answer.status_code, heading(answer)) == (410, "This link has expired")
        assert (sent_mails(), state_now()) == ([], before)
