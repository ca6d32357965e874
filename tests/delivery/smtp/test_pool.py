"""How many connections a worker keeps, with a relay that a test plays line by line."""

import smtplib
import socket
from collections.abc import Callable, Iterator
from datetime import timedelta
from threading import Lock

import pytest

from blog.delivery.composing.envelope import Outgoing, Owed
from blog.delivery.smtp.events import Lost, Parcel
from blog.delivery.smtp.pool import MATURE, PATIENCE, Lines
from blog.delivery.smtp.replies import RelayUnavailable
from blog.delivery.worker.backpressure import LONGEST_PAUSE, Pace
from blog.models import DeliveryKind
from tests.factories import NOW

BUSY = RelayUnavailable("421 4.7.0 Too many connections")


class Stage:
    """Hands out connections whose other ends the test holds, as many as it is willing to."""

    def __init__(self) -> None:
        self.ends: list[socket.socket] = []
        self.most = 100
        self.hosts: list[smtplib.SMTP] = []
        self.lock = Lock()

    def open_host(self) -> smtplib.SMTP:
        with self.lock:
            return self.open_one()

    def open_one(self) -> smtplib.SMTP:
        if len(self.ends) >= self.most:
            raise BUSY
        host = smtplib.SMTP()
        host.sock, end = socket.socketpair()
        host.esmtp_features = {"pipelining": ""}
        host.does_esmtp = True
        self.ends.append(end)
        self.hosts.append(host)
        return host


@pytest.fixture
def stage() -> Iterator[Stage]:
    stage = Stage()
    yield stage
    for end in stage.ends:
        end.close()


@pytest.fixture
def make_lines(stage: Stage) -> Iterator[Callable[..., Lines]]:
    made: list[Lines] = []

    def make(most: int = 8, carries: int = 1000, timeout: float = 5) -> Lines:
        made.append(Lines(stage.open_host, most=most, carries=carries, timeout=timeout))
        return made[-1]

    yield make
    for lines in made:
        lines.close()


def settle(lines: Lines) -> None:
    """Wait until nothing is being opened any more."""
    while lines.opener and lines.opener.pending:
        lines.wait(1)


def parcel() -> Parcel:
    owed = Owed(1, DeliveryKind.ALERT, 1, 1, "key", "r@y", None, False, 0)
    return Parcel(owed, Outgoing("n@x", "r@y", b"body\r\n.\r\n"))


def refuse(lines: Lines, stage: Stage, number: int, *, times: int = 1) -> None:
    """Name a message and refuse its reader, as often as told."""
    for _ in range(times):
        lines.lines[number].name(parcel())
        lines.write(lines.lines[number])
        stage.ends[number].recv(65536)
        stage.ends[number].sendall(b"250 ok\r\n550 no\r\n503 no\r\n250 reset\r\n")
        lines.wait(1)


@pytest.mark.parametrize(("waiting", "opened"), [(0, 0), (1, 1), (4, 1), (5, 2), (31, 8), (10_000, 8)])
def test_as_many_lines_are_opened_as_are_useful(
    make_lines: Callable[..., Lines], stage: Stage, waiting: int, opened: int
) -> None:
    lines = make_lines()

    lines.invite(waiting)
    lines.invite(waiting)
    settle(lines)

    assert len(lines.lines) == opened


def test_a_relay_that_takes_no_more_is_served_on_what_it_took(make_lines: Callable[..., Lines], stage: Stage) -> None:
    stage.most = 3
    lines = make_lines()

    lines.invite(1000)
    settle(lines)

    assert (len(lines.lines), lines.trouble) == (3, None)
    assert lines.allowed < 8


def test_a_relay_that_takes_none_is_trouble(make_lines: Callable[..., Lines], stage: Stage) -> None:
    stage.most = 0
    lines = make_lines()

    lines.invite(1)
    settle(lines)
    lines.invite(1000)

    assert (lines.trouble, lines.allowed, lines.opener.pending) == (BUSY, 4, 0)


def test_one_line_more_is_tried_after_a_long_time_of_peace(make_lines: Callable[..., Lines], stage: Stage) -> None:
    lines = make_lines()
    lines.invite(1)
    settle(lines)
    lines.slow_down()
    halved, lines.patience = lines.allowed, 1

    refuse(lines, stage, 0)

    assert (halved, lines.allowed, lines.patience) == (4, 5, PATIENCE)


