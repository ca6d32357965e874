"""The site and its pictures asked by their public addresses."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from blog.database import db
from blog.operations.doctor.online import check_online, check_public_pictures
from blog.pictures.files.storage import storage
from tests.operations.doctor.fakes import severities
from tests.pictures.picture_factories import make_picture


class Site(BaseHTTPRequestHandler):
    status = 200

    def do_GET(self) -> None:
        self.send_response(self.status if self.path == "/healthz" else 404)
        self.end_headers()

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


@contextmanager
def serving(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def address() -> Iterator[str]:
    with serving(Site) as found:
        yield found


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


class Cdn(BaseHTTPRequestHandler):
    """Answers as SeaweedFS did for a public bucket, unless told otherwise."""

    status, kind, cache, body = 200, "image/jpeg", "public, max-age=31536000, immutable", b"pixels"

    def do_GET(self) -> None:
        if self.status == 302:
            self.send_response(302)
            self.send_header("Location", "/healthz")
            self.end_headers()
            type(self).status = 200
            return
        self.send_response(self.status)
        self.send_header("Content-Type", self.kind)
        if self.cache:
            self.send_header("Cache-Control", self.cache)
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


@pytest.mark.parametrize(
    ("answer", "severity", "words"),
    [
        ({}, "ok", "as it was stored"),
        ({"status": 403}, "WRONG", "let everybody read the objects"),
        ({"status": 404}, "WRONG", "check path and prefix"),
        ({"status": 302}, "WRONG", "pages do not allow"),
        ({"body": b"<html>"}, "WRONG", "something else"),
        ({"kind": "application/octet-stream"}, "WRONG", "let it be image/jpeg"),
        ({"cache": ""}, "warn", "no Cache-Control"),
    ],
)
def test_the_newest_picture_is_fetched_as_readers_do(
    app: Flask, media: Path, answer: dict[str, Any], severity: str, words: str
) -> None:
    picture = make_picture()
    storage().put(picture.path(400, "jpg"), b"pixels")

    with serving(type("Told", (Cdn,), answer)) as address:
        (finding,) = check_public_pictures(db.session, storage(), f"{address}/news/")

    assert finding.severity.value.lower() == severity.lower()
    assert words in finding.message
    assert f"{address}/news/{picture.path(400, 'jpg')}" in finding.message


def test_a_cdn_that_is_away_is_told_and_without_one_nothing_is_asked(app: Flask, media: Path) -> None:
    assert list(check_public_pictures(db.session, storage(), "https://cdn.example")) == []  # No picture yet.
    storage().put(make_picture().path(400, "jpg"), b"pixels")

    (finding,) = check_public_pictures(db.session, storage(), "http://127.0.0.1:1")

    assert "cannot be reached" in finding.message
    assert list(check_public_pictures(db.session, storage(), "")) == []
