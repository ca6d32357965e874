"""How many connections a worker keeps, with a relay that a test plays line by line."""

import smtplib
import socket
from collections.abc import Callable, Iterator
from threading import Lock

import pytest

from blog.delivery.composing.envelope import Outgoing, PendingMessage
from blog.delivery.smtp.events import Lost, Message
from blog.delivery.smtp.pool import ESTABLISHED_AFTER, GROW_AFTER, ConnectionPool
from blog.delivery.smtp.replies import RelayUnavailable
from blog.models import DeliveryKind

PoolFactory = Callable[..., ConnectionPool]
BUSY = RelayUnavailable("421 4.7.0 Too many connections")


class Stage:
    """Hands out connections whose other ends the test holds, as many as it is willing to."""

    def __init__(self) -> None:
        self.ends: list[socket.socket] = []
        self.max_connections = 100
        self.hosts: list[smtplib.SMTP] = []
        self.lock = Lock()

    def connect(self) -> smtplib.SMTP:
        with self.lock:
            return self.open_one()

    def open_one(self) -> smtplib.SMTP:
        if len(self.ends) >= self.max_connections:
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
def make_pool(stage: Stage) -> Iterator[PoolFactory]:
    made: list[ConnectionPool] = []

    def make(max_connections: int = 8, max_messages: int = 1000, timeout: float = 5) -> ConnectionPool:
        limits = {"max_connections": max_connections, "max_messages": max_messages, "timeout": timeout}
        made.append(ConnectionPool(stage.connect, **limits))
        return made[-1]

    yield make
    for pool in made:
        pool.close()


def settle(pool: ConnectionPool) -> None:
    """Wait until nothing is being opened any more."""
    while pool.connector and pool.connector.pending:
        pool.wait(1)


def message() -> Message:
    pending = PendingMessage(1, DeliveryKind.ALERT, 1, 1, "key", "r@y", None, False, 0)
    return Message(pending, Outgoing("n@x", "r@y", b"body\r\n.\r\n"))


def refuse(pool: ConnectionPool, stage: Stage, number: int, *, times: int = 1) -> None:
    """Name a message and refuse its reader, as often as told."""
    for _ in range(times):
        pool.connections[number].start(message())
        pool.flush(pool.connections[number])
        stage.ends[number].recv(65536)
        stage.ends[number].sendall(b"250 ok\r\n550 no\r\n503 no\r\n250 reset\r\n")
        pool.wait(1)


@pytest.mark.parametrize(("waiting", "opened"), [(0, 0), (1, 1), (4, 1), (5, 2), (31, 8), (10_000, 8)])
def test_as_many_connections_are_opened_as_are_useful(
    make_pool: PoolFactory, stage: Stage, waiting: int, opened: int
) -> None:
    pool = make_pool()

    pool.open_connections(waiting)
    pool.open_connections(waiting)
    settle(pool)

    assert len(pool.connections) == opened


def test_a_relay_that_takes_no_more_is_served_on_what_it_took(make_pool: PoolFactory, stage: Stage) -> None:
    stage.max_connections = 3
    pool = make_pool()

    pool.open_connections(1000)
    settle(pool)

    assert (len(pool.connections), pool.relay_error) == (3, None)
    assert pool.limit < 8


def test_a_relay_that_takes_none_makes_it_unavailable(make_pool: PoolFactory, stage: Stage) -> None:
    stage.max_connections = 0
    pool = make_pool()

    pool.open_connections(1)
    settle(pool)
    pool.open_connections(1000)

    assert (pool.relay_error, pool.limit, pool.connector.pending) == (BUSY, 4, 0)


def test_one_connection_more_is_tried_after_a_long_time_of_peace(make_pool: PoolFactory, stage: Stage) -> None:
    pool = make_pool()
    pool.open_connections(1)
    settle(pool)
    pool.halve_limit()
    halved, pool.answers_to_growth = pool.limit, 1

    refuse(pool, stage, 0)

    assert (halved, pool.limit, pool.answers_to_growth) == (4, 5, GROW_AFTER)


@pytest.mark.parametrize(("carried", "allowed"), [(1, 4), (ESTABLISHED_AFTER, 8)])
def test_only_a_connection_that_ends_young_means_less(
    make_pool: PoolFactory, stage: Stage, carried: int, allowed: int
) -> None:
    pool = make_pool()
    pool.open_connections(8)
    settle(pool)
    first = pool.connections[0]
    mine = [end for end, host in zip(stage.ends, stage.hosts, strict=True) if host.sock is first.sock]
    stage.ends = mine + [end for end in stage.ends if end not in mine]
    refuse(pool, stage, 0, times=carried)
    pool.connections[1].answered = 1

    stage.ends[0].sendall(b"421 4.3.2 closing\r\n")
    pool.wait(1)

    assert (first.is_open, pool.limit, pool.relay_error) == (False, allowed, None)


def test_new_connections_that_break_before_anything_make_the_relay_unavailable_at_the_second(
    make_pool: PoolFactory, stage: Stage
) -> None:
    pool = make_pool(max_connections=1)
    troubles = []

    for number in range(2):
        pool.open_connections(1)
        settle(pool)
        stage.ends[number].close()
        pool.wait(1)
        troubles.append(pool.relay_error)

    assert troubles[0] is None
    assert isinstance(troubles[1], RelayUnavailable)


def test_a_silent_connection_is_given_up_after_its_time(make_pool: PoolFactory, stage: Stage) -> None:
    pool = make_pool(timeout=0.02)
    pool.open_connections(1)
    settle(pool)
    pool.connections[0].start(message())
    pool.flush(pool.connections[0])

    happened = []
    while not happened:
        happened = pool.wait(1)

    assert [(type(one.event), one.event.reason) for one in happened] == [(Lost, "timed out")]


def test_a_relay_that_floods_is_cut_off(make_pool: PoolFactory, stage: Stage) -> None:
    pool = make_pool()
    pool.open_connections(1)
    settle(pool)

    stage.ends[0].sendall(b"x" * 100_000)
    pool.wait(1)

    assert pool.connections == []


def test_what_is_broken_off_says_no_goodbye(make_pool: PoolFactory, stage: Stage) -> None:
    pool = make_pool()
    pool.open_connections(1)
    settle(pool)
    pool.abort_transaction(pool.connections[0])

    assert (pool.connections, stage.ends[0].recv(100)) == ([], b"")


def test_leaving_is_said(make_pool: PoolFactory, stage: Stage) -> None:
    pool = make_pool()
    pool.open_connections(1)
    settle(pool)
    pool.close()

    assert stage.ends[0].recv(100) == b"QUIT\r\n"


def test_an_unforeseen_error_while_opening_is_told(make_pool: PoolFactory, stage: Stage) -> None:
    pool = make_pool()
    pool.connect = lambda: 1 / 0  # type: ignore[assignment,return-value]

    pool.open_connections(1)
    settle(pool)

    assert "ZeroDivisionError" in str(pool.relay_error)
