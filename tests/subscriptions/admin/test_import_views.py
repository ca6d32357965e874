"""Lists of readers taken in at the desk."""

import re
import sqlite3
from html import unescape
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.database import db
from blog.models import Delivery, ListUpload, Role, Subscriber, SubscriberState
from blog.subscriptions.admin import import_views
from blog.subscriptions.import_export.column_survey import ListSurvey, survey_list
from blog.subscriptions.import_export.import_formats import ReaderCsv
from tests.databases import on_sqlite
from tests.factories import make_person, make_subscriber, sign_in


@pytest.fixture
def token(client: FlaskClient) -> str:
    return sign_in(client, make_person(role=Role.ADMINISTRATOR))


def send_list(client: FlaskClient, token: str, text: str, button: str = "take", **more: str) -> tuple[int, str]:
    data = {"csrf_token": token, "file": (BytesIO(text.encode()), "list.csv"), button: "1", **more}
    answer = client.post("/desk/readers/import", data=data, content_type="multipart/form-data")
    return answer.status_code, answer.text


@pytest.mark.parametrize(("button", "stays"), [("check", False), ("take", True)])
def test_a_list_is_checked_or_taken_in(client: FlaskClient, token: str, button: str, stays: bool) -> None:
    text = "email,colour\nann@example.com,red\nbob\n"

    status, page = send_list(client, token, text, button, is_asking="y")

    assert status == 200
    assert ("colour" in page) is not stays
    assert "This is not an e-mail address." in page
    assert bool(db.session.scalars(select(Subscriber)).all()) is stays
    assert bool(db.session.scalars(select(Delivery)).all()) is stays


def test_nobody_is_signed_up_silently(client: FlaskClient, token: str) -> None:
    send_list(client, token, "email,state\nann@example.com,confirmed\n")

    assert db.session.scalars(select(Subscriber)).one().state is SubscriberState.PENDING


def test_a_long_list_is_sent_to_the_command_line(
    client: FlaskClient, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_views, "MAX_IMPORT_ROWS", 2)

    status, page = send_list(client, token, "email\na@example.com\nb@example.com\nc@example.com\n")

    assert status == 422
    assert "too long for this page" in page
    assert db.session.scalars(select(Subscriber)).all() == []


def test_many_refused_rows_are_cut_short(client: FlaskClient, token: str) -> None:
    page = send_list(client, token, "email\n" + "nobody\n" * 201)[1]

    assert "The first 200 of 201 are shown." in page


def test_an_export_is_taken_back(client: FlaskClient, token: str) -> None:
    make_subscriber("ann@example.com")

    assert "<td>1</td>" in send_list(client, token, client.get("/desk/readers/export.csv").text)[1]


MAILCHIMP = "Email Address,LEID,EUID,Gruppe,UNSUB_TIME\nann@example.com,1,2,Chor,2021-01-02 03:04:05\n"


def choices(page: str) -> dict[str, str]:
    """Return what the selects of the page have chosen, by the names of their fields."""
    found = {}
    for name, options in re.findall(r'<select[^>]*name="([\w-]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'<option selected value="([^"]*)"', options)
        found[name] = chosen[1] if chosen else ""
    return found | dict(re.findall(r'<input type="hidden" name="(columns-\d+)" value="(.*?)">', page))


def press(client: FlaskClient, token: str, button: str, page: str, **more: str) -> tuple[int, str]:
    """Send the form of *page* with *more* chosen, without the file, as a browser does."""
    upload = re.search(r'<input[^>]*name="upload"[^>]*value="(\d+)"', page)
    shown = re.search(r'<input[^>]*name="departures"[^>]*value="(\d+)"', page)
    hidden = {"upload": upload[1] if upload else "", "departures": shown[1] if shown else ""}
    fields = {**choices(page), **hidden, "csrf_token": token, button: "1", **more}
    answer = client.post("/desk/readers/import", data=fields)
    return answer.status_code, unescape(answer.text)


def test_each_column_is_shown_with_what_it_was_taken_for(client: FlaskClient, token: str) -> None:
    page = send_list(client, token, MAILCHIMP, "check")[1]

    assert "This looks like a list from Mailchimp." in page
    assert choices(page)["columns-0"] == "address"
    assert choices(page)["columns-3"] == ""
    assert choices(page)["columns-4"] == "left_at"
    assert "ann@example.com" in page


