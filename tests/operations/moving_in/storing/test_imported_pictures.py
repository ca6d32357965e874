"""Pictures come from the files that are there, and by address from named hosts of the public network alone."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image

from blog.operations.moving_in.files.media_index import MediaIndex
from blog.operations.moving_in.moving_report import Outcome
from blog.operations.moving_in.storing.imported_pictures import PictureMissing, PictureSource
from tests.operations.moving_in.exports import OLD, take_in, write_wxr, wxr_item
from tests.web.access.outgoing.elsewhere import PAGES, Elsewhere, serve_elsewhere


def jpeg() -> bytes:
    data = BytesIO()
    Image.new("RGB", (640, 400), "teal").save(data, "JPEG")
    return data.getvalue()


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Iterator[Elsewhere]:
    """A server with a picture, one that is far too large, and redirects."""
    monkeypatch.setitem(PAGES, "/quay.jpg", (200, {"Content-Type": "image/jpeg"}, jpeg()))
    monkeypatch.setitem(PAGES, "/large.jpg", (200, {"Content-Type": "image/jpeg"}, b"x" * 2_000_000))
    monkeypatch.setitem(PAGES, "/moved.jpg", (302, {"Location": "http://other.example/quay.jpg"}, b""))
    with serve_elsewhere() as network:
        network.names["other.example"] = ["93.184.216.34"]
        yield network


def source(network: Elsewhere, *hosts: str) -> PictureSource:
    return PictureSource(MediaIndex([]), frozenset(hosts), network)


def test_a_picture_is_fetched_from_a_named_host(elsewhere: Elsewhere) -> None:
    found = source(elsewhere, "news.example").open("http://news.example/quay-300x200.jpg", 1_000_000)

    assert found.read() == jpeg()
    assert elsewhere.asked == ["news.example/quay.jpg"]


@pytest.mark.parametrize(
    ("address", "hosts"),
    [
        ("http://news.example/quay.jpg", ()),
        ("http://other.example/quay.jpg", ("news.example",)),
        ("http://news.example/moved.jpg", ("news.example",)),
        ("http://intranet.example/quay.jpg", ("intranet.example",)),
        ("http://news.example/to-private", ("news.example", "intranet.example")),
        ("http://news.example/large.jpg", ("news.example",)),
        ("http://news.example/page", ("news.example",)),
        ("http://news.example/slow", ("news.example",)),
        ("file:///etc/passwd", ("",)),
        ("http://127.0.0.1/quay.jpg", ("127.0.0.1",)),
    ],
)
def test_anything_else_is_refused(app: Flask, elsewhere: Elsewhere, address: str, hosts: tuple[str, ...]) -> None:
    elsewhere.names["127.0.0.1"] = ["127.0.0.1"]

    with pytest.raises(PictureMissing):
        source(elsewhere, *hosts).open(address, 1_000_000)

    assert not [asked for asked in elsewhere.asked if asked.startswith(("intranet", "other", "127"))]


def test_a_file_that_is_no_picture_is_named_and_the_article_comes(app: Flask, tmp_path: Path, media: Path) -> None:
    (tmp_path / "uploads").mkdir()
    (tmp_path / "uploads/quay.jpg").write_bytes(b"<?php echo 1;")
    body = f'<figure><img src="{OLD}/uploads/quay.jpg"><figcaption>At the quay</figcaption></figure>'

    rows, _report = take_in(write_wxr(tmp_path, [wxr_item(1, body)]), [tmp_path / "uploads"])

    assert rows[0].outcome is Outcome.NEW
    assert [loss.kind.value for loss in rows[0].losses] == ["picture"]
    assert (rows[0].words_before, rows[0].words_after) == (3, 3)


def test_a_picture_and_a_file_that_are_damaged_in_their_archive_are_named(app: Flask, tmp_path: Path) -> None:
    archive = tmp_path / "uploads.zip"
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("quay.jpg", jpeg())
        made.writestr("r.pdf", b"%PDF-1.4" + b"x" * 500)
    archive.write_bytes(archive.read_bytes().replace(b"JFIF", b"jfif").replace(b"x" * 500, b"y" * 500))
    body = f'<p>Words</p><img src="{OLD}/quay.jpg"><p><a href="{OLD}/r.pdf">Report</a></p>'

    rows, _report = take_in(write_wxr(tmp_path, [wxr_item(1, body)]), [archive])

    assert rows[0].outcome is Outcome.NEW
    assert sorted(loss.kind.value for loss in rows[0].losses if "damaged" in loss.detail) == ["media", "picture"]
