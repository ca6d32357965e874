import select
import smtplib
import socket
from collections.abc import Callable

from blog.delivery.smtp.connector import Connector, ConnectResult
from blog.delivery.smtp.replies import RelayUnavailable


def take_when_awake(connector: Connector) -> list[ConnectResult]:
    """Wait as the send loop does, and take what is there."""
    assert select.select([connector.wakeup_reader], [], [], 10)[0]
    return connector.take_results()


def fail_with(error: Exception) -> Callable[[], smtplib.SMTP]:
    def connect() -> smtplib.SMTP:
        raise error

    return connect


def open_connection() -> tuple[smtplib.SMTP, socket.socket]:
    smtp = smtplib.SMTP()
    smtp.sock, relay = socket.socketpair()
    return smtp, relay


def test_a_connection_that_is_there_wakes_the_loop() -> None:
    smtp, relay = open_connection()
    connector = Connector(lambda: smtp)

    connector.start()
    pending = connector.pending
    results = take_when_awake(connector)

    assert (pending, results, connector.pending) == (1, [smtp], 0)
    smtp.close()
    relay.close()
    connector.close()


def test_a_relay_that_cannot_be_reached_is_a_result_too() -> None:
    busy = RelayUnavailable("421 too many")
    connector = Connector(fail_with(busy))

    connector.start()

    assert take_when_awake(connector) == [busy]
    connector.close()


def test_an_unforeseen_error_counts_as_an_unavailable_relay() -> None:
    connector = Connector(fail_with(ZeroDivisionError("by zero")))

    connector.start()
    (error,) = take_when_awake(connector)

    assert isinstance(error, RelayUnavailable)
    assert str(error) == "ZeroDivisionError: by zero"
    connector.close()


def test_closing_closes_what_nobody_took() -> None:
    smtp, relay = open_connection()
    connector = Connector(lambda: smtp)
    connector.run()

    connector.close()

    assert relay.recv(100) == b""
    relay.close()


def test_a_connection_that_comes_too_late_is_closed() -> None:
    smtp, relay = open_connection()
    connector = Connector(lambda: smtp)
    connector.close()

    connector.run()

    assert relay.recv(100) == b""
    relay.close()
