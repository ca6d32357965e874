"""The report keeps feeds out of the sum and folds what is rare."""

from datetime import date, timedelta

from flask import Flask

from blog.database import db
from blog.models import PageKind, ViewedPage
from blog.models.page_views import add_referrals, add_views
from blog.site.statistics.view_report import MOST_HOSTS, group_hosts, read_views
from blog.web.formatting.day_spans import Span

TODAY = date(2026, 5, 4)
FRONT, FEED = ViewedPage(PageKind.FRONT), ViewedPage(PageKind.FEED)


def test_feeds_are_apart_and_the_days_before_are_compared(app: Flask) -> None:
    add_views(db.session, TODAY, {FRONT: 4, FEED: 50})
    add_views(db.session, TODAY - timedelta(7), {FRONT: 3, FEED: 50})
    add_referrals(db.session, TODAY, {"example.org": 2, "own": 1})

    report = read_views(db.session, Span(7, TODAY))

    assert (report.chart.total, report.before, report.feeds, report.kinds) == (4, 3, 50, {PageKind.FRONT: 4})
    assert (report.hosts.named, report.hosts.own) == ([("example.org", 2)], 1)
    assert not report.is_empty
    assert read_views(db.session, Span(7, TODAY - timedelta(40))).is_empty


def test_rare_sites_are_summed_as_others() -> None:
    hosts = group_hosts({**{f"a{number}.example": 2 for number in range(MOST_HOSTS + 3)}, "others": 5, "": 1})

    assert (len(hosts.named), hosts.others, hosts.own, hosts.none) == (MOST_HOSTS, 11, 0, 1)
