"""Pages that the page cache keeps, for the event loop, which answers with them itself."""

import asyncio

from flask import Flask

from blog.operations.gateway.environ import Environ
from blog.web.cache.captured_start import CapturedStart
from blog.web.cache.entries import Headers
from blog.web.cache.middleware import KEPT_ONLY, page_cache_of
from blog.web.cache.version_watch import Version


class KeptPages:
    """Asks the page cache of *app* from the event loop; nothing is waited for."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.watch = page_cache_of(app).watch
        self.is_read = False
        self.version: Version | None = None

    def find(self, environ: Environ) -> tuple[int, Headers, bytes] | None:
        """Return status, headers and body of the kept answer, or None."""
        start = CapturedStart()
        body = self.app.wsgi_app({**environ, KEPT_ONLY: self.read_version()}, start)
        return (int(start.status[:3]), start.headers, b"".join(body)) if start.status else None

    def read_version(self) -> Version | None:
        """Return the content version, read once for the requests that one turn of the event loop answers.

        To forget it is put into the queue of the loop before it is read: what
        is answered until then came before the reading, and sees no older page
        than it would have seen alone.
        """
        if not self.is_read:
            asyncio.get_running_loop().call_soon(self.forget_version)
            self.is_read, self.version = True, self.watch.read()
        return self.version

    def forget_version(self) -> None:
        """Let the next request read the version."""
        self.is_read = False
