"""The digest: one message with all that a reader wants daily or weekly, its lead under a photo."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from flask_babel import format_date
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from blog.database import AnySession
from blog.delivery.audience.quiet_hours import find_zone
from blog.delivery.composing.article_summary import ArticleSummary, languages_of, lead_with_photo, summarize_alerts
from blog.delivery.composing.envelope import PendingMessage
from blog.delivery.composing.mail_kinds.list_mail import select_alerts
from blog.delivery.composing.mail_kinds.mail_kind import MailContext, MailKind, declare
from blog.delivery.composing.mail_rendering import MailContent, render_mail
from blog.models import Alert, AlertState, Delivery, DeliveryKind, DeliveryPriority, Frequency, Subscriber
from blog.text.language import site_language

MAX_ARTICLES = 30
"""In one digest: Gmail cuts off what is longer than 102 KB."""


class EmptyDigest(LookupError):
    """All articles of the digest have been withdrawn, or their alerts stopped."""


class DigestContent(NamedTuple):
    """The contents of one digest: readers with equal contents get the same message."""

    frequency: Frequency
    day: date
    """On which it leaves, in the reader's zone."""
    alerts: tuple[int, ...]


def read_digest(session: AnySession, pending: PendingMessage) -> DigestContent:
    """Return the contents of the digest *pending*.

    Raises:
        LookupError: its reader is gone.
    """
    row = session.execute(
        select(Delivery.frequency, Delivery.owed_at, Subscriber.timezone)
        .join(Delivery.subscriber)
        .where(Delivery.id == pending.id)
    ).first()
    if row is None:
        raise LookupError("A digest without its reader.")
    carried = select(Alert.id).join(Delivery, Delivery.alert_id == Alert.id).order_by(Alert.id)
    is_sendable = (Delivery.carried_by_id == pending.id, Alert.state != AlertState.CANCELLED, Alert.paused_at.is_(None))
    zone = find_zone(row.timezone, str(site_language().zone))
    return DigestContent(
        row.frequency, row.owed_at.astimezone(zone).date(), tuple(session.scalars(carried.where(*is_sendable)))
    )


def write_digest(digest: DigestContent, context: MailContext) -> MailContent:
    """Return the message of a digest.

    Raises:
        EmptyDigest: no article is left to show.
    """
    alerts = context.session.scalars(select_alerts().where(Alert.id.in_(digest.alerts))).all()
    articles = lead_with_photo(summarize_alerts(list(alerts), context.links, context.now))
    if not articles:
        raise EmptyDigest
    return render_digest(articles, context, digest.frequency, digest.day)


def render_digest(
    articles: Sequence[ArticleSummary], context: MailContext, frequency: Frequency, day: date
) -> MailContent:
    """Return the digest of *articles*, of which the first leads, that leaves on *day*."""
    shown = articles[:MAX_ARTICLES]
    values = {
        **context.list_urls,
        "articles": shown,
        "count": len(articles),
        "more_count": len(articles) - 1,
        "more": max(0, len(articles) - MAX_ARTICLES),
        "archive_url": context.links.absolute("/archive/"),
        "is_weekly": frequency is Frequency.WEEKLY,
        "day_text": format_date(day, "full"),
    }
    return replace(render_mail("digest", values, is_list=True), languages=languages_of(shown))


DIGEST = declare(
    MailKind(
        DeliveryKind.DIGEST.value,
        title=_l("Digest"),
        reference="subscriber",
        is_list=True,
        priority=DeliveryPriority.BULK,
        read=read_digest,
        write=write_digest,
    )
)
