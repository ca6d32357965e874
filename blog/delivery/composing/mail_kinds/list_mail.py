"""Mail to the list: alerts, updates, corrections and digests, and the test of an alert."""

from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from blog.database import AnySession
from blog.delivery.audience.quiet_hours import find_zone
from blog.delivery.composing.article_summary import (
    CorrectionSummary,
    languages_of,
    lead_with_photo,
    summarize_alerts,
    summarize_article,
)
from blog.delivery.composing.envelope import PendingMessage
from blog.delivery.composing.mail_kinds.mail_kind import MailContext, MailKind, declare
from blog.delivery.composing.mail_rendering import MailContent, render_mail
from blog.delivery.composing.matched_follow import find_matched_follow
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
from blog.text.cleaning import clean_line
from blog.text.language import site_language
from blog.web.formatting.public_headline import typographic

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


class AlertContent(NamedTuple):
    """The contents of one alert's message: readers who follow the same get the same message."""

    alert_id: int | None
    followed: str | None
    """As in Delivery."""


def read_alert(session: AnySession, pending: PendingMessage) -> AlertContent:
    """Return the contents of the alert's message that is *pending*."""
    return AlertContent(pending.alert_id, pending.followed)


def write_alert(content: AlertContent, context: MailContext) -> MailContent:
    """Return the message of an alert.

    Raises:
        LookupError: the alert or its correction is gone.
    """
    alert = context.session.scalars(select_alerts().where(Alert.id == content.alert_id)).one_or_none()
    if alert is None:
        raise LookupError("An alert's message without its alert.")
    if alert.kind is AlertKind.CORRECTION:
        return write_correction(alert, context)
    return write_about(
        alert.article, context, kind=alert.kind, level=alert.level, note=alert.note, followed=content.followed
    )


def write_about(
    article: Article,
    context: MailContext,
    *,
    kind: AlertKind,
    level: AlertLevel,
    note: str | None,
    followed: str | None,
) -> MailContent:
    """Return the message of an alert about *article* to readers who follow *followed*, as in Delivery."""
    summary = summarize_article(article, context.links, context.now, note)
    follow = find_matched_follow(context.session, followed, context.list_urls["preferences_url"])
    values = {
        **context.list_urls,
        "article": summary,
        "is_urgent": level is AlertLevel.URGENT,
        "day_text": format_date(context.now.astimezone(site_language().zone), "full"),
        "follow": follow,
    }
    content = render_mail("update" if kind is AlertKind.UPDATE else "alert", values, is_list=True)
    return replace(content, languages=languages_of([summary]), unsubscribe_url=follow.unfollow_url)


def write_correction(alert: Alert, context: MailContext) -> MailContent:
    """Return the message of an *alert* about a correction.

    Raises:
        LookupError: the correction is gone.
    """
    if alert.correction is None:
        raise LookupError("An alert about a correction that is gone.")
    # The subject says already that it is a retraction.
    headline = clean_line(typographic(alert.article.headline, alert.article))
    summary = replace(summarize_article(alert.article, context.links, context.now), headline=headline)
    correction = CorrectionSummary.of(alert.correction, summary.url)
    values = {**context.list_urls, "article": summary, "correction": correction}
    return replace(render_mail("correction", values, is_list=True), languages=languages_of([summary]))


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
    shown = articles[:MAX_ARTICLES]
    values = {
        **context.list_urls,
        "articles": shown,
        "count": len(articles),
        "more_count": len(articles) - 1,
        "more": max(0, len(articles) - MAX_ARTICLES),
        "archive_url": context.links.absolute("/archive/"),
        "is_weekly": digest.frequency is Frequency.WEEKLY,
        "day_text": format_date(digest.day, "full"),
    }
    return replace(render_mail("digest", values, is_list=True), languages=languages_of(shown))


def write_test(article: Article, context: MailContext) -> MailContent:
    """Return the message of an alert about *article*, with [Test] in its subject."""
    test_level = select(Delivery.test_level).where(Delivery.id == context.delivery_id)
    level = context.session.scalar(test_level) or AlertLevel.NORMAL
    content = write_about(article, context, kind=AlertKind.PUBLICATION, level=level, note=None, followed="site")
    return replace(content, subject=_("[Test] %(subject)s", subject=content.subject))


def select_alerts() -> Select[Alert]:
    """Select alerts with article, author, photo and correction, as committed in the database."""
    article = joinedload(Alert.article)
    options: tuple[Any, ...] = (
        article.joinedload(Article.author),
        article.selectinload(Article.coauthors),
        article.selectinload(Article.topics),
        article.joinedload(Article.lead_picture),
    )
    query = select(Alert).options(*options, joinedload(Alert.correction))
    return query.execution_options(populate_existing=True)


ALERT = declare(
    MailKind(
        DeliveryKind.ALERT.value,
        title=_l("Alert"),
        reference="subscriber",
        is_list=True,
        priority=DeliveryPriority.ALERT,
        read=read_alert,
        write=write_alert,
    )
)
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
TEST = declare(MailKind("test", title=_l("Test message"), reference="article", write=write_test))
"""A test of an article's alert, to one address that a member of the newsroom names."""
