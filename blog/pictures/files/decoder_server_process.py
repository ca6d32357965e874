"""A decoder for many pictures in a row, as an import has them: one program, a process of its own for each picture."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict
from pathlib import Path
from select import select
from typing import Any

from blog.config.locations import package_folder
from blog.pictures.imaging.decoder_main import DecodeRequest
from blog.pictures.imaging.decoder_server import ANSWER

START = (
    "import sys, types; blog = sys.modules['blog'] = types.ModuleType('blog'); blog.__path__ = [sys.argv[1]];"
    " from blog.pictures.imaging.decoder_server import main; main()"
)
START_SECONDS = 60.0


class DecoderServerGone(Exception):
    """It gave no answer in time, or has ended."""


class DecoderServer:
    """Talks to the program, which is started at the first picture, and again after it has gone."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment
        self.process: subprocess.Popen[str] | None = None

    def decode(self, folder: Path, request: DecodeRequest, seconds: float) -> tuple[int, dict[str, Any]]:
        """Return the status of the process that decoded the upload in *folder*, and its outcome, {} without one.

        Raises:
            DecoderServerGone: there is no answer after *seconds*.
        """
        process = self.process or self.start()
        if process.stdin is None:
            raise DecoderServerGone
        try:
            process.stdin.write(json.dumps({"folder": str(folder), "request": asdict(request)}) + "\n")
            process.stdin.flush()
        except OSError as error:
            self.stop()
            raise DecoderServerGone from error
        status = int(self.read_line(seconds))
        answer = folder / ANSWER
        return status, json.loads(answer.read_text("utf-8")) if status == 0 and answer.is_file() else {}

    def start(self) -> subprocess.Popen[str]:
        """Start the program, and wait until it is ready."""
        command = [sys.executable, "-P", "-S", "-c", START, str(package_folder())]
        self.process = subprocess.Popen(  # noqa: S603
            command, env=self.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            text=True,
        )  # fmt: skip
        self.read_line(START_SECONDS)
        return self.process

    def read_line(self, seconds: float) -> str:
        """Return the next line of the program.

        Raises:
            DecoderServerGone: none comes within *seconds*; the program is ended.
        """
        stream = self.process.stdout if self.process else None
        line = stream.readline() if stream and select([stream], [], [], seconds)[0] else ""
        if not line:
            self.stop()
            raise DecoderServerGone
        return line

    def stop(self) -> None:
        """End the program, if it runs."""
        process, self.process = self.process, None
        if process is not None:
            process.kill()
            process.communicate()


SERVER: ContextVar[DecoderServer | None] = ContextVar("decoder_server", default=None)


@contextmanager
def decoder_server(environment: dict[str, str]) -> Iterator[None]:
    """Let all pictures that the block takes in be decoded by one program."""
    server = DecoderServer(environment)
    token = SERVER.set(server)
    try:
        yield
    finally:
        SERVER.reset(token)
        server.stop()
