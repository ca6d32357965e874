"""A plan of the front page as it is kept."""

from datetime import timedelta

from blog.models import FrontChoice, FrontPlan
from tests.factories import NOW


def test_a_plan_is_read_as_it_was_written() -> None:
    ending = FrontChoice(3, NOW + timedelta(hours=1))
    plan = FrontPlan(lead=FrontChoice(1), beside=(ending,), topics=(), hidden=frozenset({"wide"}))

    assert FrontPlan.of_json(plan.to_json()) == plan
    assert FrontPlan.of_json({}) == FrontPlan()
    assert (ending.holds(NOW), ending.holds(NOW + timedelta(hours=1))) == (True, False)
