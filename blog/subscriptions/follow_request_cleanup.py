"""What somebody asked to follow and never confirmed is deleted: it is no consent, and names an address."""

from datetime import datetime, timedelta

from sqlalchemy import select

from blog.database import AnySession, delete_chosen
from blog.models import FollowRequest

KEPT = timedelta(days=90)
"""Far longer than any link lives, so that whoever comes late still reads that the link has ended."""
CHUNK = 1_000


def forget_requests(session: AnySession, now: datetime, most: int = CHUNK) -> bool:
    """Delete up to *most* old requests that nobody confirmed; return whether more may be left. The caller commits."""
    is_old = FollowRequest.requested_at < now - KEPT
    old = select(FollowRequest.id).where(FollowRequest.confirmed_at.is_(None), is_old).order_by(FollowRequest.id)
    return delete_chosen(session, FollowRequest, old.limit(most)) >= most
