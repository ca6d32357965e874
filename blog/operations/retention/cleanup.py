"""Deletion of rows that nothing needs any more: sessions, rate counts, bounces, unconfirmed follow requests."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import func, select

from blog.accounts.factors.passkey_challenges import delete_old_challenges
from blog.accounts.signin.sessions import delete_expired_sessions
from blog.config import retention_ages
from blog.database import AnySession, delete_selected
from blog.models import Bounce, FollowRequest, UnmatchedReport
from blog.subscriptions.erasure import delete_unconfirmed
from blog.web.access.rate_limits import delete_old_counts

CHUNK = 1_000


def session_cleanup(idle: timedelta, lifetime: timedelta) -> Callable[[AnySession, datetime], bool]:
    """Return the job that deletes expired sessions and old rate counts; the caller commits.

    It does all of its work at once, and so returns False: nothing is left to do.
    """

    def delete_expired(session: AnySession, now: datetime) -> bool:
        delete_expired_sessions(session, now, idle=idle, lifetime=lifetime)
        delete_old_challenges(session, now)
        delete_old_counts(session, now)
        return False

    return delete_expired


def delete_old_bounces(session: AnySession, now: datetime, limit: int = CHUNK) -> bool:
    """Delete up to *limit* bounces older than a year; return whether more may be left. The caller commits."""
    old = select(Bounce.id).where(Bounce.received_at < now - retention_ages.BOUNCES).order_by(Bounce.received_at)
    return delete_selected(session, Bounce, old.limit(limit)) >= limit


def unconfirmed_cleanup(lifetime: timedelta, link: timedelta) -> Callable[[AnySession, datetime], bool]:
    """Return the job that deletes sign-ups never confirmed, a chunk at a time, *lifetime* after their *link* ended."""

    def delete_signups(session: AnySession, now: datetime) -> bool:
        return delete_unconfirmed(session, now, link + lifetime, CHUNK)

    return delete_signups


def delete_old_unmatched_reports(session: AnySession, now: datetime, limit: int = CHUNK) -> bool:
    """Delete reports older than a month that could not be assigned, but for the newest, whose key is their number.

    The caller commits.
    """
    newest = select(func.max(UnmatchedReport.id)).scalar_subquery()
    is_old = UnmatchedReport.received_at < now - retention_ages.UNMATCHED_REPORTS
    old = select(UnmatchedReport.id).where(is_old, UnmatchedReport.id < newest).order_by(UnmatchedReport.id)
    return delete_selected(session, UnmatchedReport, old.limit(limit)) >= limit


def delete_unconfirmed_requests(session: AnySession, now: datetime, limit: int = CHUNK) -> bool:
    """Delete up to *limit* old follow requests that were never confirmed; return whether more may be left.

    Such a request is no consent, and it names an address. The caller commits.
    """
    is_old = FollowRequest.requested_at < now - retention_ages.FOLLOW_REQUESTS
    old = select(FollowRequest.id).where(FollowRequest.confirmed_at.is_(None), is_old).order_by(FollowRequest.id)
    return delete_selected(session, FollowRequest, old.limit(limit)) >= limit
