"""A real S3 server for the tests, started once a session, and a proxy before it that can be made to fail."""

import http.client
import json
import os
import secrets
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from blog.pictures.bucket.bucket_address import Credentials, parse_bucket
from blog.pictures.bucket.bucket_client import Bucket
from blog.pictures.bucket.bucket_faults import BucketFault, ObjectMissing

KEY_ID, SECRET = "the-site", "s3cret-of-the-site"
BUCKET = "newsroom"
IDENTITIES = {
    "identities": [
        {
            "name": "site",
            "credentials": [{"accessKey": KEY_ID, "secretKey": SECRET}],
            "actions": [f"{act}:{BUCKET}" for act in ("Read", "Write", "List", "Tagging")],
        },
        {
            "name": "owner",
            "credentials": [{"accessKey": "the-owner", "secretKey": "s3cret-of-the-owner"}],
            "actions": ["Admin"],
        },
        {"name": "anonymous", "actions": [f"Read:{BUCKET}"]},
    ]
}
START_SECONDS = 60
PORT_RANGES = 64
"""How many processes of tests have ports of their own: each takes some time to ask for the ports that it found free."""
TRIES = 3
"""A port that was free when it was looked for may be taken when the server asks for it."""


@dataclass(frozen=True)
class S3Server:
    """A running server behind its proxy."""

    port: int
    trouble: "Trouble"

    def url(self, prefix: str, bucket: str = BUCKET) -> str:
        """Return the address of a place in a bucket."""
        return f"s3://{bucket}/{prefix}?endpoint=http://127.0.0.1:{self.port}"


def find_ports(count: int) -> list[int]:
    """Return free ports that neither the system nor the other processes of these tests choose.

    Their numbers plus 10,000 are such ports too.
    """
    found: list[int] = []
    own = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % PORT_RANGES
    with ExitStack() as held:
        while len(found) < count:
            port = secrets.choice(range(10_000 + own, 20_000, PORT_RANGES))
            with suppress(OSError):
                for one in (port, port + 10_000):  # SeaweedFS takes the second by itself.
                    held.enter_context(socket.socket()).bind(("127.0.0.1", one))
                found.append(port)
    return found


@contextmanager
def running_seaweed(folder: Path) -> Iterator[int]:
    """Yield the port of an S3 server that keeps all it has in *folder*, with the bucket BUCKET."""
    for number in range(1, TRIES + 1):
        (home := folder / str(number)).mkdir()
        s3, command = compose_command(home)
        with (home / "weed.log").open("wb") as log, subprocess.Popen(command, stdout=log, stderr=log) as server:
            try:
                if make_bucket(s3, server):
                    yield s3
                    return
            finally:
                server.kill()  # It holds nothing that anybody needs.
    said = (home / "weed.log").read_text("utf-8", "replace")
    pytest.fail(f"SeaweedFS did not answer in {TRIES} tries:\n{said[-3000:]}")


def compose_command(folder: Path) -> tuple[int, list[str]]:
    """Return the port of S3 and the command that starts a server."""
    s3, master, volume, filer, *more = find_ports(8)
    config = folder / "identities.json"
    config.write_text(json.dumps(IDENTITIES), "utf-8")
    options = {
        "ip": "127.0.0.1", "ip.bind": "127.0.0.1", "dir": folder, "s3.config": config, "s3.port": s3,
        "master.port": master, "volume.port": volume, "filer.port": filer, "volume.max": 20,
        "master.telemetry": "false", "s3.port.grpc": more[0], "s3.port.iceberg": more[1], "s3.port.lance": more[2],
        "volume.port.grpc": more[3], "master.volumeSizeLimitMB": 64,
    }  # fmt: skip
    weed = f"{Path(sys.executable).parent}/weed"
    return s3, [weed, "server", "-s3", *(f"-{name}={at}" for name, at in options.items())]


def make_bucket(port: int, server: subprocess.Popen[bytes]) -> bool:
    """Create BUCKET as soon as *server* answers an owner who writes into it; return whether it did."""
    address = parse_bucket(f"s3://{BUCKET}?endpoint=http://127.0.0.1:{port}", "URL")
    owner = Bucket(address, Credentials("the-owner", "s3cret-of-the-owner"))
    end = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < end:
        with suppress(BucketFault, ObjectMissing):  # The second where another server has the port.
            owner.put("begin", b"here", {})
            return True
        time.sleep(0.2)
    return False


@dataclass
class Trouble:
    """What goes wrong with the next requests, and what came."""

    kind: str = ""
    """status, hang, slow, cut; "" for nothing."""
    status: int = 500
    left: int = 10**6
    """How many requests it still goes wrong with."""
    seen: list[str] = field(default_factory=list)

    def begin(self, kind: str, *, status: int = 500, times: int = 10**6) -> None:
        """Let *times* requests go wrong from now on."""
        self.kind, self.status, self.left = kind, status, times
        self.seen.clear()

    def next(self) -> str:
        """Return what goes wrong with this request."""
        if not self.kind or self.left <= 0:
            return ""
        self.left -= 1
        return self.kind


class Handler(BaseHTTPRequestHandler):
    """Hands each request on, unless there is trouble."""

    protocol_version = "HTTP/1.1"
    upstream = 0
    trouble: Trouble

    def hand_on(self) -> None:
        """Answer with what the server behind answers."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.trouble.seen.append(f"{self.command} {self.path.partition('?')[0]}")
        kind = self.trouble.next()
        if kind == "status":
            self.answer(self.trouble.status, {}, b"<Error><Code>InternalError</Code></Error>")
            return
        if kind == "hang":
            self.close_connection = True
            time.sleep(3)
            return
        with closing(http.client.HTTPConnection("127.0.0.1", self.upstream, timeout=30)) as connection:
            connection.request(self.command, self.path, body, dict(self.headers.items()))
            answer = connection.getresponse()
            data = answer.read()
        headers = {k: v for k, v in answer.getheaders() if k.lower() not in {"transfer-encoding", "connection", "date"}}
        with suppress(OSError):  # Of a client that went away.
            self.answer(answer.status, headers, data, kind)

    def answer(self, status: int, headers: dict[str, str], data: bytes, kind: str = "") -> None:
        """Send an answer, slowly or in part where that is the trouble."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if not any(name.lower() == "content-length" for name in headers):
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command == "HEAD":
            return
        if kind:
            self.close_connection = True
            data = data[: max(1, len(data) // 2)]
            self.wfile.write(data)
            self.wfile.flush()
            time.sleep(3 if kind == "slow" else 0)
            return
        self.wfile.write(data)

    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = hand_on  # noqa: N815  # Names of the base class.

    def log_message(self, *_words: Any) -> None:
        """Say nothing."""


@contextmanager
def faulty_proxy(upstream: int) -> Iterator[tuple[int, Trouble]]:
    """Yield the port of a proxy before *upstream*, and what can be made to go wrong there."""
    trouble = Trouble()
    handler = type("ProxyHandler", (Handler,), {"upstream": upstream, "trouble": trouble})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_address[1], trouble
    finally:
        server.shutdown()
        server.server_close()
