"""CSV export of the page views of a span of days: a line for each page and day."""

import csv
from collections.abc import Iterator
from datetime import date
from io import StringIO

from sqlalchemy import and_, func, select

from blog.database import AnySession
from blog.models import Article, PageKind, PageViews, Person, Topic
from blog.web.access.formula_escaping import escape_formula
from blog.web.formatting.day_spans import DAY, Span

HEADING = ("day", "kind", "id", "title", "views")


def export_views(session: AnySession, span: Span) -> Iterator[str]:
    """Yield the lines of a CSV file (RFC 4180), the heading first, the latest day last; a day is read at once.

    Titles are those of today, "" for what is gone; cells that a spreadsheet
    would run as a formula get an apostrophe in front.
    """
    yield write_lines([HEADING])
    for number in range(span.days):
        day = span.first + number * DAY
        yield write_lines(read_day(session, day))


def read_day(session: AnySession, day: date) -> list[tuple[str, ...]]:
    """Return the lines of one day, the most viewed first."""
    title = func.coalesce(Article.headline, Topic.name, Person.name, "")
    found = select(PageViews.kind, PageViews.page_id, title.label("title"), PageViews.views).where(PageViews.day == day)
    for kind, model in ((PageKind.ARTICLE, Article), (PageKind.TOPIC, Topic), (PageKind.AUTHOR, Person)):
        found = found.outerjoin(model, and_(PageViews.kind == kind, PageViews.page_id == model.id))
    rows = session.execute(found.order_by(PageViews.views.desc(), PageViews.kind, PageViews.page_id))
    return [(day.isoformat(), row.kind.value, str(row.page_id), row.title, str(row.views)) for row in rows]


def write_lines(rows: list[tuple[str, ...]]) -> str:
    """Return *rows* as lines of CSV."""
    buffer = StringIO()
    csv.writer(buffer).writerows([escape_formula(cell) for cell in row] for row in rows)
    return buffer.getvalue()