@pytest.mark.parametrize(("carried", "allowed"), [(1, 4), (MATURE, 8)])
def test_only_a_line_that_ends_young_means_less(
    make_lines: Callable[..., Lines], stage: Stage, carried: int, allowed: int
) -> None:
    lines = make_lines()
    lines.invite(8)
    settle(lines)
    first = lines.lines[0]
    mine = [end for end, host in zip(stage.ends, stage.hosts, strict=True) if host.sock is first.sock]
    stage.ends = mine + [end for end in stage.ends if end not in mine]
    refuse(lines, stage, 0, times=carried)
    lines.lines[1].answered = 1

    stage.ends[0].sendall(b"421 4.3.2 closing\r\n")
    lines.wait(1)

    assert (first.is_open, lines.allowed, lines.trouble) == (False, allowed, None)


def test_new_lines_that_break_before_anything_are_trouble_at_the_second(
    make_lines: Callable[..., Lines], stage: Stage
) -> None:
    lines = make_lines(most=1)
    troubles = []

    for number in range(2):
        lines.invite(1)
        settle(lines)
        stage.ends[number].close()
        lines.wait(1)
        troubles.append(lines.trouble)

    assert troubles[0] is None
    assert isinstance(troubles[1], RelayUnavailable)


def test_a_silent_line_is_given_up_after_its_time(make_lines: Callable[..., Lines], stage: Stage) -> None:
    lines = make_lines(timeout=0.02)
    lines.invite(1)
    settle(lines)
    lines.lines[0].name(parcel())
    lines.write(lines.lines[0])

    happened = []
    while not happened:
        happened = lines.wait(1)

    assert [(type(one.event), one.event.words) for one in happened] == [(Lost, "timed out")]


def test_a_relay_that_floods_is_cut_off(make_lines: Callable[..., Lines], stage: Stage) -> None:
    lines = make_lines()
    lines.invite(1)
    settle(lines)

    stage.ends[0].sendall(b"x" * 100_000)
    lines.wait(1)

    assert lines.lines == []


def test_what_is_broken_off_says_no_goodbye(make_lines: Callable[..., Lines], stage: Stage) -> None:
    lines = make_lines()
    lines.invite(1)
    settle(lines)
    lines.break_off(lines.lines[0])

    assert (lines.lines, stage.ends[0].recv(100)) == ([], b"")


def test_leaving_is_said(make_lines: Callable[..., Lines], stage: Stage) -> None:
    lines = make_lines()
    lines.invite(1)
    settle(lines)
    lines.close()

    assert stage.ends[0].recv(100) == b"QUIT\r\n"


def test_a_connection_that_comes_too_late_is_closed(make_lines: Callable[..., Lines], stage: Stage) -> None:
    lines = make_lines()
    opener = lines.begin()
    lines.close()

    opener.open()

    assert stage.ends[0].recv(100) == b""


def test_an_unforeseen_error_while_opening_is_told(make_lines: Callable[..., Lines], stage: Stage) -> None:
    lines = make_lines()
    lines.open_host = lambda: 1 / 0  # type: ignore[assignment,return-value]

    lines.invite(1)
    settle(lines)

    assert "ZeroDivisionError" in str(lines.trouble)


def test_a_claim_grows_while_it_is_quickly_sent_and_shrinks_when_it_is_not() -> None:
    pace, now, sizes = Pace(size=50), NOW, []

    for seconds in (0, 0.5, 0.5, 2, 4, 4, 4):
        now += timedelta(seconds=seconds)
        sizes.append(pace.next_size(150, now))

    assert sizes == [50, 100, 150, 150, 75, 37, 18]


def test_pauses_double_up_to_five_minutes_and_are_forgotten() -> None:
    pace = Pace()

    pauses = [pace.rest(NOW).total_seconds() for _ in range(8)]
    is_resting = pace.is_resting(NOW + LONGEST_PAUSE - timedelta(seconds=1))
    pace.go_on()

    assert pauses == [5, 10, 20, 40, 80, 160, 300, 300]
    assert (is_resting, pace.is_resting(NOW)) == (True, False)
