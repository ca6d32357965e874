"""The supervisor stops all processes when one ends, and refuses a port that is taken."""

import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from blog.operations.supervisor import (
    PortUnavailable,
    Supervisor,
    is_answering,
    local_address,
    require_free_port,
    web_server_command,
)

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
FAIL = [sys.executable, "-c", "raise SystemExit(3)"]

SUPERVISED = f"""
from blog.operations.supervisor import Supervisor
run = Supervisor({{}})
run.start({SLEEP!r})
print(run.processes[0].pid, flush=True)
run.watch()
"""
"""A supervisor as a process of its own, which names the one that it started."""


@pytest.fixture
def listener() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture
def supervisor() -> Iterator[Supervisor]:
    made = Supervisor({})
    yield made
    made.stop()


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000"),
        ("0.0.0.0", "http://127.0.0.1:8000"),
        ("::", "http://[::1]:8000"),
        ("::1", "http://[::1]:8000"),
        ("news.example.org", "http://news.example.org:8000"),
    ],
)
def test_a_server_is_reached_under_a_local_address(host: str, address: str) -> None:
    assert local_address(host, 8000) == address


def test_a_port_in_use_is_refused_by_its_number(listener: int) -> None:
    with pytest.raises(PortUnavailable, match=str(listener)):
        require_free_port("127.0.0.1", listener)


def test_the_web_server_gets_host_port_processes_and_threads() -> None:
    command = " ".join(web_server_command("127.0.0.1", 8001, 2, 4))

    assert "--host 127.0.0.1 --port 8001 --workers 2" in command
    assert "WEB_THREADS=4" in command


def test_when_one_process_ends_the_run_fails_and_all_are_stopped(supervisor: Supervisor) -> None:
    supervisor.start(SLEEP)
    supervisor.start(FAIL)

    status = supervisor.watch()
    supervisor.stop()

    assert status == 1
    assert all(process.returncode is not None for process in supervisor.processes)


def test_a_requested_stop_is_a_success(supervisor: Supervisor) -> None:
    supervisor.start(SLEEP)

    supervisor.request_stop(15, None)

    assert (supervisor.all_running(), supervisor.watch()) == (False, 0)


def test_waiting_ends_when_a_process_ends(supervisor: Supervisor) -> None:
    supervisor.start(FAIL)
    started = time.monotonic()

    assert not supervisor.wait_for("http://127.0.0.1:9/healthz")
    assert time.monotonic() - started < 30


def test_when_the_supervisor_is_killed_its_processes_end() -> None:
    with subprocess.Popen([sys.executable, "-c", SUPERVISED], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())

        parent.kill()

        # The pipe ends when the last process that holds it ends.
        is_ended = bool(select.select([parent.stdout], [], [], 20)[0])
        if not is_ended:
            os.kill(child, signal.SIGKILL)
        assert is_ended


class Refuser(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_error(400)

    def log_message(self, *_arguments: object) -> None:
        pass


def test_a_server_that_refuses_answers_and_is_not_asked_again() -> None:
    with HTTPServer(("127.0.0.1", 0), Refuser) as server:
        Thread(target=server.handle_request).start()

        assert is_answering(f"http://127.0.0.1:{server.server_port}/healthz")


def test_nothing_answers_at_a_closed_port() -> None:
    assert not is_answering("http://127.0.0.1:9/healthz")
