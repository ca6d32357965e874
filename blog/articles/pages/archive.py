"""The archive: every month in which something was published, by the calendar of the site's own time zone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from sqlalchemy import Integer, Select, column, func, select, values

from blog.database import AnySession, UTCDateTime
from blog.models import Article, ArticleState

MOST_MONTHS = 1200
FIRST_YEAR, LAST_YEAR = 1900, 9998
PUBLIC = Article.state == ArticleState.PUBLISHED
SPAN = select(
    select(func.min(Article.published_at)).where(PUBLIC).scalar_subquery(),
    select(func.max(Article.published_at)).where(PUBLIC).scalar_subquery(),
)
"""When the first and the last was published; each by itself, since together they cost a walk along the index."""


@dataclass(frozen=True)
class Month:
    """One month of the calendar in the time zone *zone*."""

    year: int
    month: int
    zone: tzinfo

    @property
    def start(self) -> datetime:
        """Return the first moment of the month."""
        return datetime(self.year, self.month, 1, tzinfo=self.zone).astimezone(UTC)

    @property
    def end(self) -> datetime:
        """Return the first moment of the next month."""
        return self.before(-1).start

    def before(self, count: int = 1) -> "Month":
        """Return the month that lies *count* months before this one."""
        years, month = divmod(self.month - 1 - count, 12)
        return Month(self.year + years, month + 1, self.zone)


@dataclass(frozen=True)
class MonthCount:
    """A month and how many articles were published in it."""

    month: Month
    count: int


def month_of(moment: datetime, zone: tzinfo) -> Month:
    """Return the month in which *moment* lies."""
    local = moment.astimezone(zone)
    return Month(local.year, local.month, zone)


def read_month(year: int, month: int, zone: tzinfo) -> Month | None:
    """Return the month that an address names, or None when the calendar has none such."""
    is_real = FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12
    return Month(year, month, zone) if is_real else None


def in_month(month: Month) -> Select[Article]:
    """Select what was published in *month*, newest first."""
    return Article.published().where(Article.published_at >= month.start, Article.published_at < month.end)


def find_beside(session: AnySession, month: Month) -> tuple[Month | None, Month | None]:
    """Return the months before and after *month* in which something was published, None where there is none."""
    earlier = select(func.max(Article.published_at)).where(PUBLIC, Article.published_at < month.start)
    later = select(func.min(Article.published_at)).where(PUBLIC, Article.published_at >= month.end)
    found = session.execute(select(earlier.scalar_subquery(), later.scalar_subquery())).one()
    before, after = (None if moment is None else month_of(moment, month.zone) for moment in found)
    return before, after


def count_months(session: AnySession, zone: tzinfo) -> list[MonthCount]:
    """Return the months with articles, newest first, each counted along the index in one query."""
    first, last = session.execute(SPAN).one()
    if first is None or last is None:
        return []
    months = list(months_between(month_of(first, zone), month_of(last, zone)))
    counts = count_each(session, months)
    return [MonthCount(month, count) for month, count in zip(months, counts, strict=True) if count]


def months_between(first: Month, last: Month) -> Iterator[Month]:
    """Yield the months from *last* back to *first*, at most MOST_MONTHS."""
    for step in range(MOST_MONTHS):
        month = last.before(step)
        yield month
        if month == first:
            return


def count_each(session: AnySession, months: list[Month]) -> list[int]:
    """Return how many articles were published in each of *months*."""
    columns = (column("place", Integer), column("start", UTCDateTime), column("end", UTCDateTime))
    rows = [(place, month.start, month.end) for place, month in enumerate(months)]
    calendar = values(*columns, name="calendar").data(rows).cte("calendar")
    inside = (Article.published_at >= calendar.c.start, Article.published_at < calendar.c.end)
    count = select(func.count()).where(Article.state == ArticleState.PUBLISHED, *inside).scalar_subquery()
    found = session.execute(select(calendar.c.place, count).order_by(calendar.c.place))
    return [row[1] for row in found]
