"""Daily page views are summed by day, kind and article, and leave day by day."""

from datetime import date, timedelta

from flask import Flask
from sqlalchemy import func, select

from blog.database import db
from blog.models import ArticleState, PageKind, PageViews, Referrals, ViewedPage
from blog.models.page_views import (
    MAX_HOSTS_A_DAY,
    OTHER_HOSTS,
    add_referrals,
    add_views,
    delete_oldest_day,
    list_hosts,
    list_most_viewed,
    sum_by_day,
    sum_by_kind,
    sum_of_page,
)
from tests.factories import make_article

MONDAY = date(2026, 5, 4)
TUESDAY = MONDAY + timedelta(1)
FRONT, FEED = ViewedPage(PageKind.FRONT), ViewedPage(PageKind.FEED)


def test_views_add_up_by_day_without_feeds(app: Flask) -> None:
    tea = ViewedPage(PageKind.ARTICLE, 1)
    add_views(db.session, MONDAY, {tea: 2, FRONT: 3, FEED: 50})
    add_views(db.session, MONDAY, {tea: 1})
    add_views(db.session, TUESDAY, {tea: 4})

    assert sum_by_day(db.session, MONDAY, TUESDAY) == {MONDAY: 6, TUESDAY: 4}
    assert sum_by_day(db.session, MONDAY, TUESDAY, tea) == {MONDAY: 3, TUESDAY: 4}
    assert sum_by_day(db.session, TUESDAY, TUESDAY, FRONT) == {}
    assert sum_of_page(db.session, tea) == 7
    assert sum_by_kind(db.session, MONDAY, MONDAY) == {PageKind.ARTICLE: 3, PageKind.FRONT: 3, PageKind.FEED: 50}


def test_the_most_viewed_articles_come_first_and_nothing_that_is_gone(app: Flask) -> None:
    tea, cocoa, gone = make_article("Tea"), make_article("Cocoa"), make_article("Gone", state=ArticleState.DELETED)
    numbers = {tea.id: 2, cocoa.id: 5, gone.id: 9, 4711: 9}
    add_views(db.session, MONDAY, {ViewedPage(PageKind.ARTICLE, id): number for id, number in numbers.items()})

    found = list_most_viewed(db.session, MONDAY, TUESDAY, 10)

    assert [(one.headline, one.views) for one in found] == [("Cocoa", 5), ("Tea", 2)]


def test_sites_beyond_the_limit_of_a_day_are_counted_together(app: Flask) -> None:
    add_referrals(db.session, MONDAY, {f"a{number}.example": 1 for number in range(MAX_HOSTS_A_DAY)})
    add_referrals(db.session, MONDAY, {"late.example": 7, "a1.example": 2, "": 3})
    add_referrals(db.session, TUESDAY, {"late.example": 1})

    found = list_hosts(db.session, MONDAY, MONDAY)

    assert len(found) == MAX_HOSTS_A_DAY + 2
    assert (found["a1.example"], found[OTHER_HOSTS], found[""]) == (3, 7, 3)
    assert list_hosts(db.session, TUESDAY, TUESDAY) == {"late.example": 1}


def test_the_oldest_day_leaves_first(app: Flask) -> None:
    for day in (MONDAY, TUESDAY):
        add_views(db.session, day, {FRONT: 1})
        add_referrals(db.session, day, {"example.org": 1})

    steps = [delete_oldest_day(db.session, TUESDAY) for _ in range(2)]

    assert steps == [True, False]
    assert [db.session.scalar(select(func.min(model.day))) for model in (PageViews, Referrals)] == [TUESDAY] * 2
