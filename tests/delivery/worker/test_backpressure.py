from datetime import timedelta

from blog.delivery.worker.backpressure import MAX_PAUSE, BatchSizer, RelayBackoff
from tests.factories import NOW


def test_a_claim_grows_while_it_is_quickly_sent_and_shrinks_when_it_is_not() -> None:
    sizer, now, sizes = BatchSizer(size=50), NOW, []

    for seconds in (0, 0.5, 0.5, 2, 4, 4, 4):
        now += timedelta(seconds=seconds)
        sizes.append(sizer.next_size(150, now))

    assert sizes == [50, 100, 150, 150, 75, 37, 18]


def test_pauses_double_up_to_five_minutes_and_are_forgotten() -> None:
    backoff = RelayBackoff()

    pauses = [backoff.start_pause(NOW).total_seconds() for _ in range(8)]
    is_paused = backoff.is_paused(NOW + MAX_PAUSE - timedelta(seconds=1))
    backoff.reset()

    assert pauses == [5, 10, 20, 40, 80, 160, 300, 300]
    assert (is_paused, backoff.is_paused(NOW)) == (True, False)
