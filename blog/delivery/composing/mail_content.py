"""What each kind of message shows: read from the database, put into the templates of its folder."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from flask_babel import format_date, format_timedelta
from flask_babel import gettext as _
from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from blog.database import AnySession
from blog.delivery.audience.quiet_hours import find_zone
from blog.delivery.composing.article_summary import tell, tell_each_once
from blog.delivery.composing.correction_mail import write_answer, write_correction
from blog.delivery.composing.mail_rendering import Letter, render_letter
from blog.delivery.composing.newsroom_mail import write_invitation, write_review
from blog.delivery.composing.schedule_mail import write_schedule_report
from blog.models import (
    Alert,
    AlertKind,
    AlertLevel,
    AlertState,
    Article,
    Delivery,
    DeliveryKind,
    FollowRequest,
    Frequency,
    PasswordReset,
    Subscriber,
)
from blog.text.cleaning import clean_line
from blog.text.language import site_language
from blog.web.links import CHANGE, CONFIRM, FOLLOW, RESET, Links

MOST_STORIES = 30
"""In one digest: Gmail cuts off what is longer than 102 KB."""


class EmptyDigest(LookupError):
    """All that the digest was to carry has been withdrawn or stopped meanwhile."""


class Digest(NamedTuple):
    """What one digest is made of: two readers with the same get the same letter."""

    frequency: Frequency
    day: date
    """On which it leaves, in the reader's zone."""
    alerts: tuple[int, ...]


class Contents:
    """Writes the letters of one site; *mark* stands where the token of the reader goes."""

    def __init__(self, links: Links, mark: str, *, confirmation: timedelta, reset: timedelta) -> None:
        self.links = links
        self.leave_url = links.absolute(f"/subscriptions/{mark}/leave")
        self.confirmation = confirmation
        self.reset = reset
        self.values = {"leave_url": self.leave_url, "preferences_url": self.leave_url.removesuffix("/leave")}

    @property
    def personal(self) -> dict[DeliveryKind, Callable[[AnySession, int], Letter]]:
        """What writes each kind of letter that goes to one person, from the key of its delivery."""
        return {
            DeliveryKind.CONFIRMATION: self.confirm,
            DeliveryKind.FOLLOW: self.follow,
            DeliveryKind.ADDRESS_CHANGE: self.change_address,
            DeliveryKind.ADDRESS_CHANGED: self.address_changed,
            DeliveryKind.PASSWORD_RESET: self.reset_password,
            DeliveryKind.INVITATION: self.invite,
            DeliveryKind.REVIEW: self.review,
            DeliveryKind.REPORT_ANSWER: self.answer_report,
            DeliveryKind.SCHEDULE: self.report_schedule,
        }

    def alert(self, session: AnySession, alert_id: int | None, now: datetime) -> Letter:
        """Return what everybody gets who is owed the alert."""
        alert = session.scalars(whole_alerts().where(Alert.id == alert_id)).one_or_none()
        if alert is None:
            raise LookupError("An alert's message without its alert.")
        if alert.kind is AlertKind.CORRECTION:
            return write_correction(alert, self.links, self.values, now)
        return self.about(alert.article, kind=alert.kind, level=alert.level, note=alert.note, now=now)

    def about(self, article: Article, *, kind: AlertKind, level: AlertLevel, note: str | None, now: datetime) -> Letter:
        """Return what an alert about *article* says."""
        folder = "update" if kind is AlertKind.UPDATE else "alert"
        story = tell(article, self.links, now, note)
        values = {**self.values, "story": story, "is_urgent": level is AlertLevel.URGENT}
        return render_letter(folder, values, is_list=True)

    def digest(self, session: AnySession, digest: "Digest", now: datetime) -> Letter:
        """Return what everybody gets whose digest of that day holds the same alerts."""
        alerts = session.scalars(whole_alerts().where(Alert.id.in_(digest.alerts))).all()
        stories = tell_each_once(list(alerts), self.links, now)
        if not stories:
            raise EmptyDigest
        more = max(0, len(stories) - MOST_STORIES)
        values = {
            **self.values,
            "stories": stories[:MOST_STORIES],
            "count": len(stories),
            "more": more,
            "archive_url": self.links.absolute("/archive/"),
            "is_weekly": digest.frequency is Frequency.WEEKLY,
            "day_text": format_date(digest.day, "full"),
        }
        return render_letter("digest", values, is_list=True)

    def confirm(self, session: AnySession, delivery_id: int) -> Letter:
        """Return the link and the address, and nothing else that somebody typed (defences D11)."""
        address, subscriber = self.read(session, delivery_id, Subscriber)
        token = self.links.sign(CONFIRM, [subscriber.id, subscriber.request_key])
        return self.ask("confirmation", address, self.confirmation, confirm_url=f"/subscriptions/confirm/{token}")

    def change_address(self, session: AnySession, delivery_id: int) -> Letter:
        """Return the link that makes the new address count; it goes there, and names nothing else."""
        address, subscriber = self.read(session, delivery_id, Subscriber)
        token = self.links.sign(CHANGE, [subscriber.id, subscriber.change_key or ""])
        return self.ask("address_change", address, self.confirmation, change_url=f"/subscriptions/change/{token}")

    def address_changed(self, session: AnySession, delivery_id: int) -> Letter:
        """Return the notice to an old address; the new one is nobody's business there."""
        address, _subscriber = self.read(session, delivery_id, Subscriber)
        return self.ask("address_changed", address, self.confirmation, subscribe_url="/subscribe")

    def reset_password(self, session: AnySession, delivery_id: int) -> Letter:
        """Return the link that lets its holder choose a new password."""
        address, reset = self.read(session, delivery_id, PasswordReset)
        token = self.links.sign(RESET, [reset.id])
        return self.ask("password_reset", address, self.reset, reset_url=f"/password-resets/{token}")

    def follow(self, session: AnySession, delivery_id: int) -> Letter:
        """Return the link that adds one topic, author or article to what a subscriber follows."""
        asked = session.scalars(select(FollowRequest).where(FollowRequest.delivery_id == delivery_id)).one_or_none()
        if asked is None:
            raise LookupError("A message without its request.")
        token = self.links.sign(FOLLOW, [asked.id, asked.key])
        path, what = f"/subscriptions/follow/{token}", clean_line(name_of(asked))
        return self.ask("follow", asked.subscriber.address, self.confirmation, what=what, follow_url=path)

    def test(self, session: AnySession, delivery_id: int, now: datetime) -> Letter:
        """Return what the alert would be of the article that the test is about."""
        article = self.read(session, delivery_id, Article)[1]
        level = session.scalar(select(Delivery.test_level).where(Delivery.id == delivery_id)) or AlertLevel.NORMAL
        letter = self.about(article, kind=AlertKind.PUBLICATION, level=level, note=None, now=now)
        return replace(letter, subject=_("[Test] %(subject)s", subject=letter.subject))

    def invite(self, session: AnySession, delivery_id: int) -> Letter:
        """Return the link by which a new member of the newsroom chooses a password."""
        return write_invitation(session, delivery_id, self.links)

    def review(self, session: AnySession, delivery_id: int) -> Letter:
        """Return what became of an article that was handed in."""
        return write_review(session, delivery_id, self.links)

    def answer_report(self, session: AnySession, delivery_id: int) -> Letter:
        """Return what the desk says to a reader who reported an error."""
        return write_answer(session, delivery_id, self.links)

    def report_schedule(self, session: AnySession, delivery_id: int) -> Letter:
        """Return what the desk is told about a time that was not kept."""
        return write_schedule_report(session, delivery_id, self.links)

    def read(self, session: AnySession, delivery_id: int, noun: Any) -> Any:
        """Return address and row that the message is about."""
        about = {Subscriber: Delivery.subscriber, PasswordReset: Delivery.reset, Article: Delivery.article}[noun]
        found = session.execute(select(Delivery.address, noun).join(about).where(Delivery.id == delivery_id)).first()
        if found is None:
            raise LookupError(f"A message without its {noun.__name__}.")
        return found

    def ask(self, folder: str, address: str, lifetime: timedelta, *, what: str = "", **paths: str) -> Letter:
        """Return a letter to one person who asked for it."""
        urls = {name: self.links.absolute(path) for name, path in paths.items()}
        values = {"address": address, "lifetime": format_timedelta(lifetime), "what": what, **urls}
        return render_letter(folder, values, is_list=False)


