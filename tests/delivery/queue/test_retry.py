from datetime import timedelta

import pytest

from blog.delivery.queue.retry import DELAYS_MINUTES, next_attempt
from blog.delivery.smtp.replies import Reply, Verdict, verdict_of
from tests.factories import NOW


@pytest.mark.parametrize(("failures", "minutes"), [(1, 1), (2, 5), (3, 15), (4, 60), (12, 480)])
def test_each_failure_waits_longer_at_first(failures: int, minutes: int) -> None:
    assert next_attempt(failures, now=NOW, jitter=0) == NOW + timedelta(minutes=minutes)


def test_jitter_only_shortens_the_wait_by_a_fifth() -> None:
    assert next_attempt(4, now=NOW, jitter=1) == NOW + timedelta(minutes=48)


def test_trying_ends_within_three_days() -> None:
    assert next_attempt(len(DELAYS_MINUTES) + 1, now=NOW, jitter=0) is None
    assert timedelta(days=2.9) < timedelta(minutes=sum(DELAYS_MINUTES)) < timedelta(days=3)


@pytest.mark.parametrize(
    ("code", "verdict"),
    [
        (250, Verdict.ACCEPTED),
        (251, Verdict.ACCEPTED),
        (421, Verdict.DEFERRED),
        (451, Verdict.DEFERRED),
        (552, Verdict.REFUSED),
        (550, Verdict.REFUSED),
        (354, Verdict.DEFERRED),
        (-1, Verdict.DEFERRED),
        (999, Verdict.DEFERRED),
    ],
)
def test_each_answer_has_one_meaning(code: int, verdict: Verdict) -> None:
    assert verdict_of(Reply(code, "words")) is verdict
