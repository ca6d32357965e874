"""What goes out next, in one order: scheduled articles, endings, digests."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, load_only

from blog.database import AnySession
from blog.database.statements import without_index
from blog.models import (
    OPEN_ALERT_STATES,
    Alert,
    Article,
    ArticleState,
    Delivery,
    DeliveryState,
    Frequency,
    Person,
    Role,
    RowCount,
)
from blog.models.delivery import IS_UNGATHERED

MAX_SHOWN = 6
DIGESTS = (Frequency.DAILY, Frequency.WEEKLY)


class UpcomingKind(StrEnum):
    """What will happen."""

    GOES_LIVE = "goes_live"
    ENDS = "ends"
    DIGEST = "digest"


@dataclass(frozen=True)
class UpcomingItem:
    """What happens at *at*, with *article*, or to so many *readers* of digests by their frequency."""

    kind: UpcomingKind
    at: datetime
    article: Article | None = None
    readers: dict[str, int] | None = None


def list_upcoming(session: AnySession, person: Person, now: datetime) -> list[UpcomingItem]:
    """Return what goes out next of what *person* may see, the soonest first, at most MAX_SHOWN."""
    seen = Article.visible_to(person).options(
        load_only(Article.id, Article.headline, Article.state, Article.scheduled_at, Article.ends_at,
                  Article.is_alert_wanted),
        joinedload(Article.author),
    )  # fmt: skip
    items = [*list_scheduled(session, seen), *list_endings(session, seen, now)]
    if person.may(Role.EDITOR):
        items += list_digests(session, now)
    return sorted(items, key=lambda item: item.at)[:MAX_SHOWN]


def list_scheduled(session: AnySession, seen: Select[Article]) -> Iterator[UpcomingItem]:
    """Yield the articles of *seen* that go live by themselves."""
    scheduled = seen.where(Article.state == ArticleState.SCHEDULED, Article.scheduled_at.is_not(None))
    for article in session.scalars(scheduled.order_by(Article.scheduled_at, Article.id).limit(MAX_SHOWN)):
        if article.scheduled_at is not None:
            yield UpcomingItem(UpcomingKind.GOES_LIVE, article.scheduled_at, article)


def list_endings(session: AnySession, seen: Select[Article], now: datetime) -> Iterator[UpcomingItem]:
    """Yield the articles of *seen* that leave the lists at their time."""
    ending = seen.where(without_index(Article.state) == ArticleState.PUBLISHED, Article.ends_at > now)
    for article in session.scalars(ending.order_by(Article.ends_at, Article.id).limit(MAX_SHOWN)):
        if article.ends_at is not None:
            yield UpcomingItem(UpcomingKind.ENDS, article.ends_at, article)


def list_digests(session: AnySession, now: datetime) -> Iterator[UpcomingItem]:
    """Yield the next digest, if readers wait for one."""
    readers = count_digest_readers(session, session.scalars(select_open_alerts()).all())
    soonest = select(Delivery.due_at).where(IS_UNGATHERED, Delivery.state == DeliveryState.WAITING)
    due_at = session.scalar(soonest.order_by(Delivery.due_at).limit(1)) if readers else None
    if due_at is not None:
        yield UpcomingItem(UpcomingKind.DIGEST, max(due_at, now), readers=readers)


def select_open_alerts() -> Select[int]:
    """Select the keys of the alerts that are on their way."""
    return select(Alert.id).where(Alert.state.in_(OPEN_ALERT_STATES), Alert.paused_at.is_(None)).limit(20)


def count_digest_readers(session: AnySession, alert_ids: Sequence[int]) -> dict[str, int]:
    """Return how many messages of the alerts wait for digests, by their frequency."""
    kept = select(RowCount.detail, func.sum(RowCount.amount)).where(
        RowCount.counted == "deliveries",
        RowCount.owner_id.in_(alert_ids),
        RowCount.state == DeliveryState.WAITING.value,
        RowCount.detail.in_([one.value for one in DIGESTS]),
    )
    counts = session.execute(kept.group_by(RowCount.detail)).all()
    return {frequency: int(number) for frequency, number in counts if number}
