"""The operator's commands: first start, second start, Ctrl-C, and what goes wrong."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from tests.system.newsroom import ROOT, Newsroom, wait_until

pytestmark = pytest.mark.xdist_group("operation")
QUICK = {"BLOG_PASSWORD_HASH_ROUNDS": "1", "BLOG_PASSWORD_HASH_MEMORY_KIB": "64"}


@dataclass
class Founded:
    """A newsroom that was started twice, and what its first start showed; it answers other machines too."""

    room: Newsroom
    headlines: list[str]
    login: list[str]


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Founded]:
    """A newsroom after its first start, which runs since its second; the last test here stops it."""
    room = Newsroom(tmp_path_factory.mktemp("founded"), dict(QUICK), is_measured=False)
    room.start()
    first, login = headlines(room.get("/")), wait_until(lambda: logins(room), "the printed login")
    assert room.stop() == 0, room.log()
    room.start("--host", "0.0.0.0")
    yield Founded(room, first, list(login))  # type: ignore[call-overload]
    if room.process and room.process.poll() is None:
        room.stop()


def test_the_first_start_founds_a_newsroom_and_the_second_keeps_it(founded: Founded) -> None:
    assert len(founded.headlines) == 10
    assert headlines(founded.room.get("/")) == founded.headlines
    assert wait_until(lambda: logins(founded.room) == founded.login * 2, "the same login")
    assert wait_until(founded.room.is_ready, "the worker")


def logins(room: Newsroom) -> list[str]:
    """Return each login that was printed."""
    return re.findall(r"login +(\S+ / \S+)", room.log())


def headlines(page: bytes) -> list[str]:
    return re.findall(r'href="(/articles/[^"]+)"', page.decode())[:10]


def test_a_port_that_is_taken_is_told_in_one_sentence(tmp_path: Path) -> None:
    room = Newsroom(tmp_path, dict(QUICK))
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "flask", "--app", "wsgi", "serve", "--port", port]
        done = subprocess.run(command, cwd=ROOT, env=room.environment(), capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert f"Port {port}" in done.stderr
    assert "Traceback" not in done.stderr


def test_from_a_checkout_to_an_account_takes_few_commands(tmp_path: Path) -> None:
    room = Newsroom(tmp_path, dict(QUICK))

    room.flask("db", "upgrade")
    printed = room.flask("accounts", "create", "ada@example.org", "Ada Winter", "--role", "administrator", "--generate")

    assert "ada@example.org" in printed + room.flask("accounts", "list")


def test_a_run_for_other_machines_answers_to_the_name_of_this_one(founded: Founded) -> None:
    own = {"Host": f"{socket.gethostname()}:{founded.room.port}"}
    with urlopen(Request(f"{founded.room.address}/", headers=own)) as answer:
        status = answer.status
    with pytest.raises(HTTPError, match="400"):
        urlopen(Request(f"{founded.room.address}/", headers={"Host": "evil.example"}))

    assert status == 200


def test_nothing_is_left_running_when_all_processes_are_signalled_at_once(founded: Founded) -> None:
    process = founded.room.process
    assert process is not None
    family = [process.pid, *descendants(process.pid)]

    for pid in family:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)
    process.wait(30)

    wait_until(lambda: not [pid for pid in family if Path(f"/proc/{pid}/exe").exists()], "the end of all")


def descendants(pid: int) -> list[int]:
    children = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return [*children, *(below for child in children for below in descendants(child))]
