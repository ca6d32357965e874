"""Editors who wish it get the figures of each week, once, by the ledger."""

from datetime import UTC, datetime, timedelta

from flask import Flask
from sqlalchemy import select

from blog.database import db
from blog.delivery.alerts.weekly_figures import owe_weekly_figures
from blog.models import Delivery, DeliveryState, Person, Role
from tests.delivery.conftest import Bench
from tests.factories import make_person
from tests.relay import Relay

MONDAY = datetime(2026, 5, 4, 8, tzinfo=UTC)


def owe(now: datetime = MONDAY, zone: str = "UTC") -> bool:
    was_owed = owe_weekly_figures(db.session, now, site_zone=zone)
    db.session.commit()
    return was_owed


def owed() -> list[Person]:
    return [row.person for row in db.session.scalars(select(Delivery).where(Delivery.kind == "weekly"))]


def test_only_editors_who_wish_it_get_the_figures(app: Flask) -> None:
    editor = make_person(role=Role.EDITOR, has_weekly_figures=True)
    make_person(role=Role.EDITOR)
    make_person(role=Role.AUTHOR, has_weekly_figures=True)
    make_person(role=Role.ADMINISTRATOR, has_weekly_figures=True, is_suspended=True)

    assert owe()
    assert owed() == [editor]


def test_no_week_is_told_twice_and_none_is_left_out(app: Flask) -> None:
    make_person(role=Role.EDITOR, has_weekly_figures=True)

    first = [owe(), owe(), owe(MONDAY + timedelta(days=6))]
    second = owe(MONDAY + timedelta(days=7))

    assert (first, second, len(owed())) == ([True, False, False], True, 2)


def test_it_leaves_at_seven_on_monday_in_the_zone_of_the_site(app: Flask) -> None:
    make_person(role=Role.EDITOR, has_weekly_figures=True)
    owe(MONDAY - timedelta(days=3))

    early = owe(datetime(2026, 5, 4, 4, 59, tzinfo=UTC), "Europe/Berlin")

    assert not early
    assert owe(datetime(2026, 5, 4, 5, 0, tzinfo=UTC), "Europe/Berlin")


def test_the_figures_leave_by_the_ledger_unless_they_are_not_wanted_any_more(bench: Bench, relay: Relay) -> None:
    ada, ben = (make_person(role=Role.EDITOR, has_weekly_figures=True) for _ in range(2))
    bench.now = MONDAY
    owe()
    ben.has_weekly_figures = False

    bench.work()

    assert relay.recipients == [ada.address]
    states = db.session.scalars(select(Delivery.state).order_by(Delivery.person_id)).all()
    assert states == [DeliveryState.ACCEPTED, DeliveryState.SKIPPED]
