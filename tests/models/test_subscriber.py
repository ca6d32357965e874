"""States of a subscriber: confirmed once, left once, back again; and pauses."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from blog.models import Frequency, Subscriber, SubscriberState
from tests.models.rows import NOW, subscriber

LATER = NOW + timedelta(days=1)


@pytest.mark.parametrize("state", SubscriberState)
def test_alerts_are_for_the_confirmed(state: SubscriberState) -> None:
    assert subscriber(state).is_confirmed == (state is SubscriberState.CONFIRMED)


def test_a_second_confirmation_keeps_the_first_moment() -> None:
    row = subscriber(SubscriberState.PENDING)

    row.confirm(NOW)
    row.confirm(LATER)

    assert (row.is_confirmed, row.confirmed_at) == (True, NOW)


def test_who_leaves_twice_has_left_the_first_time() -> None:
    row = subscriber()

    row.leave(NOW)
    row.leave(LATER)

    assert (row.state, row.left_at) == (SubscriberState.LEFT, NOW)


def test_who_comes_back_has_not_left() -> None:
    row = subscriber(SubscriberState.LEFT, left_at=NOW, confirmed_at=NOW)

    row.confirm(LATER)

    assert (row.state, row.left_at, row.confirmed_at) == (SubscriberState.CONFIRMED, None, LATER)


@pytest.mark.parametrize(("until", "is_pausing"), [(None, False), (NOW, False), (LATER, True)])
def test_a_pause_ends_at_its_moment(until: datetime | None, is_pausing: bool) -> None:
    assert subscriber(paused_until=until).is_pausing(NOW) == is_pausing


def test_a_subscriber_is_found_by_the_normalised_address(session: Session) -> None:
    row = subscriber(address="Ann@example.com", address_key="ann@example.com")
    session.add(row)
    session.flush()

    assert session.scalar(Subscriber.by_address("ann@example.com")) is row
    assert session.scalar(Subscriber.by_address("Ann@example.com")) is None


@pytest.mark.parametrize(
    ("chosen", "kept"),
    [({}, Frequency.INSTANT), ({"site_frequency": None}, None), ({"site_frequency": "daily"}, "daily")],
)
def test_no_frequency_is_a_choice_that_the_default_does_not_overrule(
    session: Session, chosen: dict[str, object], kept: Frequency | None
) -> None:
    row = subscriber(**chosen)
    session.add(row)
    session.flush()
    session.refresh(row)

    assert row.site_frequency == kept
