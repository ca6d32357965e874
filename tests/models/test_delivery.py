"""States of a delivery: released, deferred, skipped, settled, uncertain; each gives up the lease."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from blog.models import Alert, AlertKind, Delivery, DeliveryState, SkipReason
from blog.models.delivery import REPEAT_AFTER
from tests.models.rows import NOW, article, delivery, subscriber

S = DeliveryState
LATER = NOW + timedelta(hours=1)


def leased(**more: object) -> Delivery:
    return delivery(state=S.SENDING, leased_by="w", leased_until=LATER, handed_over_at=NOW, **more)


@pytest.mark.parametrize(
    ("act", "state"),
    [
        (lambda row: row.give_back(), S.WAITING),
        (lambda row: row.postpone(LATER, "451 later"), S.DEFERRED),
        (lambda row: row.skip(SkipReason.LEFT, NOW), S.SKIPPED),
        (lambda row: row.end(S.ACCEPTED, "250 ok", NOW), S.ACCEPTED),
        (lambda row: row.doubt("", NOW), S.DEFERRED),
    ],
)
def test_every_step_gives_up_the_lease(act: Callable[[Delivery], None], state: DeliveryState) -> None:
    row = leased(is_repeat=False)

    act(row)

    assert row.state is state
    assert (row.leased_by, row.leased_until, row.handed_over_at) == (None, None, None)


def test_a_deferred_message_keeps_the_answer_and_waits_for_its_time() -> None:
    row = leased()

    row.postpone(LATER, "451 later")

    assert (row.due_at, row.answer, row.settled_at) == (LATER, "451 later", None)


def test_a_skipped_message_keeps_its_reason_and_the_last_answer() -> None:
    row = leased(answer="451 later")

    row.skip(SkipReason.PAUSED, NOW)

    assert (row.reason, row.answer, row.settled_at) == (SkipReason.PAUSED, "451 later", NOW)


def test_an_unanswered_message_is_repeated_once_and_then_uncertain() -> None:
    row = leased(is_repeat=False)

    row.doubt("no answer", NOW)
    repeat = (row.state, row.is_repeat, row.due_at)
    row.doubt("no answer", LATER)

    assert repeat == (S.DEFERRED, True, NOW + REPEAT_AFTER)
    assert (row.state, row.settled_at) == (S.UNCERTAIN, LATER)


def test_a_reader_has_one_delivery_of_an_alert(session: Session) -> None:
    reader, alert = subscriber(), Alert(article=article(), kind=AlertKind.UPDATE, announced_at=NOW, starts_at=NOW)
    session.add_all(delivery(alert=alert, subscriber=reader) for _ in range(2))

    with pytest.raises(IntegrityError):
        session.flush()
