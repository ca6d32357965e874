"""Each page and day is one line, and what is gone has no title."""

from datetime import date, timedelta

from flask import Flask

from blog.database import db
from blog.models import PageKind, ViewedPage
from blog.models.page_views import add_views
from blog.site.statistics.view_export import export_views
from blog.web.formatting.day_spans import Span
from tests.factories import make_person, make_topic

TODAY = date(2026, 5, 4)


def test_days_follow_each_other_and_titles_are_those_of_today(app: Flask) -> None:
    topic, author = make_topic("Tea, hot"), make_person("Ada")
    pages = {ViewedPage(PageKind.TOPIC, topic.id): 5, ViewedPage(PageKind.AUTHOR, author.id): 3}
    add_views(db.session, TODAY, {**pages, ViewedPage(PageKind.ARTICLE, 4711): 1})
    add_views(db.session, TODAY - timedelta(1), pages)

    lines = "".join(export_views(db.session, Span(7, TODAY))).splitlines()

    assert lines == [
        "day,kind,id,title,views",
        f'2026-05-03,topic,{topic.id},"Tea, hot",5',
        f"2026-05-03,author,{author.id},Ada,3",
        f'2026-05-04,topic,{topic.id},"Tea, hot",5',
        f"2026-05-04,author,{author.id},Ada,3",
        "2026-05-04,article,4711,,1",
    ]
