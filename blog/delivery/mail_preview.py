"""Preview of an alert's message before the article is announced."""

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage

from blog.config.settings import Settings
from blog.database import AnySession
from blog.delivery.composing.composer_factory import make_composer
from blog.models import AlertLevel, Article
from blog.web.addresses.links import Links


@dataclass(frozen=True)
class MailPreview:
    """Headers and bodies of a message as a mail program shows them."""

    subject: str
    sender: str
    text: str
    html: str


def preview_mail(
    session: AnySession,
    article: Article,
    settings: Settings,
    links: Links,
    *,
    level: AlertLevel = AlertLevel.NORMAL,
    now: datetime,
) -> MailPreview:
    """Return the message that an alert about *article* would be, to a reader who does not exist.

    Nothing is enqueued or written; needs an application context.
    """
    message = make_composer(settings, links).preview(session, article, level=level, now=now)
    return MailPreview(
        str(message["Subject"]), str(message["From"]), read_part(message, "plain"), read_part(message, "html")
    )


def read_part(message: EmailMessage, kind: str) -> str:
    """Return the text of one part of *message*, empty when there is none."""
    body = message.get_body((kind,))
    return "" if body is None else str(body.get_content())
