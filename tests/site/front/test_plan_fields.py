"""Fields and buttons of the page that arranges the front page."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from werkzeug.datastructures import MultiDict

from blog.models import FrontChoice, FrontPlan
from blog.models.front_arrangement import PARTS
from blog.site.front.plan_fields import press, read_fields
from tests.factories import NOW


def test_times_are_those_of_the_sites_clock() -> None:
    fields = MultiDict([("lead", "7"), ("lead_until", "2026-06-01T18:00"), *(("shown", name) for name in PARTS)])

    plan = read_fields(fields, ZoneInfo("Europe/Zurich"), NOW).plan

    assert plan == FrontPlan(lead=FrontChoice(7, datetime(2026, 6, 1, 16, tzinfo=UTC)))
    assert FrontPlan.of_json(plan.to_json()) == plan


def test_an_article_stands_in_one_place() -> None:
    plan = FrontPlan(lead=FrontChoice(1), beside=(FrontChoice(2), FrontChoice(3)))

    assert press(plan, "wide-1") == FrontPlan(beside=plan.beside, wide=FrontChoice(1))
    assert press(plan, "lead-3") == FrontPlan(lead=FrontChoice(3), beside=(FrontChoice(2),))
    assert press(plan, "up-2") == plan
    assert press(press(FrontPlan(), "band-4"), "band-4").topics == (4,)
