"""Each kind of damage to a folder is found, and named by its file."""

import gzip
from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest
from flask import Flask

from blog.database import db
from blog.operations.static_site.files.site_folder import SiteFolder
from blog.operations.static_site.proof.verification import verify_folder
from tests.conftest import empty_database
from tests.operations.static_site.sites import HOSTILE, build, fill_site

FEED = "feed.atom"
PAGE = f"articles/{HOSTILE}.html"


def plant(root: Path, name: str, old: str, new: str) -> None:
    """Change a file and what the manifest says of it, as a fault of the program would."""
    folder = SiteFolder(root)
    with folder.open(0) as manifest:
        body = (root / name).read_text("utf-8")
        assert old in body
        folder.write(manifest, name, "", body.replace(old, new).encode())


def delete(root: Path, pattern: str) -> None:
    next(root.glob(pattern)).unlink()


FAULTS: dict[str, tuple[Callable[[Path], None], str]] = {
    "a page is missing": (lambda root: delete(root, "articles/well-2.html"), "articles/well-2.html: is missing"),
    "a byte differs": (lambda root: (root / "robots.txt").write_bytes(b"x"), "robots.txt: is not as it was written"),
    "a link leads nowhere": (
        lambda root: plant(root, PAGE, "well-1.html#main", "well-99.html"),
        f"{PAGE}: links to well-99.html, which is no file",
    ),
    "an anchor is gone": (
        lambda root: plant(root, PAGE, "well-1.html#main", "well-1.html#gone"),
        f"{PAGE}: links to articles/well-1.html#gone, where there is no such anchor",
    ),
    "a style sheet is gone": (lambda root: delete(root, "assets/site.*.css"), ": is missing"),
    "a picture is gone": (
        lambda root: plant(root, PAGE, "<h2 ", '<img alt="" srcset="../media/k/1.jpg 1w"><h2 '),
        f"{PAGE}: links to ../media/k/1.jpg, which is no file",
    ),
    "a link leaves the folder": (
        lambda root: plant(root, PAGE, "well-1.html#main", "/articles/well-1"),
        f"{PAGE}: links to /articles/well-1, which is no file",
    ),
    "a feed names no page": (
        lambda root: plant(root, FEED, "example.org/articles/well-0", "example.org/articles/gone"),
        "feed.atom: names https://news.example.org/articles/gone, for which there is no file",
    ),
    "a search result leads nowhere": (
        lambda root: plant(root, "search/part-0.js", '"about.html"', '"gone.html"'),
        "search/part-0.js: links to ../gone.html, which is no file",
    ),
    "a compressed form is old": (
        lambda root: (root / "index.html.gz").write_bytes(gzip.compress(b"old")),
        "index.html.gz: does not hold index.html",
    ),
    "a stranger lies there": (
        lambda root: (root / "notes.doc").write_bytes(b"x") and None,
        "notes.doc: is in the folder",
    ),
}


@pytest.fixture(scope="module")
def whole_site(sqlite_app: Flask, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("static") / "site"
    with sqlite_app.app_context():
        empty_database()
        fill_site(5)
        build(sqlite_app, root)
        db.session.remove()
    return root


@pytest.mark.parametrize("kind", FAULTS)
def test_each_kind_of_damage_is_found(whole_site: Path, tmp_path: Path, kind: str) -> None:
    root = tmp_path / "copy"
    copytree(whole_site, root)
    damage, sentence = FAULTS[kind]

    before = verify_folder(root).faults
    damage(root)
    faults = verify_folder(root).faults

    assert before == []
    assert any(sentence in fault for fault in faults), faults
