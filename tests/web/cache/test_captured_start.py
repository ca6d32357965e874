"""What an application says at the start of its answer."""

import pytest

from blog.web.cache.captured_start import CapturedStart


def test_status_and_headers_are_recorded_and_an_application_that_writes_is_refused() -> None:
    start = CapturedStart()
    write = start("200 OK", [("Vary", "Cookie")])

    assert (start.status, start.headers) == ("200 OK", [("Vary", "Cookie")])
    with pytest.raises(NotImplementedError):
        write(b"x")


def test_without_a_start_there_is_no_status() -> None:
    assert CapturedStart().status == ""
