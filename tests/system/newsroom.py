"""A whole newsroom as its operator starts it: web server, worker and mailbox in processes of their own."""

import email
import email.policy
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from urllib.request import urlopen

from blog.operations.supervisor import is_answering

PATIENCE_SECONDS = 120
ROOT = Path(__file__).parents[2]


def free_port() -> int:
    """Return a TCP port on loopback that nobody uses now."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(fact: Callable[[], object], what: str) -> object:
    """Return the first true value of *fact*, or fail when PATIENCE_SECONDS have passed."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if found := fact():
            return found
        time.sleep(0.1)
    raise AssertionError(f"Waited {PATIENCE_SECONDS} s in vain for {what}.")


@dataclass
class Newsroom:
    """One running site; its mail is captured in its instance folder."""

    instance: Path
    settings: dict[str, str]
    process: subprocess.Popen[bytes] | None = None
    port: int = 0
    chosen_port: int = 0
    """The port to use at each start; 0 takes a free one."""
    is_measured: bool = True
    """Whether its processes count the lines that they run, which makes drawing pictures slow."""

    @property
    def address(self) -> str:
        """Return the address of the site."""
        return f"http://127.0.0.1:{self.port}"

    def environment(self) -> dict[str, str]:
        """Return the environment of a development run in this folder."""
        unwanted = ("BLOG_",) if self.is_measured else ("BLOG_", "COVERAGE_", "COV_")
        clean = {name: value for name, value in os.environ.items() if not name.startswith(unwanted)}
        return {**clean, "BLOG_DEVELOPMENT": "1", "BLOG_INSTANCE_PATH": str(self.instance), **self.settings}

    def flask(self, *words: str) -> str:
        """Run one flask command and return what it prints."""
        command = [sys.executable, "-m", "flask", "--app", "wsgi", *words]
        done = subprocess.run(command, cwd=ROOT, env=self.environment(), capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self, *options: str) -> None:
        """Start everything and wait until the site answers."""
        self.port = self.chosen_port or free_port()
        command = [sys.executable, "-m", "flask", "--app", "wsgi", "serve", "--port", str(self.port), *options]
        log = (self.instance / "log.txt").open("ab")
        with closing(log):
            self.process = subprocess.Popen(command, cwd=ROOT, env=self.environment(), stdout=log, stderr=log)
        wait_until(self.has_started, "the site")

    def has_started(self) -> bool:
        """Return whether the site answers; fail when its process has ended."""
        assert self.process is not None
        assert self.process.poll() is None, self.log()
        return is_answering(f"{self.address}/healthz")

    def stop(self) -> int:
        """Press Ctrl-C and return the exit status."""
        assert self.process is not None
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE_SECONDS)

    def log(self) -> str:
        """Return what the processes have printed."""
        return (self.instance / "log.txt").read_text("utf-8", "replace")

    def mails(self, to: str, subject: str = "") -> list[EmailMessage]:
        """Return the captured messages to *to* whose subject holds *subject*, oldest first."""
        files = sorted((self.instance / "mail").glob("*.eml"), key=lambda file: file.stat().st_mtime_ns)
        found = [email.message_from_bytes(file.read_bytes(), policy=email.policy.default) for file in files]
        return [mail for mail in found if to in mail["To"] and subject in mail["Subject"]]

    def mail(self, to: str, subject: str = "") -> EmailMessage:
        """Wait for a message to *to* and return the newest."""
        found = wait_until(lambda: self.mails(to, subject), f"a mail {subject!r} to {to}")
        return found[-1]  # type: ignore[index]

    def is_ready(self) -> bool:
        """Return whether database and worker are well."""
        return is_answering(f"{self.address}/readyz")

    def get(self, path: str) -> bytes:
        """Return what an address answers."""
        with urlopen(f"{self.address}{path}", timeout=10) as response:
            return bytes(response.read())


def text_of(mail: EmailMessage) -> str:
    """Return the text part."""
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())
