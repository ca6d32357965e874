"""Mail to the list: alerts, updates and corrections, and the test of an alert."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from blog.database import AnySession
from blog.delivery.composing.article_summary import (
    WITH_SUMMARY,
    ArticleSummary,
    CorrectionSummary,
    languages_of,
    summarize_article,
)
from blog.delivery.composing.envelope import PendingMessage
from blog.delivery.composing.mail_html.mail_body import write_body
from blog.delivery.composing.mail_kinds.mail_kind import MailContext, MailKind, declare
from blog.delivery.composing.mail_rendering import MAX_HTML_BYTES, MailContent, render_mail
from blog.delivery.composing.matched_follow import find_matched_follow
from blog.models import (
    Alert,
    AlertForm,
    AlertKind,
    AlertLevel,
    Article,
    Delivery,
    DeliveryKind,
    DeliveryPriority,
)
from blog.text.cleaning import clean_line
from blog.text.language import content_language, site_language
from blog.web.formatting.public_headline import typographic
from blog.web.site_identity.reading import site_settings


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
    if kind is AlertKind.UPDATE:
        content = render_mail("update", values, is_list=True)
    else:
        content = write_announcement(article, context, values)
    return replace(content, languages=languages_of([summary]), unsubscribe_url=follow.unfollow_url)


def write_announcement(article: Article, context: MailContext, values: Mapping[str, Any]) -> MailContent:
    """Return the message about a new article with *values*: as a whole where that is wanted, else its extract.

    A whole one that mail programs would cut off gives way to the extract, which says so.
    """
    if alert_form_of(article) is AlertForm.EXTRACT or article.is_retracted:
        return render_mail("alert", values, is_list=True)
    summary: ArticleSummary = values["article"]
    direction = content_language(article.language).direction
    body = write_body(article.body_html, summary.url, context.links, direction)
    whole = render_mail("alert", {**values, "body": body}, is_list=True)
    if whole.html_size <= MAX_HTML_BYTES:
        return whole
    return replace(render_mail("alert", {**values, "is_shortened": True}, is_list=True), whole_size=whole.html_size)


def alert_form_of(article: Article) -> AlertForm:
    """Return how much of *article* its alert carries: what was chosen for it, else what the site says."""
    return article.alert_form or AlertForm(site_settings().alert_form)


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


def write_test(article: Article, context: MailContext) -> MailContent:
    """Return the message of an alert about *article*, with [Test] in its subject."""
    test_level = select(Delivery.test_level).where(Delivery.id == context.delivery_id)
    level = context.session.scalar(test_level) or AlertLevel.NORMAL
    content = write_about(article, context, kind=AlertKind.PUBLICATION, level=level, note=None, followed="site")
    return replace(content, subject=_("[Test] %(subject)s", subject=content.subject))


def select_alerts() -> Select[Alert]:
    """Select alerts with article, author, photo and correction, as committed in the database."""
    query = select(Alert).options(joinedload(Alert.article).options(*WITH_SUMMARY), joinedload(Alert.correction))
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
TEST = declare(MailKind("test", title=_l("Test message"), reference="article", write=write_test))
"""A test of an article's alert, to one address that a member of the newsroom names."""