def test_the_file_is_kept_between_the_steps_and_gone_after_the_import(client: FlaskClient, token: str) -> None:
    page = send_list(client, token, MAILCHIMP, "check")[1]
    kept = len(db.session.scalars(select(ListUpload)).all())

    status, done = press(client, token, "take", page)

    assert (kept, status) == (1, 200)
    assert "The list was imported" in done
    assert [one.state for one in db.session.scalars(select(Subscriber))] == [SubscriberState.LEFT]
    assert db.session.scalars(select(ListUpload)).all() == []


def test_a_column_is_given_another_meaning(client: FlaskClient, token: str) -> None:
    page = send_list(client, token, "email,Gruppe\nann@example.com,abgemeldet\n", "check")[1]

    press(client, token, "take", page, **{"columns-1": "state"})

    assert [one.state for one in db.session.scalars(select(Subscriber))] == [SubscriberState.LEFT]


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ({"columns-1": "left_at"}, "No value in this column fits that meaning, such as “Chor”."),
        ({"columns-1": "address"}, "Another column already has this meaning."),
        ({"columns-0": ""}, "Choose the column that holds the e-mail addresses."),
        ({"columns-1": "moon"}, "Choose one from the list."),
        ({"whole_file": "confirmed"}, "Say where and how they agreed: this is your proof."),
        ({"source": "x" * 201}, "A source has at most 200 characters."),
    ],
)
def test_a_wrong_choice_is_said_beside_it_and_nothing_is_taken_in(
    client: FlaskClient, token: str, chosen: dict[str, str], words: str
) -> None:
    page = send_list(client, token, "email,Gruppe\nann@example.com,Chor\n", "check")[1]

    status, refused = press(client, token, "take", page, **chosen)

    assert (status, db.session.scalars(select(Subscriber)).all()) == (422, [])
    assert re.search(rf'class="field__error"[^>]*>{re.escape(words)}', refused)
    assert re.search(rf'<a href="#[^"]+">[^<]+: {re.escape(words)}</a>', refused)
    assert press(client, token, "take", page)[0] == 200


def test_nobody_is_asked_while_a_state_is_not_understood(client: FlaskClient, token: str) -> None:
    page = send_list(client, token, "email,status\nann@example.com,hibernating\n", "check")[1]

    status, refused = press(client, token, "take", page, is_asking="y")

    assert (status, db.session.scalars(select(Delivery)).all()) == (422, [])
    assert "Unknown status values: “hibernating” (1)." in refused


def test_the_file_of_another_administrator_or_of_yesterday_is_chosen_again(client: FlaskClient, token: str) -> None:
    page = send_list(client, token, MAILCHIMP, "check")[1]
    other = sign_in(client, make_person(role=Role.ADMINISTRATOR))

    status, refused = press(client, other, "take", page)
    without = client.post("/desk/readers/import", data={"csrf_token": other, "check": "1"})

    assert (status, without.status_code) == (422, 422)
    assert "The file is no longer stored. Please choose it again." in refused
    assert "Please choose a file." in without.text


def test_mail_to_readers_here_ends_only_after_a_check_has_said_so(client: FlaskClient, token: str) -> None:
    make_subscriber("ann@example.com")
    page = send_list(client, token, "email\nann@example.com\n", "check")[1]

    stopped = press(client, token, "take", page, whole_file="left")[1]
    before = db.session.scalars(select(Subscriber.state)).all()
    done = press(client, token, "take", stopped, whole_file="left")[1]

    assert "This would stop mail to readers who are already here" in stopped
    assert "Checked: nothing was imported" in stopped
    assert before == [SubscriberState.CONFIRMED]
    assert "The list was imported" in done
    assert db.session.scalars(select(Subscriber.state)).all() == [SubscriberState.LEFT]


@pytest.mark.parametrize("upload", ["-1", str(10**30), "x"])
def test_a_malformed_number_of_a_file_is_refused(client: FlaskClient, token: str, upload: str) -> None:
    data = {"csrf_token": token, "check": "1", "upload": upload}

    assert client.post("/desk/readers/import", data=data).status_code == 422


@on_sqlite
def test_others_can_write_while_a_list_is_read(
    client: FlaskClient, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, surveyed = str(db.engine.url.database), []

    def survey(readers: ReaderCsv) -> ListSurvey:
        with sqlite3.connect(file, timeout=0, isolation_level=None) as rival:
            rival.execute("BEGIN IMMEDIATE")
            rival.execute("ROLLBACK")
        rival.close()
        surveyed.append(readers)
        return survey_list(readers)

    monkeypatch.setattr(import_views, "survey_list", survey)
    page = send_list(client, token, MAILCHIMP, "check")[1]

    assert press(client, token, "take", page)[0] == 200
    assert len(surveyed) == 2
