"""A site as a slow network brings it: each page in pieces, so that a browser draws what it has."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.request import urlopen

PAUSE_SECONDS = 0.12
"""Long enough for a browser to draw."""


@contextmanager
def served_slowly(site: str, marks: tuple[bytes, ...]) -> Iterator[str]:
    """Yield the address of a server that hands on what *site* answers, with a pause before each of *marks*."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with urlopen(site + self.path, timeout=10) as answer:
                kind, body = answer.headers["Content-Type"], answer.read()
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.end_headers()
            for piece in cut(body, marks if kind.startswith("text/html") else ()):
                self.wfile.write(piece)
                self.wfile.flush()
                time.sleep(PAUSE_SECONDS if marks else 0)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def cut(body: bytes, marks: tuple[bytes, ...]) -> Iterator[bytes]:
    """Yield *body* in pieces, each of which ends before one of *marks*."""
    for mark in marks:
        piece, found, rest = body.partition(mark)
        if found:
            yield piece
            body = found + rest
    yield body
