"""Reports that are too old to matter are deleted; what follows from them stands with the reader."""

from datetime import datetime, timedelta

from sqlalchemy import select

from blog.database import AnySession, delete_chosen
from blog.models import Bounce

KEPT = timedelta(days=365)
CHUNK = 1_000


def forget_bounces(session: AnySession, now: datetime, most: int = CHUNK) -> bool:
    """Delete up to *most* reports that are older than a year; return whether more may be left. The caller commits."""
    old = select(Bounce.id).where(Bounce.received_at < now - KEPT).order_by(Bounce.received_at)
    return delete_chosen(session, Bounce, old.limit(most)) >= most
