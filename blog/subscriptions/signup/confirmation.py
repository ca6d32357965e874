"""Confirming: the second half of the double opt-in, for a subscription and for what is followed later."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import joinedload

from blog.database import AnySession
from blog.models import FollowRequest, Subscriber
from blog.subscriptions.following import TooManyFollows, follow
from blog.subscriptions.targets import target_of


def list_open(session: AnySession, subscriber: Subscriber, since: datetime) -> Sequence[FollowRequest]:
    """Return what *subscriber* has asked to follow since *since* and not confirmed by a mail of its own."""
    whole = (joinedload(FollowRequest.topic), joinedload(FollowRequest.author), joinedload(FollowRequest.article))
    is_open = (FollowRequest.confirmed_at.is_(None), FollowRequest.delivery_id.is_(None))
    mine = FollowRequest.of(subscriber).where(*is_open, FollowRequest.requested_at >= since)
    return session.scalars(mine.options(*whole)).all()


def confirm_subscription(session: AnySession, subscriber: Subscriber, since: datetime, now: datetime) -> None:
    """Let alerts be sent from *now* on, with all that was asked since *since*; confirming twice changes nothing."""
    if subscriber.is_confirmed:
        return
    subscriber.confirm(now)
    for asked in list_open(session, subscriber, since):
        confirm_follow(session, asked, now)


def confirm_follow(session: AnySession, asked: FollowRequest, now: datetime) -> None:
    """Follow what *asked* names; once confirmed, a request changes nothing any more.

    Whoever follows as much as one person can keeps that, and the request stays open.
    """
    if asked.confirmed_at is not None:
        return
    try:
        follow(session, asked.subscriber, target_of(asked), asked.frequency, now)
    except TooManyFollows:
        return
    asked.confirmed_at = now