def whole_alerts() -> Select[Alert]:
    """Select alerts with all that their messages show, as it stands in the database now."""
    article = joinedload(Alert.article)
    parts = (
        article.joinedload(Article.author),
        article.selectinload(Article.coauthors),
        article.joinedload(Article.lead_picture),
    )
    whole = select(Alert).options(*parts, joinedload(Alert.correction))
    return whole.execution_options(populate_existing=True)


def read_digest(session: AnySession, delivery_id: int) -> Digest:
    """Return what the digest with this key carries."""
    row = session.execute(
        select(Delivery.frequency, Delivery.owed_at, Subscriber.timezone)
        .join(Delivery.subscriber)
        .where(Delivery.id == delivery_id)
    ).first()
    if row is None:
        raise LookupError("A digest without its reader.")
    carried = select(Alert.id).join(Delivery, Delivery.alert_id == Alert.id).order_by(Alert.id)
    wanted = (Delivery.carried_by_id == delivery_id, Alert.state != AlertState.CANCELLED, Alert.paused_at.is_(None))
    zone = find_zone(row.timezone, str(site_language().zone))
    return Digest(row.frequency, row.owed_at.astimezone(zone).date(), tuple(session.scalars(carried.where(*wanted))))


def name_of(asked: FollowRequest) -> str:
    """Return what *asked* names, as part of a sentence."""
    if asked.topic:
        return str(_("the topic %(name)s", name=asked.topic.name))
    if asked.author:
        return str(_("what %(name)s writes", name=asked.author.name))
    if asked.article:
        return str(_("the story “%(name)s”", name=asked.article.headline))
    return str(_("everything new on the site"))
