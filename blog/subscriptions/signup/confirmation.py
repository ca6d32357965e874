"""Confirmation: the second half of the double opt-in, of a subscription and of later follows."""

from collections.abc import Sequence
from datetime import datetime

from blog.database import AnySession
from blog.delivery import outbox
from blog.models import FollowRequest, Subscriber
from blog.subscriptions.following import TooManyFollows, follow, with_targets
from blog.subscriptions.targets import target_of


def list_unconfirmed(session: AnySession, subscriber: Subscriber, since: datetime) -> Sequence[FollowRequest]:
    """Return unconfirmed follow requests since *since* that the confirmation of the subscription covers."""
    is_open = (FollowRequest.confirmed_at.is_(None), FollowRequest.delivery_id.is_(None))
    mine = FollowRequest.of(subscriber).where(*is_open, FollowRequest.requested_at >= since)
    return session.scalars(mine.options(*with_targets(FollowRequest))).all()


def confirm_subscription(
    session: AnySession, subscriber: Subscriber, since: datetime, now: datetime, *, welcome: bool = False
) -> None:
    """Confirm *subscriber* with all follow requests since *since*; confirming twice changes nothing.

    With *welcome* the welcome mail is owed in the same transaction.
    """
    if subscriber.is_confirmed:
        return
    subscriber.confirm(now)
    for follow_request in list_unconfirmed(session, subscriber, since):
        confirm_follow(session, follow_request, now)
    if welcome:
        outbox.enqueue(session, "welcome", subscriber, now)


def confirm_follow(session: AnySession, follow_request: FollowRequest, now: datetime) -> None:
    """Add the follow that *follow_request* asks for; a confirmed request changes nothing any more.

    With MAX_FOLLOWS follows nothing changes, and the request stays unconfirmed.
    """
    if follow_request.confirmed_at is not None:
        return
    try:
        follow(session, follow_request.subscriber, target_of(follow_request), follow_request.frequency, now)
    except TooManyFollows:
        return
    follow_request.confirmed_at = now
