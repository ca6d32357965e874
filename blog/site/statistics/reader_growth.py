"""How the number of readers grew in a span of days: by day, by where they signed up, and by what they follow."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, literal, select, union_all
from sqlalchemy.orm import InstrumentedAttribute

from blog.database import AnySession
from blog.models import Follow, Person, Subscriber, Topic
from blog.text.cleaning import clean_line
from blog.web.formatting.column_charts import ColumnChart, make_chart
from blog.web.formatting.day_spans import DAY, Period, Span

MOST_FOLLOWED = 10


class SignupSource(StrEnum):
    """Where a reader signed up, as the consent says."""

    SIGNUP_PAGE = "signup_page"
    ARTICLE = "article"
    OTHER_PAGE = "other_page"
    """The front page, a topic, an author: a form on a page of the site."""
    IMPORT = "import"
    """A list from another program, or one that was brought in at the desk."""


@dataclass(frozen=True)
class ReaderGrowth:
    """The figures of one span; *followed* holds topics and authors with how many began to follow them."""

    joined: ColumnChart
    left: ColumnChart
    sources: dict[SignupSource, int]
    followed: Sequence[tuple[str, int]]


def read_growth(session: AnySession, span: Span, zone: tzinfo) -> ReaderGrowth:
    """Return how the number of readers grew in *span*, whose days are those of *zone*.

    Who has had the address erased is in none of it any more.
    """
    whole = Period(span.first, span.last)
    return ReaderGrowth(
        joined=chart_moments(session, Subscriber.confirmed_at, span.periods, zone),
        left=chart_moments(session, Subscriber.left_at, span.periods, zone),
        sources=count_sources(session, whole, zone),
        followed=list_followed(session, whole, zone),
    )


def is_within(moment: InstrumentedAttribute[Any], period: Period, zone: tzinfo) -> ColumnElement[bool]:
    """Return whether *moment* lies in the days of *period* in *zone*."""
    return and_(moment >= start_of(period.first, zone), moment < start_of(period.last + DAY, zone))


def start_of(day: date, zone: tzinfo) -> datetime:
    """Return the moment at which *day* begins in *zone*."""
    return datetime.combine(day, time(), zone)


def chart_moments(
    session: AnySession, moment: InstrumentedAttribute[Any], periods: list[Period], zone: tzinfo
) -> ColumnChart:
    """Return the chart of how many readers have *moment* in each of *periods*: a range of its index each."""
    counts = (
        select(literal(number).label("number"), func.count().label("readers"))
        .select_from(Subscriber)
        .where(is_within(moment, period, zone))
        for number, period in enumerate(periods)
    )
    found: dict[int, int] = {number: readers for number, readers in session.execute(union_all(*counts))}  # noqa: C416
    return make_chart(periods, [found[number] for number in range(len(periods))])


def count_sources(session: AnySession, period: Period, zone: tzinfo) -> dict[SignupSource, int]:
    """Return how many readers of *period* came from each source that any came from."""
    form = Subscriber.consent_form
    source = case(
        (form.like("/articles/%"), SignupSource.ARTICLE.value),
        (form.like("/subscribe%"), SignupSource.SIGNUP_PAGE.value),
        (form.like("/%"), SignupSource.OTHER_PAGE.value),
        else_=SignupSource.IMPORT.value,
    )
    counted = select(source, func.count()).where(is_within(Subscriber.confirmed_at, period, zone)).group_by(source)
    found = {name: number for name, number in session.execute(counted)}  # noqa: C416
    return {one: found[one.value] for one in SignupSource if one.value in found}


def list_followed(session: AnySession, period: Period, zone: tzinfo) -> list[tuple[str, int]]:
    """Return the topics and authors that most readers began to follow in *period*, with how many."""
    number = func.count(Follow.id)
    found = Counter[str]()
    for name, target, key in ((Topic.name, Topic, Follow.topic_id), (Person.name, Person, Follow.author_id)):
        counted = select(name, number).join(Follow, key == target.id).where(is_within(Follow.created_at, period, zone))
        most = counted.group_by(target.id, name).order_by(number.desc(), name).limit(MOST_FOLLOWED)
        for label, readers in session.execute(most):
            found[clean_line(label)] += readers
    return sorted(found.items(), key=lambda one: (-one[1], one[0]))[:MOST_FOLLOWED]
