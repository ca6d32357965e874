"""The RSGI application that Granian runs: it receives bodies, and lets the WSGI application answer in a few threads.

What the page cache keeps is answered by the event loop itself, without a thread.
"""

import asyncio
import os
from collections.abc import AsyncIterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from contextvars import Context, copy_context
from functools import partial
from typing import Any

import structlog
from flask import Flask

from blog import create_app
from blog.config.settings import settings_of
from blog.database import SAFE_METHODS
from blog.operations.gateway.answers import Answer, read_answer, send
from blog.operations.gateway.bodies import receive
from blog.operations.gateway.environ import EMPTY, Environ, make_environ
from blog.operations.gateway.kept_pages import KeptPages
from blog.operations.supervisor import THREADS
from blog.web.access.request_body import DISK_FAULT, allowed_bytes
from blog.web.cache.captured_start import CapturedStart
from blog.web.cache.middleware import is_kept_locally
from blog.web.observability.page_views.view_counter import view_counter

TOO_SLOW = Answer(408, [("Content-Type", "text/plain"), ("Connection", "close")], [b"The request came too slowly.\n"])
BROKEN = Answer(500, [("Content-Type", "text/plain")], [b"Something went wrong.\n"])

log = structlog.get_logger()


class Gateway:
    """Runs the WSGI application *app* in *threads* threads; one object a process."""

    def __init__(self, app: Flask, threads: int) -> None:
        self.app = app
        self.pool = ThreadPoolExecutor(threads, thread_name_prefix="web")
        self.kept = KeptPages(app) if is_kept_locally(app) else None
        self.usual_limit = settings_of(app).max_content_length

    def __rsgi_del__(self, _loop: asyncio.AbstractEventLoop) -> None:
        """End the threads when the process stops, and write the page views that it has counted."""
        self.pool.shutdown(wait=False, cancel_futures=True)
        view_counter(self.app).flush()

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        """Answer one request."""
        environ = make_environ(scope)
        is_safe = scope.method in SAFE_METHODS
        kept = self.kept.find(environ) if is_safe and self.kept else None
        if kept is not None:
            protocol.response_bytes(*kept)
            return
        context = copy_context()
        answer = await self.make(environ, context, None if is_safe else protocol)
        await send(answer, protocol, partial(self.in_thread, context))

    async def make(self, environ: Environ, context: Context, blocks: AsyncIterable[bytes] | None) -> Answer:
        """Let the application answer in a thread, once the body of *blocks*, if there is one, is here."""
        try:
            if blocks is not None:
                await self.receive_body(environ, context, blocks)
            answer: Answer = await self.in_thread(context, self.run, environ)
        except TimeoutError:
            return TOO_SLOW
        except Exception:
            log.exception("request failed outside of the application")
            return BROKEN
        finally:
            if environ["wsgi.input"] is not EMPTY:
                with suppress(OSError):  # What the disk did not take is tried once more.
                    environ["wsgi.input"].close()
        return answer

    async def receive_body(self, environ: Environ, context: Context, blocks: AsyncIterable[bytes]) -> None:
        """Put the body of *blocks* into *environ*, with its length where none was said."""
        body = await receive(blocks, self.usual_limit, partial(self.in_thread, context, self.ask_limit, environ))
        environ["wsgi.input"] = body.file
        environ.setdefault("CONTENT_LENGTH", str(body.size))
        environ[DISK_FAULT] = body.fault

    async def in_thread(self, context: Context, deed: Any, *values: Any) -> Any:
        """Return the result of *deed* with *values*, run in *context* by one of the threads."""
        return await asyncio.get_running_loop().run_in_executor(self.pool, context.run, deed, *values)

    def ask_limit(self, environ: Environ) -> int:
        """Return how many bytes the body may have, which depends on the view and on who asks."""
        with self.app.request_context({**environ}):
            return allowed_bytes()

    def run(self, environ: Environ) -> Answer:
        """Let the application answer; a body of known length is complete."""
        start = CapturedStart()
        body = self.app(environ, start)
        return read_answer(start, body)


def make_gateway() -> Gateway:
    """Return the gateway that the environment describes."""
    return Gateway(create_app(), int(os.environ.get(THREADS, "4")))
