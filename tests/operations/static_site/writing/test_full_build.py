"""The whole site as files, on both databases: every page, whole links, and what is gone deleted."""

import errno
from contextlib import suppress
from pathlib import Path

import pytest
from flask import Flask

from blog.database import db
from blog.models import ArticleState
from blog.operations.static_site.files.site_folder import SiteFolder
from blog.operations.static_site.proof.verification import verify_folder
from blog.operations.static_site.writing.full_build import build_site
from tests.databases import on_sqlite
from tests.operations.static_site.sites import HOSTILE, build, files_in, fill_site
from tests.settings import change_settings


def test_every_public_page_is_a_file_and_no_link_is_broken(app: Flask, media: Path, tmp_path: Path) -> None:
    change_settings(app, articles_per_page=3)
    fill_site(8)

    result = build(app, tmp_path / "site")
    files, report = files_in(tmp_path / "site"), verify_folder(tmp_path / "site")

    expected = {
        *("index.html", "about.html", "search.html", "archive/index.html", "archive/2026/5.html", "topics/index.html"),
        *("topics/index~.html", "topics/index~/page-2.html", "authors/noor.html", "authors/noor/page-1.html"),
        *("corrections/index.html", f"articles/{HOSTILE}.html", f"articles/{HOSTILE}.md", "articles/well-7.txt"),
        *("feed.atom", "feed.rss", "feed.json", "corrections/feed.atom", "authors/noor/feed.json", "sitemap.xml"),
        *("sitemap-pages.xml", "sitemap-news.xml", "sitemap-articles-1.xml", "robots.txt", "site.webmanifest"),
        *("favicon.ico", "search/part-0.js"),
    }
    assert expected - files.keys() == set()
    assert report.faults == []
    assert (result.files, report.files) == (len(files), len(files))
    assert not any(name.startswith(("subscribe", "desk", "login", "nowhere")) for name in files)


@on_sqlite
def test_the_pages_of_a_list_have_all_of_it_and_lead_on(app: Flask, media: Path, tmp_path: Path) -> None:
    change_settings(app, articles_per_page=3)
    made = fill_site(8)

    build(app, tmp_path / "site")
    files = files_in(tmp_path / "site")

    first, newer, older = (files[f"topics/index~{name}.html"].decode() for name in ("", "/page-2", "/page-1"))
    assert 'href="index~/page-2.html" rel="next"' in first
    assert 'href="page-1.html" rel="next"' in newer
    assert 'href="../index~.html"' in older
    assert all(f"/{one.slug}.html" in first + newer + older for one in made)
    assert "before=" not in first + newer + older


@on_sqlite
def test_a_second_build_writes_nothing_and_deletes_what_was_withdrawn(app: Flask, media: Path, tmp_path: Path) -> None:
    made = fill_site(5)
    build(app, tmp_path / "site")

    again = build(app, tmp_path / "site")
    made[3].state = ArticleState.WITHDRAWN
    db.session.commit()
    after = build(app, tmp_path / "site")

    assert (again.written, again.deleted) == (0, 0)
    assert after.deleted >= 3  # Its page and both texts.
    assert "articles/well-3.html" not in files_in(tmp_path / "site")
    assert verify_folder(tmp_path / "site").faults == []


@on_sqlite
def test_a_build_that_was_cut_short_is_taken_up(
    app: Flask, media: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_site(3)
    count = 0

    def fail_soon(path: Path, data: bytes) -> int:
        nonlocal count
        count += 1
        if count > 30:
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        with path.open("wb") as file:
            return file.write(data)

    monkeypatch.setattr(Path, "write_bytes", fail_soon)
    with pytest.raises(OSError, match="No space"):
        build(app, tmp_path / "site")
    monkeypatch.undo()
    build(app, tmp_path / "site")

    assert verify_folder(tmp_path / "site").faults == []


def test_a_page_of_a_killed_build_that_is_withdrawn_meanwhile_is_deleted(
    app: Flask, media: Path, tmp_path: Path
) -> None:
    made = fill_site(3)
    folder = SiteFolder(tmp_path / "site")
    steps = build_site(app, folder, "https://news.example.org")
    while not (tmp_path / f"site/articles/{made[0].slug}.html").exists():
        next(steps)
    with suppress(KeyboardInterrupt):
        steps.throw(KeyboardInterrupt)
    made[0].state = ArticleState.WITHDRAWN
    db.session.commit()

    build(app, tmp_path / "site")

    assert not [name for name in files_in(tmp_path / "site") if name.startswith(f"articles/{made[0].slug}.")]
