"""Readers at the desk, as the administrator sees them."""

from io import BytesIO

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.database import db
from blog.delivery.outbox import enqueue
from blog.models import (
    Bounce,
    BounceKind,
    Delivery,
    DeliveryState,
    Follow,
    Frequency,
    Installation,
    Role,
    Subscriber,
    SubscriberState,
    Suppression,
)
from blog.subscriptions.admin import reader_search
from blog.subscriptions.admin import views as admin_views
from tests.factories import NOW, make_article, make_person, make_subscriber, make_topic, save, sign_in


@pytest.fixture
def token(client: FlaskClient) -> str:
    return sign_in(client, make_person(role=Role.ADMINISTRATOR))


def send_list(client: FlaskClient, token: str, text: str, button: str = "take", **more: str) -> tuple[int, str]:
    data = {"csrf_token": token, "file": (BytesIO(text.encode()), "list.csv"), button: "1", **more}
    answer = client.post("/desk/readers/import", data=data, content_type="multipart/form-data")
    return answer.status_code, answer.text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, "abc"),
        ({"q": "ann@"}, "a"),
        ({"q": "ANN@EXAMPLE.COM"}, "a"),
        ({"q": "bob"}, "bc"),
        ({"q": "ray"}, "b"),
        ({"q": "%"}, ""),
        ({"q": "_"}, ""),
        ({"state": "left"}, "c"),
        ({"state": "suppressed"}, "b"),
        ({"state": "nonsense"}, "abc"),
        ({"q": "bob", "state": "left"}, "c"),
        ({"before": "x"}, "abc"),
        ({"before": "1"}, ""),
    ],
)
def test_readers_are_found(client: FlaskClient, token: str, query: dict[str, str], found: str) -> None:
    names = {"a": "ann@example.com", "b": "ray@example.com", "c": "bobby@example.com"}
    make_subscriber(names["a"], id=100)
    make_subscriber(names["b"], id=101, name="Bob Ray", suppressed_at=NOW, suppression=Suppression.OPERATOR)
    make_subscriber(names["c"], id=102, state=SubscriberState.LEFT, left_at=NOW)

    page = client.get("/desk/readers", query_string=query).text

    assert "".join(key for key, address in names.items() if address in page) == found


def test_a_long_list_has_pages(client: FlaskClient, token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader_search.search_readers, "__defaults__", (None, 2))
    made = [make_subscriber() for _ in range(3)]

    first = client.get("/desk/readers").text
    second = client.get("/desk/readers", query_string={"before": made[1].id}).text

    assert f"before={made[1].id}" in first
    assert made[0].address not in first
    assert made[0].address in second
    assert "before=" not in second


def test_the_filter_counts_the_readers(client: FlaskClient, token: str) -> None:
    make_subscriber()
    make_subscriber(suppressed_at=NOW, suppression=Suppression.COMPLAINT)

    page = client.get("/desk/readers").text

    assert "Confirmed (2)" in page
    assert "No mail (1)" in page


def test_one_reader_is_shown_with_all_that_is_known(client: FlaskClient, token: str) -> None:
    reader = make_subscriber(name="Ann <b>", site_frequency=Frequency.WEEKLY, new_address="new@example.com")
    delivery = enqueue(db.session, "confirmation", reader, NOW)
    delivery.end(DeliveryState.REFUSED, "550 5.1.1 no such user", NOW)
    follows = (
        {"topic": make_topic("Grants")},
        {"author": make_person("Maren")},
        {"article": make_article("The bridge")},
    )
    for one in follows:
        save(Follow(subscriber_id=reader.id, created_at=NOW, frequency=Frequency.DAILY, **one))
    facts = {"status": "5.1.1", "words": "user unknown", "source": "pipe", "digest": "d", "received_at": NOW}
    save(Bounce(kind=BounceKind.HARD, subscriber_id=reader.id, **facts))

    page = client.get(f"/desk/readers/{reader.id}").text

    for words in (
        "Ann &lt;b&gt;", "Topic: Grants", "Author: Maren", "Article: The bridge", "weekly digest",
        "550 5.1.1 no such user", "user unknown", "(5.1.1)", "new@example.com", reader.consent_wording,
    ):  # fmt: skip
        assert words in page


