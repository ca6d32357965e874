"""What a process counts reaches the database once, however often that is away; and nobody fills the table."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError

from blog.database import db
from blog.models import PageKind, PageViews, Referrals, ViewedPage
from blog.models.page_views import MAX_HOSTS_A_DAY, NO_HOST, OTHER_HOSTS, OWN_HOST
from blog.web.observability.page_views import view_counter as module
from blog.web.observability.page_views.view_counter import ViewBatch, ViewCounter
from tests.settings import change_settings

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0"
TEA, COCOA = ViewedPage(PageKind.ARTICLE, 1), ViewedPage(PageKind.ARTICLE, 2)


@pytest.fixture
def counter(app: Flask) -> Iterator[ViewCounter]:
    """A counter whose thread never comes: the test writes."""
    made = ViewCounter(app)
    db.session.commit()
    yield made
    if made.timer is not None:
        made.timer.cancel()


def asks(method: str = "GET", **headers: str) -> dict[str, Any]:
    names = {"HTTP_HOST": "news.example.org", "HTTP_USER_AGENT": BROWSER}
    return {"REQUEST_METHOD": method, **names, **{f"HTTP_{name.upper()}": value for name, value in headers.items()}}


def views() -> dict[int, int]:
    found = db.session.execute(select(PageViews.page_id, PageViews.views)).all()
    db.session.rollback()  # A counter that writes must not wait for the test.
    return dict(found)


def hosts() -> dict[str, int]:
    found = db.session.execute(select(Referrals.host, Referrals.views)).all()
    db.session.rollback()  # A counter that writes must not wait for the test.
    return dict(found)


def test_views_are_added_to_those_that_other_processes_wrote(app: Flask, counter: ViewCounter) -> None:
    other = ViewCounter(app)
    for _ in range(3):
        counter.count(TEA, asks())
        other.count(TEA, asks())
    other.count(COCOA, asks())

    counter.flush()
    other.flush()
    counter.flush()

    assert views() == {1: 6, 2: 1}


@pytest.mark.parametrize(
    "request_of",
    [
        asks("HEAD"),
        asks("POST"),
        asks(sec_purpose="prefetch"),
        asks(user_agent="curl/8.5"),
        {"REQUEST_METHOD": "GET"},
    ],
    ids=["HEAD", "POST", "prefetch", "program", "without a name"],
)
def test_what_is_no_reading_is_not_counted(counter: ViewCounter, request_of: dict[str, Any]) -> None:
    counter.count(TEA, request_of)
    counter.flush()

    assert counter.timer is None
    assert views() == {}


def test_where_readers_came_from_is_a_site_or_this_one_or_none(counter: ViewCounter) -> None:
    for referrer in ("https://www.example.com/a", "https://news.example.org/", "https://10.0.0.1/"):
        counter.count(TEA, asks(referer=referrer))
    counter.count(TEA, asks())
    counter.count(ViewedPage(PageKind.FEED), asks(user_agent="Feedly/1.0", referer="https://feedly.example/"))
    counter.flush()

    assert hosts() == {"example.com": 1, OWN_HOST: 1, OTHER_HOSTS: 1, NO_HOST: 1}


def test_hostile_referrers_do_not_fill_the_table(counter: ViewCounter) -> None:
    for number in range(3 * MAX_HOSTS_A_DAY):
        counter.count(TEA, asks(referer=f"https://spam{number}.example/"))
        if number % MAX_HOSTS_A_DAY == 200:
            counter.flush()
    counter.flush()
    for _ in range(2):
        counter.count(TEA, asks())
    counter.flush()

    found = hosts()
    assert len(found) <= MAX_HOSTS_A_DAY + 3
    assert sum(found.values()) == views()[1] == 3 * MAX_HOSTS_A_DAY + 2
    assert found[NO_HOST] == 2


def test_nothing_is_lost_while_the_database_is_away(counter: ViewCounter, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OperationalError("INSERT", {}, Exception("database is locked"))

    with monkeypatch.context() as patch:
        patch.setattr(module, "add_referrals", fail)
        for _ in range(2):
            counter.count(TEA, asks())
            counter.flush()
    assert views() == {}
    assert counter.timer is not None

    counter.count(TEA, asks())
    counter.flush()

    assert views() == {1: 3}


def test_a_view_counts_for_the_day_of_the_site(app: Flask, counter: ViewCounter) -> None:
    change_settings(app, timezone="Asia/Tokyo")
    batch = ViewBatch(datetime(2026, 5, 4, 16, tzinfo=UTC))
    batch.views[TEA] = 1
    counter.waiting.append(batch)

    counter.flush()

    assert [str(day) for day in db.session.scalars(select(PageViews.day))] == ["2026-05-05"]


def test_many_threads_lose_no_view(counter: ViewCounter) -> None:
    def read() -> None:
        for _ in range(200):
            counter.count(TEA, asks())

    threads = [threading.Thread(target=read) for _ in range(8)]
    for thread in threads:
        thread.start()
    for _ in range(5):
        counter.flush()
    for thread in threads:
        thread.join()
    counter.flush()

    assert views() == {1: 1600}


def test_nothing_about_a_person_is_stored(app: Flask, counter: ViewCounter) -> None:
    counter.count(
        TEA, asks(referer="https://mail.example/inbox/ada?token=1", cookie="a=b", x_forwarded_for="192.0.2.7")
    )
    counter.flush()

    tables = ("page_views", "referrals")
    held = [str(tuple(row)) for table in tables for row in db.session.execute(text(f"SELECT * FROM {table}"))]
    assert len(held) == 2
    assert not any(word in line for line in held for word in ("ada", "token", "192", "Mozilla", "inbox"))


def test_what_waits_for_the_database_is_held_by_the_quarter_of_an_hour(counter: ViewCounter) -> None:
    for minute in (1, 14, 15):
        batch = ViewBatch(datetime(2026, 5, 4, 10, minute, tzinfo=UTC))
        batch.views[TEA] = 1
        for number in range(MAX_HOSTS_A_DAY):
            batch.add_host(f"spam{minute}-{number}.example")
        counter.put_off(batch)

    first, second = counter.waiting
    assert (first.views[TEA], second.views[TEA]) == (2, 1)
    assert len(first.hosts) == MAX_HOSTS_A_DAY + 1
    assert first.hosts[OTHER_HOSTS] == MAX_HOSTS_A_DAY


def test_a_page_is_shown_and_counted_where_no_thread_can_begin(
    counter: ViewCounter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_timer: threading.Timer) -> None:
        raise RuntimeError("can't start new thread")

    with monkeypatch.context() as patch:
        patch.setattr(threading.Timer, "start", fail)
        counter.count(TEA, asks())
    counter.count(TEA, asks())

    assert counter.timer is not None
    counter.flush()
    assert views() == {1: 2}
