"""The archive by month, in the time zone of the site."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from sqlalchemy import Integer, Select, column, func, select, values

from blog.database import AnySession, UTCDateTime
from blog.models import Article, ArticleState

MAX_MONTHS = 9_600
"""800 years, for what was printed long ago; three parameters a month, of the 32,766 that SQLite takes."""
FIRST_YEAR, LAST_YEAR = 2, 9998
"""One less than datetime has at each end, since the month may begin in another year in UTC."""
PUBLIC = Article.state == ArticleState.PUBLISHED
PUBLISHED_RANGE = select(
    select(func.min(Article.published_at)).where(PUBLIC).scalar_subquery(),
    select(func.max(Article.published_at)).where(PUBLIC).scalar_subquery(),
)
"""Dates of the first and the last article, in two subqueries: min and max in one would scan the whole index."""


@dataclass(frozen=True)
class Month:
    """A calendar month in the time zone *zone*."""

    year: int
    month: int
    zone: tzinfo

    @property
    def start(self) -> datetime:
        """Return the first moment of the month, in UTC."""
        return datetime(self.year, self.month, 1, tzinfo=self.zone).astimezone(UTC)

    @property
    def end(self) -> datetime:
        """Return the first moment of the next month, in UTC."""
        return self.before(-1).start

    def before(self, count: int = 1) -> "Month":
        """Return the month that lies *count* months before this one."""
        years, month = divmod(self.month - 1 - count, 12)
        return Month(self.year + years, month + 1, self.zone)


@dataclass(frozen=True)
class MonthCount:
    """A month and the number of articles published in it."""

    month: Month
    count: int


def month_of(moment: datetime, zone: tzinfo) -> Month:
    """Return the month of *moment* in *zone*."""
    local = moment.astimezone(zone)
    return Month(local.year, local.month, zone)


def parse_month(year: int, month: int, zone: tzinfo) -> Month | None:
    """Return the month, or None when *year* or *month* is out of range."""
    is_real = FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12
    return Month(year, month, zone) if is_real else None


def select_month(month: Month) -> Select[Article]:
    """Select the articles published in *month*, newest first."""
    return Article.published().where(Article.published_at >= month.start, Article.published_at < month.end)


def find_adjacent_months(session: AnySession, month: Month) -> tuple[Month | None, Month | None]:
    """Return the nearest months before and after *month* with articles, None where there is none."""
    earlier = select(func.max(Article.published_at)).where(PUBLIC, Article.published_at < month.start)
    later = select(func.min(Article.published_at)).where(PUBLIC, Article.published_at >= month.end)
    found = session.execute(select(earlier.scalar_subquery(), later.scalar_subquery())).one()
    before, after = (None if moment is None else month_of(moment, month.zone) for moment in found)
    return before, after


def count_months(session: AnySession, zone: tzinfo) -> list[MonthCount]:
    """Return the months with articles, newest first, counted with one query along the index."""
    first, last = session.execute(PUBLISHED_RANGE).one()
    if first is None or last is None:
        return []
    months = list(months_between(month_of(first, zone), month_of(last, zone)))
    counts = count_articles(session, months)
    return [MonthCount(month, count) for month, count in zip(months, counts, strict=True) if count]


def months_between(first: Month, last: Month) -> Iterator[Month]:
    """Yield the months from *last* back to *first*, at most MAX_MONTHS."""
    for step in range(MAX_MONTHS):
        month = last.before(step)
        yield month
        if month == first:
            return


def count_articles(session: AnySession, months: list[Month]) -> list[int]:
    """Return the number of articles published in each of *months*."""
    columns = (column("place", Integer), column("start", UTCDateTime), column("end", UTCDateTime))
    rows = [(place, month.start, month.end) for place, month in enumerate(months)]
    calendar = values(*columns, name="calendar").data(rows).cte("calendar")
    inside = (Article.published_at >= calendar.c.start, Article.published_at < calendar.c.end)
    count = select(func.count()).where(Article.state == ArticleState.PUBLISHED, *inside).scalar_subquery()
    found = session.execute(select(calendar.c.place, count).order_by(calendar.c.place))
    return [row[1] for row in found]
