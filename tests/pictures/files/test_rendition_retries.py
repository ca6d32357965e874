"""Pictures that could not be completed wait longer each time, and never for good."""

from blog.pictures.files.rendition_retries import MAX_PAUSE_SECONDS, MAX_PAUSED, RenditionRetries


def test_each_failure_doubles_the_wait_up_to_an_hour():
    now, waits = [0.0], []
    retries = RenditionRetries(clock=lambda: now[0])

    for _ in range(12):
        retries.record_failure(7)
        waits.append(retries.due_at[7] - now[0])

    assert waits[:3] == [10, 20, 40]
    assert waits[-1] == MAX_PAUSE_SECONDS
    now[0] += MAX_PAUSE_SECONDS
    assert retries.paused() == []


def test_a_success_ends_the_wait():
    retries = RenditionRetries()
    retries.record_failure(7)

    retries.record_success(7)

    assert (retries.paused(), retries.failures) == ([], {})


def test_when_many_wait_no_other_is_tried():
    retries = RenditionRetries()

    for number in range(MAX_PAUSED):
        retries.record_failure(number)

    assert retries.is_full
