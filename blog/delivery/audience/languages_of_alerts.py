"""One alert for each reader, whatever the languages of an article: who gets it in which.

A reader is told in the language that the reader chose for mail, else in that
of the site's articles, else in the original's; and of what has been announced
by then: a translation that comes later reaches those alone who were not told.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import NamedTuple

from sqlalchemy import ColumnElement, Row, Select, and_, case, exists, func, literal, or_, select, true
from sqlalchemy.orm import aliased, object_session

from blog.database import AnySession, content_language_tag, lock_by_number
from blog.delivery.audience.reach import has_messages_in_flight, may_have_received
from blog.models import Alert, AlertKind, AlertState, Article, ArticleState, Delivery, DeliveryState, Subscriber

COLUMNS = (
    Article.id,
    Article.author_id,
    Article.language,
    Article.state,
    Alert.id.label("alert_id"),
    Alert.state.label("alert_state"),
    Alert.announced_at,
    Alert.ledger_deleted_at,
)

VERSIONS_LOCK = 0x62616C65 << 32
"""Added to the id of an original; apart from the number that an upgrade locks."""


class AnnouncedVersion(NamedTuple):
    """One language in which an article was announced."""

    article_id: int
    author_id: int
    language: str
    """BCP 47 tag, never empty."""
    is_original: bool
    alert_id: int = 0
    is_running: bool = True
    """Whether its alert reaches all whom it is for; one that was stopped, or whose article is gone, has ended."""
    forgotten_since: datetime | None = None
    """When its alert was announced, if the messages have been deleted since; None while it is known who was told."""


class OtherLanguages(NamedTuple):
    """The versions of an article that were announced besides it, and what it takes to choose among them."""

    own: AnnouncedVersion
    others: Sequence[AnnouncedVersion]
    site_language: str

    @property
    def running(self) -> Sequence[AnnouncedVersion]:
        """Return those of the others whose alerts reach all whom they are for."""
        return [one for one in self.others if one.is_running]

    @property
    def every(self) -> list[AnnouncedVersion]:
        """Return the versions to choose from, first the one for readers without a wish: site's, original, oldest."""
        ordered = sorted([self.own, *self.running], key=lambda one: one.article_id)
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
    original = original_id(article)
    others = and_(or_(Article.id == original, Article.translation_of_id == original), Article.id != article.id)
    announced = select(*COLUMNS).join(Alert, and_(Alert.article_id == Article.id, Alert.kind == AlertKind.PUBLICATION))
    rows = session.execute(announced.where(others)).all()
    if not rows:
        return None
    usual = content_language_tag(session)
    own = AnnouncedVersion(article.id, article.author_id, article.language or usual, article.id == original)
    return OtherLanguages(own, [to_version(row, original, usual) for row in rows], usual)


def original_id(article: Article) -> int:
    """Return the id of the article of which *article* is a version."""
    return article.translation_of_id or article.id


def to_version(row: Row[*tuple[object, ...]], original: int, usual: str) -> AnnouncedVersion:
    """Return the version in *row* of COLUMNS; articles without a language are in the *usual* one."""
    is_running = row.state is ArticleState.PUBLISHED and row.alert_state is not AlertState.CANCELLED
    forgotten_since = row.announced_at if row.ledger_deleted_at else None
    tag = row.language or usual
    return AnnouncedVersion(row.id, row.author_id, tag, row.id == original, row.alert_id, is_running, forgotten_since)


def lock_versions(session: AnySession, article: Article) -> None:
    """Let no other worker write the audience of another version of *article* until the caller commits.

    No row is locked: who withdraws the article holds its row and waits for that of the alert.
    """
    lock_by_number(session, VERSIONS_LOCK + original_id(article))


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
    """Return as SQL whether the reader is owed, or may have had, the alert of another version.

    Of an alert that has ended that is who may have got it. Where the messages
    were deleted for their age, all count who were readers at that time.
    """
    row = aliased(Delivery)
    running = [one.alert_id for one in languages.running]
    ended = [one.alert_id for one in languages.others if not one.is_running]
    is_told = or_(
        and_(row.alert_id.in_(running), row.state != DeliveryState.SKIPPED),
        and_(row.alert_id.in_(ended), may_have_received(row)),
    )
    forgotten = [one.forgotten_since for one in languages.others if one.forgotten_since]
    return or_(
        exists().where(row.subscriber_id == Subscriber.id, row.alert_id.in_([*running, *ended]), is_told),
        *(Subscriber.confirmed_at <= moment for moment in forgotten),
    )


def select_told(languages: OtherLanguages) -> Select[int]:
    """Select the ids of the readers who are owed, or may have had, the alert of another version."""
    return select(Subscriber.id).where(was_told(languages))


@cache  # As in reach: an idle worker asks at each round.
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
