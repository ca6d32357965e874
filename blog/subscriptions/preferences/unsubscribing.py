"""Undo of unsubscribing: for an hour the goodbye page brings everything back."""

from datetime import datetime, timedelta

from blog.models import Subscriber, SubscriberState

UNDO_PERIOD = timedelta(hours=1)
"""The signed link proves the address, but old mail gets into other hands; later, one signs up again."""


class TooLateToUndo(Exception):
    """The subscriber left too long ago, had never confirmed, or may get no mail."""


def has_undo(subscriber: Subscriber, now: datetime) -> bool:
    """Return whether *subscriber*, who was confirmed, left within UNDO_PERIOD and is not suppressed."""
    if subscriber.state is not SubscriberState.LEFT or subscriber.left_at is None or subscriber.confirmed_at is None:
        return False
    return subscriber.suppressed_at is None and now - subscriber.left_at <= UNDO_PERIOD


def undo_unsubscribing(subscriber: Subscriber, now: datetime) -> None:
    """Let alerts be sent again, with all follows and choices as before, under the consent given before.

    A subscriber who is confirmed already stays so. The caller commits.

    Raises:
        TooLateToUndo: has_undo says no.
    """
    if subscriber.is_confirmed:
        return
    if not has_undo(subscriber, now):
        raise TooLateToUndo
    subscriber.state, subscriber.left_at = SubscriberState.CONFIRMED, None
