"""A web server as the world outside, with the faults of real ones; names lead to it, whatever their address."""

import socket
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from blog.web.access.outgoing.outside_network import Network

PUBLIC = "93.184.216.34"
HTML = "text/html; charset=utf-8"
PAGES: dict[str, tuple[int, dict[str, str], bytes]] = {
    "/page": (200, {"Content-Type": HTML}, b"<title>Page</title>"),
    "/film": (200, {"Content-Type": "video/mp4"}, b"x"),
    "/none": (200, {}, b"x"),
    "/error": (500, {"Content-Type": HTML}, b"<title>Error</title>"),
    "/huge": (200, {"Content-Type": HTML}, b"<title>Huge</title>" + b"x" * 5_000_000),
    "/to-page": (302, {"Location": "/page"}, b""),
    "/to-private": (302, {"Location": "http://intranet.example/page"}, b""),
    "/to-file": (302, {"Location": "file:///etc/passwd"}, b""),
    "/to-bracket": (302, {"Location": "http://[/"}, b""),
    "/to-nowhere": (302, {}, b""),
    "/loop": (302, {"Location": "/loop"}, b""),
    "/late-loop": (302, {"Location": "/late-loop"}, b""),
    "/short": (200, {"Content-Type": HTML, "Content-Length": "1000"}, b"<title>Short"),
}


class Handler(BaseHTTPRequestHandler):
    """Answers with PAGES; /slow sends a byte now and then for ever, /drip after the head of an answer."""

    asked: list[str]

    def do_GET(self) -> None:
        type(self).asked.append(f"{self.headers['Host']}{self.path}")
        if self.path == "/slow":
            return self.drip()
        if self.path == "/drip":
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<title>Drip</title>")
            return self.drip()
        if self.path == "/late-loop":
            time.sleep(0.2)
        status, headers, body = PAGES.get(self.path, (404, {}, b""))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        with suppress(OSError):
            self.wfile.write(body)
        return None

    def drip(self) -> None:
        with suppress(OSError):
            while True:
                self.wfile.write(b"H")
                time.sleep(0.02)

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


class Elsewhere(Network):
    """Knows some names; every connection leads to the server, and is noted with the address it was meant for."""

    max_seconds = 0.3

    def __init__(self, port: int, asked: list[str]) -> None:
        self.port, self.asked = port, asked
        self.connected: list[str] = []
        self.names: dict[str, Sequence[str]] = {"news.example": [PUBLIC], "intranet.example": ["10.0.0.7"]}

    def resolve(self, host: str, port: int, seconds: float) -> Sequence[str]:
        if host not in self.names:
            raise OSError
        return self.names[host]

    def connect(self, ip: str, port: int, seconds: float) -> socket.socket:
        self.connected.append(f"{ip}:{port}")
        return socket.create_connection(("127.0.0.1", self.port), seconds)


@contextmanager
def serve_elsewhere() -> Iterator[Elsewhere]:
    """Run the server."""
    handler = type("Here", (Handler,), {"asked": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield Elsewhere(server.server_address[1], handler.asked)  # type: ignore[attr-defined]
    server.shutdown()
    server.server_close()
