"""Kept pages: the version is read once a turn of the loop, and no answer is older than one that read it alone."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from blog.database import db
from blog.models import PageKind, ViewedPage
from blog.models.page_views import sum_of_page
from blog.operations.gateway.application import Gateway
from blog.web.cache.middleware import page_cache_of
from blog.web.cache.version_watch import Version
from tests.factories import make_article
from tests.operations.gateway.heads import Head, Protocol


@pytest.fixture(scope="module")
def kept_app(make_app: Callable[..., Flask], tmp_path_factory: pytest.TempPathFactory) -> Flask:
    folder: Path = tmp_path_factory.mktemp("kept")
    return make_app(f"sqlite:///{folder / 'blog.sqlite3'}", PAGE_CACHE_BYTES=1_000_000)


@pytest.fixture
def reads(kept_app: Flask, monkeypatch: pytest.MonkeyPatch) -> list[Version | None]:
    """What was read of the version, in order."""
    watch, found = page_cache_of(kept_app).watch, []
    read = watch.read
    monkeypatch.setattr(watch, "read", lambda: found.append(read()) or found[-1])
    return found


def test_one_turn_of_the_loop_reads_the_version_once(kept_app: Flask, reads: list[Version | None]) -> None:
    gateway, pages = Gateway(kept_app, threads=1), [Protocol() for _ in range(20)]

    async def ask() -> None:
        await gateway.__rsgi__(Head("/"), Protocol())
        reads.clear()
        await asyncio.gather(*(gateway.__rsgi__(Head("/"), page) for page in pages))

    asyncio.run(ask())
    gateway.pool.shutdown()

    assert {page.status for page in pages} == {200}
    assert len(reads) == 1


def test_what_is_asked_after_a_change_shows_it_in_whatever_turn(kept_app: Flask) -> None:
    gateway, pages = Gateway(kept_app, threads=1), []

    async def change(number: int) -> None:
        """Publish in a turn that has read the version already; then a request comes, behind what is in the queue."""
        page = Protocol()
        with kept_app.app_context():
            make_article(f"Story number {number}")
            db.session.remove()
        await asyncio.create_task(gateway.__rsgi__(Head("/"), page))
        pages.append(f"Story number {number}" in b"".join(page.sent).decode())

    async def ask() -> None:
        await gateway.__rsgi__(Head("/"), Protocol())
        for number in range(5):
            crowd = [asyncio.create_task(gateway.__rsgi__(Head("/"), Protocol())) for _ in range(3)]
            await asyncio.create_task(change(number))
            await asyncio.gather(*crowd)

    asyncio.run(ask())
    gateway.pool.shutdown()

    assert pages == [True] * 5


def test_kept_pages_are_counted_and_written_when_the_process_ends(kept_app: Flask) -> None:
    gateway, browser = Gateway(kept_app, threads=1), (("user-agent", "Mozilla/5.0 (X11; rv:133.0) Firefox/133.0"),)
    with kept_app.app_context():
        article = ViewedPage(PageKind.ARTICLE, make_article("Counted", slug="counted").id)
        db.session.remove()

    async def ask() -> None:
        for _ in range(5):
            await gateway.__rsgi__(Head("/articles/counted", pairs=browser), Protocol())
        gateway.__rsgi_del__(asyncio.get_running_loop())

    asyncio.run(ask())

    with kept_app.app_context():
        assert page_cache_of(kept_app).pages.figures.hits >= 4
        assert sum_of_page(db.session, article) == 5
        db.session.remove()
