"""The message that an alert would be, before there is one: a door of this room, for the page that asks first."""

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage

from blog.config.settings import Settings
from blog.database import AnySession
from blog.delivery.composing.composer_factory import make_composer
from blog.models import AlertLevel, Article
from blog.web.links import Links


@dataclass(frozen=True)
class Rehearsal:
    """What a reader's mail program would show."""

    subject: str
    sender: str
    text: str
    html: str


def rehearse(
    session: AnySession,
    article: Article,
    settings: Settings,
    links: Links,
    *,
    level: AlertLevel = AlertLevel.NORMAL,
    now: datetime,
) -> Rehearsal:
    """Return the very message about *article* as the settings make it, to a reader who does not exist.

    Nothing is owed or written; needs an application context.
    """
    message = make_composer(settings, links).rehearse(session, article, level=level, now=now)
    return Rehearsal(
        str(message["Subject"]), str(message["From"]), read_part(message, "plain"), read_part(message, "html")
    )


def read_part(message: EmailMessage, kind: str) -> str:
    """Return the text of one part of *message*, empty when there is none."""
    body = message.get_body((kind,))
    return "" if body is None else str(body.get_content())
