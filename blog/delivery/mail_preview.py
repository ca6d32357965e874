"""Previews: an alert's message before the article is announced, and a sample of each kind of mail."""

from dataclasses import dataclass, replace
from datetime import datetime
from email.message import EmailMessage

from blog.config.settings import Settings
from blog.database import AnySession
from blog.delivery.composing.composer import Composer
from blog.delivery.composing.composer_factory import make_composer
from blog.delivery.composing.mail_kinds.list_mail import alert_form_of, write_about
from blog.delivery.composing.mail_kinds.samples import SAMPLES, NothingToShow
from blog.delivery.composing.mail_rendering import MailContent
from blog.models import AlertForm, AlertKind, AlertLevel, Article
from blog.web.addresses.links import Links

__all__ = ["SAMPLES", "MailPreview", "NothingToShow", "preview_mail", "preview_sample"]


@dataclass(frozen=True)
class MailPreview:
    """Headers and bodies of a message as a mail program shows them."""

    subject: str
    sender: str
    text: str
    html: str
    size: int
    """Bytes of the HTML part; Gmail cuts off more than 102 KB."""
    whole_size: int = 0
    """Bytes of the message with the whole article where an extract is shown, since that would be cut off."""
    form: AlertForm = AlertForm.EXTRACT
    """What was chosen for the article, or by the site."""

    @property
    def is_shortened(self) -> bool:
        """Return whether it shows an extract where the whole article was wanted."""
        return self.whole_size > 0


def preview_mail(
    session: AnySession,
    article: Article,
    settings: Settings,
    links: Links,
    *,
    level: AlertLevel = AlertLevel.NORMAL,
    kind: AlertKind = AlertKind.PUBLICATION,
    note: str | None = None,
    now: datetime,
) -> MailPreview:
    """Return the message that an alert about *article* would be, to a reader who does not exist.

    *session* is the one that *article* belongs to. Nothing is enqueued or written; needs an application context.
    """
    composer = make_composer(settings, links)
    followed = f"article:{article.id}" if kind is AlertKind.UPDATE else "site"
    with session.no_autoflush:
        context = composer.make_context(session, now)
        content = write_about(article, context, kind=kind, level=level, note=note, followed=followed)
    return replace(make_preview(composer, content, now), form=alert_form_of(article))


def preview_sample(session: AnySession, name: str, settings: Settings, links: Links, *, now: datetime) -> MailPreview:
    """Return the sample mail of this *name* as a reader would get it; nothing is written.

    Raises:
        NothingToShow: it is about articles, and none is public yet.
    """
    composer = make_composer(settings, links)
    with session.no_autoflush:
        content = SAMPLES[name].write(composer.make_context(session, now))
    return make_preview(composer, content, now)


def make_preview(composer: Composer, content: MailContent, now: datetime) -> MailPreview:
    """Return *content* as the message of *composer* shows it."""
    message = composer.preview(content, now)
    return MailPreview(
        str(message["Subject"]),
        str(message["From"]),
        read_part(message, "plain"),
        read_part(message, "html"),
        content.html_size,
        content.whole_size,
    )


def read_part(message: EmailMessage, kind: str) -> str:
    """Return the text of one part of *message*, empty when there is none."""
    body = message.get_body((kind,))
    return "" if body is None else str(body.get_content())
