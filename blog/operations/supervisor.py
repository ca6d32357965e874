"""Everything in one command: web server, worker and, on a development run, the mailbox."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from types import FrameType
from urllib.error import URLError
from urllib.request import urlopen

START_SECONDS = 60
STOP_SECONDS = 15
LOOPBACK_FOR_ANY = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104


FEWER_ARENAS = {"MALLOC_ARENA_MAX": "2"}
"""glibc keeps memory apart for each thread, which a process with few threads pays for and gains nothing by."""


class PortTaken(Exception):
    """Another program listens where the web server should."""


def demand_free_port(host: str, port: int) -> None:
    """Raise PortTaken unless a server can listen on *host* and *port* (TCP)."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with closing(socket.socket(family, socket.SOCK_STREAM)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortTaken(f"Port {port} on {host} cannot be used ({error.strerror}): choose another one.") from None


def local_address(host: str, port: int) -> str:
    """Return the address under which this machine reaches a server on *host* and *port*."""
    name = LOOPBACK_FOR_ANY.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{name}:{port}"


def names_of_this_machine() -> list[str]:
    """Return the names and addresses under which other machines may ask for this one."""
    names = {socket.gethostname()}
    with suppress(OSError), closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as probe:
        # Connecting a datagram socket sends nothing; it only asks which address would be used (RFC 5737 names it).
        probe.connect(("192.0.2.1", 9))
        names.add(probe.getsockname()[0])
    return sorted(names)


def web_line(host: str, port: int, processes: int, threads: int) -> list[str]:
    """Return the command line of the web server.

    Blocking threads are set, since Granian's own default is many; backpressure
    must exceed the connections that browsers keep open.
    """
    options = {"interface": "wsgi", "host": host, "port": port, "workers": processes, "blocking-threads": threads}
    words = [word for name, value in options.items() for word in (f"--{name}", str(value))]
    quiet = ["--backpressure", "1024", "--no-ws", "--log-level", "warning"]
    return [sys.executable, "-m", "granian", *words, *quiet, "--factory", "blog:create_app"]


def worker_line() -> list[str]:
    """Return the command line of the worker."""
    return [sys.executable, "-m", "flask", "--app", "blog", "worker"]


@dataclass
class Household:
    """The processes of one run; when one ends, all end."""

    environment: Mapping[str, str]
    members: list[subprocess.Popen[bytes]] = field(default_factory=list)
    is_asked_to_stop: bool = False

    def start(self, command: Sequence[str]) -> None:
        """Start *command* in a session of its own, so that Ctrl-C reaches this process alone."""
        environment = {**FEWER_ARENAS, **os.environ, **self.environment}
        self.members.append(subprocess.Popen(command, env=environment, start_new_session=True))  # noqa: S603

    def stop_on_signals(self) -> None:
        """Let Ctrl-C and SIGTERM end the run in good order."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self.note_signal)

    def note_signal(self, _number: int, _frame: FrameType | None) -> None:
        """Remember that the run shall end."""
        self.is_asked_to_stop = True

    def is_whole(self) -> bool:
        """Return whether every process runs and nobody asked to stop."""
        return not self.is_asked_to_stop and all(member.poll() is None for member in self.members)

    def wait_for(self, address: str) -> bool:
        """Return whether *address* answers within START_SECONDS while the processes live."""
        deadline = time.monotonic() + START_SECONDS
        while self.is_whole() and time.monotonic() < deadline:
            if answers(address):
                return True
            time.sleep(0.05)
        return False

    def watch(self) -> int:
        """Wait until one process ends or a signal comes; return the exit status of the run."""
        while self.is_whole():
            time.sleep(0.2)
        return 0 if self.is_asked_to_stop else 1

    def stop(self) -> None:
        """Ask every process to end, and kill what does not within STOP_SECONDS."""
        for member in self.members:
            if member.poll() is None:
                member.terminate()
        for member in self.members:
            with suppress(subprocess.TimeoutExpired):
                member.wait(STOP_SECONDS)
            # A server that got two signals at once may leave children of its own behind, which hold the port.
            with suppress(ProcessLookupError):
                os.killpg(member.pid, signal.SIGKILL)
            member.wait()


def answers(address: str) -> bool:
    """Return whether a server answers at *address* with success."""
    try:
        with urlopen(address, timeout=5) as response:  # noqa: S310
            return bool(response.status == 200)
    except (URLError, OSError):
        return False
