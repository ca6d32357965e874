"""What was viewed in a span of days, and from where."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from blog.database import AnySession
from blog.models import PageKind
from blog.models.page_views import (
    NO_HOST,
    OTHER_HOSTS,
    OWN_HOST,
    MostViewed,
    list_hosts,
    list_most_viewed,
    sum_by_kind,
)
from blog.web.formatting.column_charts import ColumnChart, chart_views
from blog.web.formatting.day_spans import Span

MOST_VIEWED = 20
MOST_HOSTS = 20


class Hosts(NamedTuple):
    """Views by where they began: at the *named* sites, at *others*, within the site (*own*), and at *none* named."""

    named: Sequence[tuple[str, int]]
    others: int
    own: int
    none: int


@dataclass(frozen=True)
class ViewReport:
    """The figures of one span; *before* is the sum of as many days before it."""

    chart: ColumnChart
    before: int
    kinds: dict[PageKind, int]
    feeds: int
    most_viewed: Sequence[MostViewed]
    hosts: Hosts

    @property
    def is_empty(self) -> bool:
        """Return whether nothing at all was counted."""
        return not (self.chart.total or self.feeds)


def read_views(session: AnySession, span: Span) -> ViewReport:
    """Return what was viewed in *span*."""
    kinds = sum_by_kind(session, span.first, span.last)
    feeds = kinds.pop(PageKind.FEED, 0)
    before = sum_by_kind(session, *span.before)
    before.pop(PageKind.FEED, None)
    return ViewReport(
        chart=chart_views(session, span),
        before=sum(before.values()),
        kinds={kind: kinds[kind] for kind in PageKind if kind in kinds},
        feeds=feeds,
        most_viewed=list_most_viewed(session, span.first, span.last, MOST_VIEWED),
        hosts=group_hosts(list_hosts(session, span.first, span.last)),
    )


def group_hosts(hosts: dict[str, int]) -> Hosts:
    """Return *hosts* with the most frequent ones named, and all others in one sum."""
    own, none, others = (hosts.pop(name, 0) for name in (OWN_HOST, NO_HOST, OTHER_HOSTS))
    named = list(hosts.items())
    return Hosts(named[:MOST_HOSTS], others + sum(number for _, number in named[MOST_HOSTS:]), own, none)
