"""The process that decodes one upload: hostile files and their memory stay out of the web process."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from select import select
from threading import Lock
from typing import Any

import structlog

from blog.config.locations import package_folder
from blog.pictures.files.refusal_messages import refuse
from blog.pictures.imaging.decoder_main import DECODE_SECONDS, WAIT_SECONDS, DecodeRequest
from blog.pictures.imaging.decoder_server import ANSWER
from blog.pictures.imaging.refusals import Refusal

START = (
    "import sys, types; blog = sys.modules['blog'] = types.ModuleType('blog'); blog.__path__ = [sys.argv[1]];"
    " from blog.pictures.imaging.decoder_main import main; main(sys.argv[2])"
)
"""The application's own __init__ is passed by: the decoder needs none of it, and starts in a tenth of the time."""
END_SECONDS = WAIT_SECONDS + 2 * DECODE_SECONDS
"""Of the clock, until the process is killed."""
ENDS = {1: Refusal.FAILED, -signal.SIGKILL: Refusal.TOO_MUCH_MEMORY, -signal.SIGXCPU: Refusal.TOO_SLOW}
"""What ended a process that gave no answer, by its status; a decoder that crashes met a damaged file."""

SERVER_START = (
    "import sys, types; blog = sys.modules['blog'] = types.ModuleType('blog'); blog.__path__ = [sys.argv[1]];"
    " from blog.pictures.imaging.decoder_server import main; main()"
)
START_SECONDS = 60.0

log = structlog.get_logger()


@dataclass(frozen=True)
class DecodedPhoto:
    """What the decoder says of the photo whose renditions it wrote."""

    width: int
    height: int
    widths: list[int]
    texts: dict[str, str]
    is_first_of_many: bool


@dataclass(frozen=True)
class DecodedLogo:
    """What the decoder says of the logo whose files it wrote, such as logo.png and icon-48.png."""

    width: int
    height: int
    tone: str
    """dark or light where it would be lost on a ground of that kind, plain where it would not."""
    names: list[str]
    """Of the files, without their ending."""


class DecoderServerGone(Exception):
    """It gave no answer in time, or has ended."""


class DecoderServer:
    """Talks to the program, which is started at the first picture, and again after it has gone."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment
        self.process: subprocess.Popen[str] | None = None
        self.lock = Lock()

    def decode(self, folder: Path, request: DecodeRequest, seconds: float) -> tuple[int, dict[str, Any]]:
        """Return the status of the process that decoded the upload in *folder*, and its outcome, {} without one.

        Threads may ask at once; each waits for its turn.

        Raises:
            DecoderServerGone: there is no answer after *seconds*.
        """
        with self.lock:
            return self.ask(folder, request, seconds)

    def ask(self, folder: Path, request: DecodeRequest, seconds: float) -> tuple[int, dict[str, Any]]:
        """Do as decode, while no other thread asks."""
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
        command = [sys.executable, "-P", "-S", "-c", SERVER_START, str(package_folder())]
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


def decode_upload(folder: Path, request: DecodeRequest) -> DecodedPhoto:
    """Decode the file called upload in *folder* and write its JPEG renditions beside it, such as 400.jpg.

    One picture at a time is decoded on this machine, whatever the number of
    web processes; the others wait. Takes 0.2 to 5 seconds, and the time of those before.

    Raises:
        PictureRefused: it is no picture, is damaged or too large, or its turn did not come.
    """
    return DecodedPhoto(**await_outcome(folder, request))


def decode_logo(folder: Path, request: DecodeRequest) -> DecodedLogo:
    """Decode the file called upload in *folder* and write logo and icons as PNG beside it; as decode_upload."""
    return DecodedLogo(**await_outcome(folder, replace(request, is_logo=True)))


def await_outcome(folder: Path, request: DecodeRequest) -> dict[str, Any]:
    """Return what the decoder says; raises PictureRefused."""
    Path(request.lock).parent.mkdir(parents=True, exist_ok=True)
    outcome = run_decoder(folder, request)
    if "refusal" in outcome:
        raise refuse(Refusal(outcome["refusal"]), request.max_pixels)
    return outcome


def run_decoder(folder: Path, request: DecodeRequest) -> dict[str, Any]:
    """Return what the decoder's process said, or the refusal that its end stands for."""
    if (server := SERVER.get()) is not None:
        return ask_server(server, folder, request)
    command = [sys.executable, "-P", "-S", "-c", START, str(package_folder()), json.dumps(asdict(request))]
    try:
        ended = subprocess.run(  # noqa: S603
            command, cwd=folder, env=environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, timeout=END_SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return {"refusal": Refusal.TOO_SLOW}
    if ended.returncode == 0:
        return dict(json.loads(ended.stdout))
    return refuse_by_status(ended.returncode)


def ask_server(server: DecoderServer, folder: Path, request: DecodeRequest) -> dict[str, Any]:
    """Return what the process said that *server* began, or the refusal that its end stands for."""
    try:
        status, outcome = server.decode(folder, request, END_SECONDS)
    except DecoderServerGone:
        return {"refusal": Refusal.TOO_SLOW}
    return outcome or refuse_by_status(status)


def refuse_by_status(status: int) -> dict[str, Any]:
    """Return the refusal that the end of a decoder's process with *status* stands for."""
    log.warning("picture_decoder_ended", status=status)
    return {"refusal": ENDS.get(status, Refusal.DAMAGED)}


@contextmanager
def decoding_many() -> Iterator[None]:
    """Decode all pictures that the block takes in by one program, with a process of its own for each as before."""
    server = DecoderServer(environment())
    token = SERVER.set(server)
    try:
        yield
    finally:
        SERVER.reset(token)
        server.stop()


def environment() -> dict[str, str]:
    """Return the decoder's environment: where Python finds its modules, and no secret of the site."""
    return {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "MALLOC_ARENA_MAX": "1"}
