"""What happens often is logged at once, and then once a minute with the count."""

from blog.database.faults.repeated_log import EVERY_SECONDS, RepeatedLog


def test_the_first_is_logged_at_once_and_the_others_with_their_count() -> None:
    now = [100.0]
    repeated = RepeatedLog(clock=lambda: now[0])

    first = [repeated.count("locked") for _ in range(50)]
    now[0] += EVERY_SECONDS
    later = [repeated.count("locked") for _ in range(2)]

    assert first == [1, *[0] * 49]
    assert later == [50, 0]


def test_each_kind_has_a_count_of_its_own() -> None:
    repeated = RepeatedLog()

    assert [repeated.count(key) for key in ("locked", "full", "locked")] == [1, 1, 0]


def test_many_kinds_take_no_memory() -> None:
    repeated = RepeatedLog()

    for number in range(1000):
        repeated.count(number)

    assert len(repeated.counts) + len(repeated.due_at) < 500