def test_a_reader_that_is_not_there_is_not_found(client: FlaskClient, token: str) -> None:
    codes = [client.get("/desk/readers/4711").status_code]
    for path in ("suppression", "suppression/end"):
        codes.append(client.post(f"/desk/readers/4711/{path}", data={"csrf_token": token, "words": "x"}).status_code)

    assert codes == [404, 404, 404]


def test_mail_to_a_reader_is_stopped_and_allowed_again(client: FlaskClient, token: str) -> None:
    reader = make_subscriber()
    address, seen = f"/desk/readers/{reader.id}", []

    for path, words in (("suppression", "Asked by telephone"), ("suppression/end", "")):
        answer = client.post(f"{address}/{path}", data={"csrf_token": token, "words": words})
        db.session.refresh(reader)
        seen.append((answer.status_code, answer.location, reader.suppression, reader.suppression_words))

    assert seen == [
        (303, address, Suppression.OPERATOR, "Asked by telephone"),
        (303, address, None, None),
    ]


@pytest.mark.parametrize("words", ["", "  ", "\x00", "x" * 501, "x" * 1_000_000])
def test_mail_is_not_stopped_without_a_reason(client: FlaskClient, token: str, words: str) -> None:
    reader = make_subscriber()

    answer = client.post(f"/desk/readers/{reader.id}/suppression", data={"csrf_token": token, "words": words})

    assert answer.status_code == 422
    assert "field--wrong" in answer.text


@pytest.mark.parametrize(("button", "stays"), [("check", False), ("take", True)])
def test_a_list_is_checked_or_taken_in(client: FlaskClient, token: str, button: str, stays: bool) -> None:
    text = "email,colour\nann@example.com,red\nbob\n"

    status, page = send_list(client, token, text, button, is_asking="y")

    assert status == 200
    assert "Columns not used: colour" in page
    assert "This is not an e-mail address." in page
    assert bool(db.session.scalars(select(Subscriber)).all()) is stays
    assert bool(db.session.scalars(select(Delivery)).all()) is stays


def test_nobody_is_signed_up_silently(client: FlaskClient, token: str) -> None:
    send_list(client, token, "email,state\nann@example.com,confirmed\n")

    assert db.session.scalars(select(Subscriber)).one().state is SubscriberState.PENDING


@pytest.mark.parametrize("text", ["", "name\nAnn\n", "\x00\x00\x00\x00"])
def test_a_file_that_is_no_list_is_refused_beside_the_field(client: FlaskClient, token: str, text: str) -> None:
    status, page = send_list(client, token, text)

    assert status == 422
    assert "field__error" in page


def test_a_missing_file_is_asked_for(client: FlaskClient, token: str) -> None:
    answer = client.post("/desk/readers/import", data={"csrf_token": token, "take": "1"})

    assert answer.status_code == 422
    assert "Please choose a file." in answer.text


def test_a_long_list_is_sent_to_the_command_line(
    client: FlaskClient, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(admin_views, "MAX_IMPORT_ROWS", 2)

    status, page = send_list(client, token, "email\na@example.com\nb@example.com\nc@example.com\n")

    assert status == 422
    assert "too long for this page" in page
    assert db.session.scalars(select(Subscriber)).all() == []


def test_many_refused_rows_are_cut_short(client: FlaskClient, token: str) -> None:
    page = send_list(client, token, "email\n" + "nobody\n" * 201)[1]

    assert "The first 200 of 201 are shown." in page


def test_all_readers_can_be_downloaded_and_taken_back(client: FlaskClient, token: str) -> None:
    make_subscriber("ann@example.com")

    answer = client.get("/desk/readers/export.csv")

    assert answer.headers["Content-Disposition"].startswith("attachment; filename=readers-")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "ann@example.com" in answer.text
    assert "<td>1</td>" in send_list(client, token, answer.text)[1]


def test_the_desk_says_when_the_database_is_a_copy(client: FlaskClient, token: str) -> None:
    before = client.get("/desk/").text
    save(Installation(id=1, fingerprint="0" * 64, epoch=1, declared_at=NOW))

    after = client.get("/desk/").text

    assert "is a copy" not in before
    assert "This database is a copy: nothing is sent" in after
