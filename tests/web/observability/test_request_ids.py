"""Ids of requests that come from outside are kept when they are safe to print."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.web.observability.request_ids import read_request_id, read_trace_id

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
PARENT = "00f067aa0ba902b7"


@pytest.mark.parametrize("sent", ["a", "x" * 64, "0f-9.A_z", "6f3c1e9e-8f0d-4a51-9a5e-2f6a1f0b7c55"])
def test_a_short_id_of_safe_characters_is_kept(sent: str) -> None:
    assert read_request_id({"HTTP_X_REQUEST_ID": sent}) == sent


@pytest.mark.parametrize("sent", ["", "x" * 65, "a b", "a\n", "a=b", "<b>", "\u0661", "a,b", "ann@example.org"])
def test_any_other_id_is_not(sent: str) -> None:
    assert read_request_id({"HTTP_X_REQUEST_ID": sent}) is None


@pytest.mark.parametrize("sent", [f"00-{TRACE}-{PARENT}-01", f"00-{TRACE}-{PARENT}-00", f"cc-{TRACE}-{PARENT}-01-more"])
def test_the_trace_of_a_valid_traceparent_is_the_id(sent: str) -> None:
    assert read_request_id({"HTTP_TRACEPARENT": sent}) == TRACE


@pytest.mark.parametrize(
    "sent",
    [
        "",
        TRACE,
        f"ff-{TRACE}-{PARENT}-01",
        f"00-{'0' * 32}-{PARENT}-01",
        f"00-{TRACE}-{'0' * 16}-01",
        f"00-{TRACE.upper()}-{PARENT}-01",
        f"00-{TRACE}-{PARENT}-1",
        f"00-{TRACE}-{PARENT}-01" + "-x" * 200,
    ],
)
def test_a_traceparent_that_is_not_valid_counts_for_nothing(sent: str) -> None:
    assert read_trace_id({"HTTP_TRACEPARENT": sent}) is None


@given(sent=st.text(max_size=80), trace=st.text(max_size=80))
def test_whatever_is_sent_an_id_can_be_printed(sent: str, trace: str) -> None:
    read = read_request_id({"HTTP_X_REQUEST_ID": sent, "HTTP_TRACEPARENT": trace})

    assert read is None or (read.isascii() and read.isprintable() and len(read) <= 64 and " " not in read)
