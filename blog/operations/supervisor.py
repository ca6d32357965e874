"""Process supervisor of flask serve: starts web server and worker, and stops all when one ends."""

import ctypes
import os
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from types import FrameType
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

START_SECONDS = 60
STOP_SECONDS = 15
PR_SET_PDEATHSIG = 1
"""Option of prctl(2) on Linux: the signal that this process gets when its parent dies."""
CONNECTIONS = 4096
"""That one web process keeps open at once."""
GATEWAY = "blog.operations.gateway.application:make_gateway"
THREADS = "WEB_THREADS"
"""Variable of the environment that tells the gateway how many threads answer."""
LOOPBACK_FOR_ANY = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104


FEWER_ARENAS = {"MALLOC_ARENA_MAX": "2"}
"""Limits the per-thread memory arenas of glibc, which only processes with many threads gain by."""


class PortUnavailable(Exception):
    """The port for the web server is in use or not permitted."""


def require_free_port(host: str, port: int) -> None:
    """Raise PortUnavailable unless a server can listen on *host* and *port* (TCP)."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with closing(socket.socket(family, socket.SOCK_STREAM)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortUnavailable(
                f"Port {port} on {host} cannot be used ({error.strerror}): choose another one."
            ) from None


def local_address(host: str, port: int) -> str:
    """Return the address under which this machine reaches a server on *host* and *port*."""
    name = LOOPBACK_FOR_ANY.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{name}:{port}"


def local_host_names() -> list[str]:
    """Return host name and IP address under which other machines can reach this one."""
    names = {socket.gethostname()}
    with suppress(OSError), closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as probe:
        # Connecting a datagram socket sends nothing; it only asks which address would be used (RFC 5737 names it).
        probe.connect(("192.0.2.1", 9))
        names.add(probe.getsockname()[0])
    return sorted(names)


def web_server_command(host: str, port: int, processes: int, threads: int) -> list[str]:
    """Return the command line of the web server, in each of whose processes so many threads answer.

    Backpressure is the number of connections, and must exceed what browsers
    keep open and slow visitors hold. A head has to come within ten seconds.
    """
    options = {"interface": "rsgi", "host": host, "port": port, "workers": processes, "backpressure": CONNECTIONS}
    arguments = [argument for name, value in options.items() for argument in (f"--{name}", str(value))]
    quiet = ["--http1-header-read-timeout", "10000", "--no-ws", "--log-level", "warning"]
    set_threads = ["env", f"{THREADS}={threads}"]
    return [*set_threads, sys.executable, "-m", "granian", *arguments, *quiet, "--factory", GATEWAY]


def allow_many_connections() -> None:
    """Raise this process's limit of open files, which its children inherit, as far as the system allows."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2 * CONNECTIONS if hard == resource.RLIM_INFINITY else min(hard, 2 * CONNECTIONS)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def worker_process_command() -> list[str]:
    """Return the command line of the worker."""
    return [sys.executable, "-m", "flask", "--app", "blog", "worker"]


@dataclass
class Supervisor:
    """Starts, watches and stops the processes of one run; when one ends, all are stopped."""

    environment: Mapping[str, str]
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)
    is_stopping: bool = False

    def start(self, command: Sequence[str]) -> None:
        """Start *command* in a session of its own, so that Ctrl-C reaches this process alone.

        On Linux it gets SIGTERM when this process dies, however that happens.
        """
        environment = {**FEWER_ARENAS, **os.environ, **self.environment}
        end_with_parent = follow_parent(os.getpid())
        self.processes.append(
            # Before exec nothing else runs here: this process has one thread.
            subprocess.Popen(command, env=environment, start_new_session=True, preexec_fn=end_with_parent)  # noqa: S603, PLW1509
        )

    def stop_on_signals(self) -> None:
        """Stop the run on SIGINT (Ctrl-C) and SIGTERM."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self.request_stop)

    def request_stop(self, _number: int, _frame: FrameType | None) -> None:
        """Signal handler: let watch() return."""
        self.is_stopping = True

    def all_running(self) -> bool:
        """Return whether every process runs and no stop was requested."""
        return not self.is_stopping and all(member.poll() is None for member in self.processes)

    def wait_for(self, address: str) -> bool:
        """Return whether *address* answers within START_SECONDS while the processes live."""
        deadline = time.monotonic() + START_SECONDS
        while self.all_running() and time.monotonic() < deadline:
            if is_answering(address):
                return True
            time.sleep(0.05)
        return False

    def watch(self) -> int:
        """Wait until one process ends or a signal comes; return the exit status of the run."""
        while self.all_running():
            time.sleep(0.2)
        return 0 if self.is_stopping else 1

    def stop(self) -> None:
        """Terminate every process, and kill those that still run after STOP_SECONDS."""
        for member in self.processes:
            if member.poll() is None:
                member.terminate()
        for member in self.processes:
            with suppress(subprocess.TimeoutExpired):
                member.wait(STOP_SECONDS)
            # A server that got two signals at once may leave children of its own behind, which hold the port.
            with suppress(ProcessLookupError):
                os.killpg(member.pid, signal.SIGKILL)
            member.wait()


def follow_parent(parent: int) -> Callable[[], None] | None:
    """Return what a new child of *parent* runs to get SIGTERM when *parent* dies; None where the system cannot.

    Source: prctl(2), PR_SET_PDEATHSIG.
    """
    if not sys.platform.startswith("linux"):
        return None
    prctl = ctypes.CDLL(None).prctl

    def ask_for_signal() -> None:
        prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # It died before it was asked for.
            os._exit(1)

    return ask_for_signal


def is_answering(address: str) -> bool:
    """Return whether a server answers at *address*, be it with a refusal."""
    try:
        with urlopen(address, timeout=5):  # noqa: S310
            return True
    except HTTPError:
        return True
    except (URLError, OSError):
        return False
