"""Reports that are too old to matter are deleted; what follows from them stands with the reader."""

from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, delete, select

from blog.database import AnySession
from blog.models import Bounce

KEPT = timedelta(days=365)
CHUNK = 1_000


def forget_bounces(session: AnySession, now: datetime, most: int = CHUNK) -> bool:
    """Delete up to *most* reports that are older than a year; return whether more may be left. The caller commits."""
    old = select(Bounce.id).where(Bounce.received_at < now - KEPT).order_by(Bounce.received_at).limit(most)
    gone = session.execute(delete(Bounce).where(Bounce.id.in_(old)), execution_options={"synchronize_session": False})
    return int(cast(CursorResult[Any], gone).rowcount) >= most
