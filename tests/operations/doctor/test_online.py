"""The site asked by its public address."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from blog.operations.doctor.online import check_online
from tests.operations.doctor.fakes import severities


class Site(BaseHTTPRequestHandler):
    status = 200

    def do_GET(self) -> None:
        self.send_response(self.status if self.path == "/healthz" else 404)
        self.end_headers()

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


@pytest.fixture
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(("status", "severity"), [(200, "ok"), (502, "WRONG"), (204, "WRONG")])
def test_the_answer_of_the_site_counts(
    address: str, monkeypatch: pytest.MonkeyPatch, status: int, severity: str
) -> None:
    monkeypatch.setattr(Site, "status", status)

    assert severities(list(check_online(address))) == [("site", severity)]


@pytest.mark.parametrize("base_url", ["", "file:///etc", "http://127.0.0.1:1"])
def test_a_site_that_cannot_be_asked_is_told(base_url: str) -> None:
    (finding,) = check_online(base_url)

    assert finding.severity.value == "WRONG"
    assert "passwd" not in finding.message
