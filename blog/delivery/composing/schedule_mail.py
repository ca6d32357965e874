"""What the desk is told when an article did not go live or end at its time."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from blog.database import AnySession
from blog.delivery.composing.mail_rendering import Letter, render_letter
from blog.models import ArticleEvent, Delivery, EventKind
from blog.text.cleaning import clean_line
from blog.web.links import Links


def write_schedule_report(session: AnySession, delivery_id: int, links: Links) -> Letter:
    """Return what became of an article at its time, for somebody at the desk.

    Raises:
        LookupError: the article is gone.
    """
    found = select(ArticleEvent).join(Delivery, Delivery.event_id == ArticleEvent.id)
    event = session.scalars(
        found.where(Delivery.id == delivery_id).options(joinedload(ArticleEvent.article))
    ).one_or_none()
    if event is None:
        raise LookupError("A report about an article that is gone.")
    article = event.article
    values = {
        "headline": clean_line(article.headline),
        "due_at": event.due_at,
        "happened_at": event.happened_at,
        "is_missed": event.kind is EventKind.MISSED,
        "is_end": event.details.get("deed") == "end",
        "obstacle": event.details.get("obstacle", ""),
        "url": links.absolute(f"/desk/articles/{article.id}/publication"),
    }
    return render_letter("schedule", values, is_list=False)
