"""The gateway between Granian and the application: slow visitors hold no thread."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from blog.config.settings import settings_of
from blog.operations.gateway.application import Gateway
from tests.factories import make_article
from tests.operations.gateway.heads import Head, Protocol

FORM = (("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "same-origin"))


@pytest.fixture(scope="module")
def caching_app(make_app: Callable[..., Flask], tmp_path_factory: pytest.TempPathFactory) -> Flask:
    folder: Path = tmp_path_factory.mktemp("gateway")
    app = make_app(f"sqlite:///{folder / 'blog.sqlite3'}", PAGE_CACHE_BYTES=1_000_000)
    with app.app_context():
        make_article(slug="story")
    return app


@pytest.fixture
def gateway(caching_app: Flask) -> Iterator[Gateway]:
    gateway = Gateway(caching_app, threads=2)
    yield gateway
    gateway.pool.shutdown()


def ask(gateway: Gateway, head: Head, *blocks: bytes) -> Protocol:
    protocol = Protocol(blocks)
    asyncio.run(gateway.__rsgi__(head, protocol))
    return protocol


@dataclass
class Stalled(Protocol):
    """A visitor who sends half a body."""

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield b"a=1"
        await asyncio.Event().wait()


def test_slow_bodies_hold_up_neither_readers_nor_writers(gateway: Gateway) -> None:
    pages, written = [Protocol() for _ in range(4)], Protocol((b"theme=dark&back=/",))

    async def attack() -> None:
        slow = Head("/subscribe", "POST", (*FORM, ("content-length", "1000")))
        held = [asyncio.create_task(gateway.__rsgi__(slow, Stalled())) for _ in range(50)]
        await asyncio.sleep(0)
        for path, protocol in zip(("/", "/", "/healthz", "/articles/story"), pages, strict=True):
            await gateway.__rsgi__(Head(path), protocol)
        await gateway.__rsgi__(Head("/choices", "POST", FORM), written)
        for task in held:
            task.cancel()
        await asyncio.gather(*held, return_exceptions=True)

    asyncio.run(attack())

    assert [page.status for page in pages] == [200] * 4
    assert written.status == 303


def test_a_page_that_is_kept_needs_no_thread(gateway: Gateway) -> None:
    made = ask(gateway, Head("/"))
    gateway.pool.shutdown()

    kept = ask(gateway, Head("/"))

    assert (kept.status, kept.sent) == (200, made.sent)


def test_a_body_that_is_too_large_is_answered_and_not_broken_off(gateway: Gateway) -> None:
    blocks = (b"x" * 1_000_000,) * 6
    for more in ((), (("content-length", "6000000"),)):
        answer = ask(gateway, Head("/subscribe", "POST", (*FORM, *more)), *blocks)

        assert answer.status == 413


def test_without_a_length_a_form_is_read_to_its_end(gateway: Gateway) -> None:
    assert ask(gateway, Head("/choices", "POST", FORM), b"theme=", b"dark&back=/").status == 303


def test_a_body_that_comes_too_slowly_gets_an_answer(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("blog.web.access.request_body.GRACE_SECONDS", 0.01)
    stalled = Stalled()

    asyncio.run(gateway.__rsgi__(Head("/subscribe", "POST", FORM), stalled))

    assert stalled.status == 408


def test_what_breaks_outside_of_the_application_gets_an_answer(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(gateway, "run", fail)

    assert ask(gateway, Head("/choices", "POST", FORM), b"").status == 500


def test_the_usual_limit_is_that_of_the_settings(gateway: Gateway) -> None:
    assert gateway.usual_limit == settings_of(gateway.app).max_content_length
