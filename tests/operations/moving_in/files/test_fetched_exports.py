"""A feed is fetched from the public network alone."""

from pathlib import Path

import pytest
from flask import Flask

from blog.operations.moving_in.files.fetched_exports import fetch_export
from blog.operations.moving_in.imported_items import ExportRefused
from tests.web.access.outgoing.elsewhere import PAGES, serve_elsewhere


def test_a_feed_is_fetched(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PAGES, "/feed", (200, {"Content-Type": "application/feed+json"}, b' {"a":1}'))
    with serve_elsewhere() as network:
        path = fetch_export("http://news.example/feed", tmp_path, network)

    assert (path.name, path.read_bytes()) == ("feed.json", b' {"a":1}')


@pytest.mark.parametrize("path", ["news.example/to-private", "intranet.example/feed", "news.example/film"])
def test_anything_else_is_refused(app: Flask, tmp_path: Path, path: str) -> None:
    with serve_elsewhere() as network, pytest.raises(ExportRefused):
        fetch_export(f"http://{path}", tmp_path, network)

    assert list(tmp_path.iterdir()) == []
