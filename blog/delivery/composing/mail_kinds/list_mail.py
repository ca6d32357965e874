"""Mail to the list: alerts, updates, corrections and digests, and the test of an alert."""

from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from flask_babel import format_date
from flask_babel import gettext as _
from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from blog.database import AnySession
from blog.delivery.audience.quiet_hours import find_zone
from blog.delivery.composing.article_summary import tell, tell_each_once
from blog.delivery.composing.envelope import Owed
from blog.delivery.composing.mail_kinds.amendments import Amendment
from blog.delivery.composing.mail_kinds.declaration import MailContext, MailKind, declare
from blog.delivery.composing.mail_rendering import Letter, render_letter
from blog.models import (
    Alert,
    AlertKind,
    AlertLevel,
    AlertState,
    Article,
    Delivery,
    DeliveryKind,
    DeliveryPriority,
    Frequency,
    Subscriber,
)
from blog.text.language import site_language

MAX_STORIES = 30
"""In one digest: Gmail cuts off what is longer than 102 KB."""


class EmptyDigest(LookupError):
    """All that the digest was to carry has been withdrawn or stopped meanwhile."""


class Digest(NamedTuple):
    """What one digest is made of: two readers with the same get the same message."""

    frequency: Frequency
    day: date
    """On which it leaves, in the reader's zone."""
    alerts: tuple[int, ...]


def read_alert_id(session: AnySession, owed: Owed) -> int | None:
    """Return which alert is owed: all its readers get the same message."""
    return owed.alert_id


def write_alert(alert_id: int | None, context: MailContext) -> Letter:
    """Return what everybody gets who is owed the alert.

    Raises:
        LookupError: the alert or its correction is gone.
    """
    alert = context.session.scalars(whole_alerts().where(Alert.id == alert_id)).one_or_none()
    if alert is None:
        raise LookupError("An alert's message without its alert.")
    if alert.kind is AlertKind.CORRECTION:
        return write_correction(alert, context)
    return write_about(alert.article, context, kind=alert.kind, level=alert.level, note=alert.note)


def write_about(
    article: Article, context: MailContext, *, kind: AlertKind, level: AlertLevel, note: str | None
) -> Letter:
    """Return what an alert about *article* says."""
    folder = "update" if kind is AlertKind.UPDATE else "alert"
    story = tell(article, context.links, context.now, note)
    values = {**context.list_urls, "story": story, "is_urgent": level is AlertLevel.URGENT}
    return render_letter(folder, values, is_list=True)


def write_correction(alert: Alert, context: MailContext) -> Letter:
    """Return what everybody gets who is owed the *alert* about a correction.

    Raises:
        LookupError: the correction is gone.
    """
    if alert.correction is None:
        raise LookupError("An alert about a correction that is gone.")
    story = tell(alert.article, context.links, context.now)
    amendment = Amendment.of(alert.correction, story.url)
    return render_letter("correction", {**context.list_urls, "story": story, "amendment": amendment}, is_list=True)


def read_digest(session: AnySession, owed: Owed) -> Digest:
    """Return what the digest that is owed carries.

    Raises:
        LookupError: its reader is gone.
    """
    row = session.execute(
        select(Delivery.frequency, Delivery.owed_at, Subscriber.timezone)
        .join(Delivery.subscriber)
        .where(Delivery.id == owed.id)
    ).first()
    if row is None:
        raise LookupError("A digest without its reader.")
    carried = select(Alert.id).join(Delivery, Delivery.alert_id == Alert.id).order_by(Alert.id)
    wanted = (Delivery.carried_by_id == owed.id, Alert.state != AlertState.CANCELLED, Alert.paused_at.is_(None))
    zone = find_zone(row.timezone, str(site_language().zone))
    return Digest(row.frequency, row.owed_at.astimezone(zone).date(), tuple(session.scalars(carried.where(*wanted))))


def write_digest(digest: Digest, context: MailContext) -> Letter:
    """Return what everybody gets whose digest of that day holds the same alerts.

    Raises:
        EmptyDigest: none of them is to be shown any more.
    """
    alerts = context.session.scalars(whole_alerts().where(Alert.id.in_(digest.alerts))).all()
    stories = tell_each_once(list(alerts), context.links, context.now)
    if not stories:
        raise EmptyDigest
    values = {
        **context.list_urls,
        "stories": stories[:MAX_STORIES],
        "count": len(stories),
        "more": max(0, len(stories) - MAX_STORIES),
        "archive_url": context.links.absolute("/archive/"),
        "is_weekly": digest.frequency is Frequency.WEEKLY,
        "day_text": format_date(digest.day, "full"),
    }
    return render_letter("digest", values, is_list=True)


def write_test(article: Article, context: MailContext) -> Letter:
    """Return what the alert of *article* would be, marked as a test."""
    test_level = select(Delivery.test_level).where(Delivery.id == context.delivery_id)
    level = context.session.scalar(test_level) or AlertLevel.NORMAL
    letter = write_about(article, context, kind=AlertKind.PUBLICATION, level=level, note=None)
    return replace(letter, subject=_("[Test] %(subject)s", subject=letter.subject))


def whole_alerts() -> Select[Alert]:
    """Select alerts with all that their messages show, as it stands in the database now."""
    article = joinedload(Alert.article)
    parts: tuple[Any, ...] = (
        article.joinedload(Article.author),
        article.selectinload(Article.coauthors),
        article.joinedload(Article.lead_picture),
    )
    whole = select(Alert).options(*parts, joinedload(Alert.correction))
    return whole.execution_options(populate_existing=True)


ALERT = declare(
    MailKind(
        DeliveryKind.ALERT.value,
        reference="subscriber",
        is_list=True,
        priority=DeliveryPriority.ALERT,
        read=read_alert_id,
        write=write_alert,
    )
)
DIGEST = declare(
    MailKind(
        DeliveryKind.DIGEST.value,
        reference="subscriber",
        is_list=True,
        priority=DeliveryPriority.BULK,
        read=read_digest,
        write=write_digest,
    )
)
TEST = declare(MailKind("test", reference="article", write=write_test))
"""The message about an article as its alert would be, to the one address that somebody at the desk names."""
