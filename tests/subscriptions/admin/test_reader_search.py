"""Search of readers, and the history of one."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.database import db
from blog.delivery.outbox import enqueue
from blog.models import (
    Bounce,
    BounceKind,
    DeliveryState,
    Follow,
    Frequency,
    Role,
    SubscriberState,
    Suppression,
)
from blog.subscriptions.admin import reader_search
from blog.subscriptions.admin.reader_search import search_readers
from tests.factories import NOW, make_article, make_person, make_subscriber, make_topic, save, sign_in


@pytest.fixture
def token(client: FlaskClient) -> str:
    return sign_in(client, make_person(role=Role.ADMINISTRATOR))


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


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("Ärger", "ärger"), ("Ärger", "arger"), ("Борис Ёлкин", "ёлкин"), ("Борис", "борис"), ("Ünal", "ünal"),
        ("ÖZGÜR Şen", "şen"), ("Ωμέγα", "ωμεγα"), ("أحمد", "احمد"), ("O’Neill", "neill"), ("Jean-Luc", "luc"),
        ("Müller, Ida", "muller ida"), ("Straße", "STRASSE"), ("नेहा", "नेहा"), ("山田", "山"),
    ],
)  # fmt: skip
def test_a_name_is_found_in_every_script(app: Flask, name: str, query: str) -> None:
    reader, other = make_subscriber(name=name), make_subscriber(name="Somebody else")

    assert search_readers(db.session, query, None).readers == [reader]
    reader.rename("Another")
    other.rename(name)
    assert search_readers(db.session, query, None).readers == [other]


def test_a_long_list_has_pages(client: FlaskClient, token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader_search.search_readers, "__defaults__", (None, None, 2))
    made = [make_subscriber() for _ in range(3)]

    first = client.get("/desk/readers").text
    second = client.get("/desk/readers", query_string={"before": made[1].id}).text

    assert f"before={made[1].id}" in first
    assert made[0].address not in first
    assert made[0].address in second
    assert f"before={made[0].id}" not in second
    assert "pager" not in second


def test_the_filter_counts_the_readers(client: FlaskClient, token: str) -> None:
    make_subscriber()
    make_subscriber(suppressed_at=NOW, suppression=Suppression.COMPLAINT)

    page = client.get("/desk/readers").text

    assert "Confirmed (2)" in page
    assert "Suppressed (1)" in page


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
