from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from blog.config.domain_limits import read_domain_limits
from blog.database import db
from blog.delivery.queue.quotas import Quotas, Window, return_quota
from blog.models import Delivery, DeliveryState, RateCount
from tests.delivery.conftest import Bench, announced
from tests.factories import NOW, make_subscriber
from tests.relay import Relay
from tests.settings import named

NONE = {f"MAIL_LIMIT_{name}": 0 for name in ("SECOND", "HOUR", "DAY")} | {"MAIL_WARM_UP": 0, "MAIL_DOMAIN_LIMITS": ""}
SECOND, MINUTE, HOUR, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def quotas(**limits: Any) -> Quotas:
    return Quotas(named(**(NONE | limits)))


def acquire(limits: Quotas, wanted: int, after: timedelta = timedelta()) -> int:
    granted, _ = limits.acquire(db.session, wanted, NOW + after)
    db.session.commit()
    return granted


def counts() -> dict[str, int]:
    return dict(db.session.execute(select(RateCount.bucket, RateCount.count)).all())


def test_without_a_limit_nothing_is_counted(app: Flask) -> None:
    assert acquire(quotas(), 500) == 500
    assert counts() == {}


@pytest.mark.parametrize(("name", "length"), [("SECOND", SECOND), ("HOUR", HOUR), ("DAY", DAY)])
def test_a_limit_holds_for_its_window_and_for_all_workers(app: Flask, name: str, length: timedelta) -> None:
    one, two = quotas(**{f"MAIL_LIMIT_{name}": 10}), quotas(**{f"MAIL_LIMIT_{name}": 10})

    granted = [acquire(one, 7), acquire(two, 7), acquire(one, 7), acquire(two, 7, length)]

    assert granted == [7, 3, 0, 7]


def test_the_narrowest_window_decides_and_the_others_count_no_more(app: Flask) -> None:
    limits = quotas(MAIL_LIMIT_SECOND=50, MAIL_LIMIT_HOUR=20, MAIL_LIMIT_DAY=5)

    assert [acquire(limits, 100), acquire(limits, 100)] == [5, 0]
    assert counts() == {"mail:second": 5, "mail:hour": 5, "mail:day": 5}


def test_what_did_not_leave_is_given_back(app: Flask) -> None:
    limits = quotas(MAIL_LIMIT_HOUR=10)
    granted, grants = limits.acquire(db.session, 10, NOW)

    return_quota(db.session, grants, granted - 4)

    assert acquire(limits, 10) == 6


def test_a_new_sender_doubles_each_day_from_the_first_message_on(app: Flask) -> None:
    limits = quotas(MAIL_WARM_UP=50)

    granted = [acquire(limits, 10_000, days * DAY) for days in (0, 0, 1, 2, 4, 60)]

    assert granted == [50, 0, 100, 200, 800, 10_000]


def test_the_day_of_the_first_message_outlives_a_restart(app: Flask) -> None:
    acquire(quotas(MAIL_WARM_UP=50), 1)

    assert acquire(quotas(MAIL_WARM_UP=50), 10_000, DAY) == 100


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("", {}),
        ("gmail.com=2000", {"gmail.com": 2000}),
        (" Gmail.com = 2000 ,*=5, ", {"gmail.com": 2000, "*": 5}),
    ],
)
def test_domain_limits_are_read(text: str, limits: dict[str, int]) -> None:
    assert read_domain_limits(text) == limits


@pytest.mark.parametrize("text", ["gmail.com", "gmail.com=", "gmail.com=many", "=5", "a=0", "a=-1"])
def test_domain_limits_that_cannot_be_read_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^"):
        read_domain_limits(text)


def test_windows_begin_at_full_hours() -> None:
    assert Window("x", HOUR, 1).begin(NOW + 29 * MINUTE) == NOW - 30 * MINUTE


def test_the_limit_of_an_hour_holds_and_what_is_over_waits(app: Flask, bench: Bench, relay: Relay) -> None:
    bench.sender.batch.quotas = quotas(MAIL_LIMIT_HOUR=3)
    for _ in range(5):
        make_subscriber()
    announced()

    bench.work()
    at_first = len(relay.accepted)
    bench.work(after=29 * MINUTE)
    same_hour = len(relay.accepted)
    bench.work(after=MINUTE)

    assert (at_first, same_hour, len(relay.accepted)) == (3, 3, 5)


def test_a_domain_that_has_had_enough_waits_and_others_go_on(app: Flask, bench: Bench, relay: Relay) -> None:
    bench.sender.batch.quotas = quotas(MAIL_DOMAIN_LIMITS="big.example.com=2,*=1")
    for number in range(4):
        make_subscriber(f"r{number}@Big.example.com")
        make_subscriber(f"r{number}@other{number}.example.com")
    announced()

    bench.work()
    at_first = Counter(address.split("@")[1].casefold() for address in relay.recipients)
    waiting = set(db.session.scalars(select(Delivery.due_at).where(Delivery.state == DeliveryState.WAITING)))
    bench.work(after=HOUR)

    assert at_first == {"big.example.com": 2} | {f"other{number}.example.com": 1 for number in range(4)}
    assert waiting == {NOW.replace(minute=0) + HOUR}
    assert len(relay.accepted) == 8


def test_a_domain_without_a_limit_is_not_counted(app: Flask, bench: Bench, relay: Relay) -> None:
    bench.sender.batch.quotas = quotas(MAIL_DOMAIN_LIMITS="big.example.com=1")
    make_subscriber()
    announced()

    bench.work()

    assert (len(relay.accepted), counts()) == (1, {})


def test_a_relay_that_is_down_uses_up_no_quota(app: Flask, bench: Bench, relay: Relay) -> None:
    bench.sender.batch.quotas = quotas(MAIL_LIMIT_DAY=2)
    for _ in range(2):
        make_subscriber()
    announced()
    relay.stop()
    bench.work()
    relay.start()

    bench.work(after=MINUTE)

    assert len(relay.accepted) == 2
