"""One alert for each reader, whatever the languages of an article: who gets it in which.

A reader is told in the language that the reader chose for mail, else in that
of the site's articles, else in the original's; and of what has been announced
by then: a translation that comes later reaches those alone who were not told.
"""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, case, exists, func, literal, or_, select, true
from sqlalchemy.orm import aliased, object_session

from blog.database import AnySession, content_language_tag
from blog.delivery.audience.reach import has_messages_in_flight
from blog.models import Alert, AlertKind, AlertState, Article, ArticleState, Delivery, DeliveryState, Subscriber


class AnnouncedVersion(NamedTuple):
    """One language in which an article was announced."""

    article_id: int
    language: str
    """BCP 47 tag, never empty."""
    is_original: bool
    alert_id: int


class OtherLanguages(NamedTuple):
    """The versions of an article that were announced besides it, and what it takes to choose among them."""

    own: AnnouncedVersion
    others: Sequence[AnnouncedVersion]
    site_language: str

    @property
    def every(self) -> list[AnnouncedVersion]:
        """Return all versions, first the one for readers without a wish: site's language, original, oldest."""
        ordered = sorted([self.own, *self.others], key=lambda one: one.article_id)
        return sorted(
            ordered, key=lambda one: (not is_same_language(one.language, self.site_language), not one.is_original)
        )


def find_languages_of(alert: Alert, article: Article) -> OtherLanguages | None:
    """Return the other versions that count for *alert*: none for one that is no publication, or goes to all again."""
    session = object_session(alert)
    if session is None or alert.kind is not AlertKind.PUBLICATION or alert.includes_told:
        return None
    return find_other_languages(session, article)


def find_other_languages(session: AnySession, article: Article) -> OtherLanguages | None:
    """Return the other versions of *article* that were announced; None for an article in one language."""
    original = article.translation_of_id or article.id
    is_stopped = Alert.state == AlertState.CANCELLED
    rows = session.execute(
        select(Article.id, Article.language, Alert.id)
        .join(Alert, and_(Alert.article_id == Article.id, Alert.kind == AlertKind.PUBLICATION))
        .where(
            or_(Article.id == original, Article.translation_of_id == original), Article.id != article.id, ~is_stopped
        )
    ).all()
    if not rows:
        return None
    usual = content_language_tag(session)
    others = [AnnouncedVersion(id, tag or usual, id == original, alert_id) for id, tag, alert_id in rows]
    own = AnnouncedVersion(article.id, article.language or usual, article.id == original, 0)
    return OtherLanguages(own, others, usual)


def is_same_language(tag: str, other: str) -> bool:
    """Return whether both tags name the same language, whatever the region or script."""
    return tag.partition("-")[0].lower() == other.partition("-")[0].lower()


def is_wanted_here(languages: OtherLanguages | None) -> ColumnElement[bool]:
    """Return as SQL whether a reader is to be told of this version of an article, and of no other."""
    if languages is None:
        return true()
    return and_(is_best(languages), ~was_told(languages))


def is_best(languages: OtherLanguages) -> ColumnElement[bool]:
    """Return as SQL whether no other version suits the reader better."""
    versions = languages.every
    exact = [(Subscriber.language == one.language, literal(one.article_id)) for one in versions]
    close = [(speaks(one.language), literal(one.article_id)) for one in versions]
    return case(*exact, *close, else_=literal(versions[0].article_id)) == languages.own.article_id


def speaks(tag: str) -> ColumnElement[bool]:
    """Return as SQL whether the reader chose the language of *tag*, in any region."""
    language = tag.partition("-")[0]
    return or_(Subscriber.language == language, Subscriber.language.startswith(f"{language}-"))


def was_told(languages: OtherLanguages) -> ColumnElement[bool]:
    """Return as SQL whether the reader is owed, or has had, the alert of another version."""
    return exists().where(
        Delivery.alert_id.in_([one.alert_id for one in languages.others]),
        Delivery.subscriber_id == Subscriber.id,
        Delivery.state != DeliveryState.SKIPPED,
    )


def is_audience_known() -> ColumnElement[bool]:
    """Return as SQL whether all is known that decides who gets an alert, or a correction of one."""
    is_settled = or_(Alert.kind != AlertKind.CORRECTION, ~has_messages_in_flight())
    return and_(is_settled, ~waits_for_translation())


def waits_for_translation() -> ColumnElement[bool]:
    """Return as SQL whether an alert's audience is decided later: once a version in another language is out, too.

    That is one that is scheduled to go live before the first message of the
    alert leaves, or whose own audience is being written, so that two workers
    do not choose for one reader.
    """
    mine, other, earlier = aliased(Article), aliased(Article), aliased(Alert)
    original = func.coalesce(mine.translation_of_id, mine.id)
    is_expanding = exists().where(
        earlier.article_id == other.id,
        earlier.kind == AlertKind.PUBLICATION,
        earlier.state == AlertState.EXPANDING,
        earlier.id < Alert.id,
    )
    is_due = and_(other.state == ArticleState.SCHEDULED, other.is_alert_wanted, other.scheduled_at <= Alert.starts_at)
    is_version = and_(or_(other.id == original, other.translation_of_id == original), other.id != mine.id)
    waits = exists().where(mine.id == Alert.article_id, is_version, or_(is_due, is_expanding))
    return and_(Alert.kind == AlertKind.PUBLICATION, waits)
