"""What is said after a change of the time zone about articles that have a time: the moment stays, its clock changes."""

from flask_babel import ngettext
from sqlalchemy import func, select

from blog.database import AnySession
from blog.models import Article


def describe_schedules(session: AnySession) -> str:
    """Return the sentence about what is scheduled, "" where nothing is."""
    scheduled = select(func.count()).select_from(Article).where(Article.scheduled_at.is_not(None))
    count = session.scalar(scheduled) or 0
    if not count:
        return ""
    words = ngettext(
        "%(num)d scheduled article keeps its moment, which the new clock shows as another time. Check it.",
        "%(num)d scheduled articles keep their moments, which the new clock shows as other times. Check them.",
        count,
    )
    return str(words)
