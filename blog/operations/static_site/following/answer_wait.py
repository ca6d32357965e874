"""Lets the answer to a request that changed public pages wait until their files are there."""

import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from pathlib import Path
from typing import Any

import structlog
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from blog.config.settings import settings_of
from blog.database.faults.repeated_log import repeated_log
from blog.operations.static_site.files.file_manifest import MANIFEST_FAULTS
from blog.operations.static_site.files.site_folder import FolderBusy, FolderUncertain, SiteFolder
from blog.operations.static_site.following.folder_update import follow_changes
from blog.operations.static_site.pages.site_reader import PageFailed
from blog.operations.static_site.writing.full_build import read_version
from blog.web.observability.logs import OWN_REQUEST

PATIENCE_SECONDS = 3.0
"""For which an answer waits at most for another process to write the pages."""
UPDATE_SECONDS = 30.0
"""For which it waits at most in all, where this process writes them."""
LOOK_SECONDS = 0.05
FAILED, LEFT, TRIED = range(3)
"""What became of an update: it is logged and over, left to the worker, or done, if the folder was free."""
READING = frozenset({"GET", "HEAD", "OPTIONS"})
Application = Callable[[dict[str, Any], Any], Iterable[bytes]]

log = structlog.get_logger()


class AnswerWait:
    """WSGI middleware: after a request that has changed what readers see, updates the folder in *root*, or waits.

    The request is over by then: its transaction has ended and its session is
    closed. A whole build is left to the worker; the pages then follow the
    answer, which says nothing of them, whatever goes wrong with them. An update
    that takes too long goes on in a thread of its own after the answer, since
    one that is cut short would have the whole site built.
    """

    def __init__(self, app: Flask, inner: Application, root: Path) -> None:
        self.app, self.inner, self.folder = app, inner, SiteFolder(root)
        self.updates = ThreadPoolExecutor(1, thread_name_prefix="static-folder")

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer, and before the answer goes out let its pages be written."""
        if environ["REQUEST_METHOD"] in READING or OWN_REQUEST in environ or not self.folder.followed():
            return self.inner(environ, start_response)  # Without a version no whole build has ended yet.
        before = self.attempt(self.present)
        answer = self.inner(environ, start_response)
        self.attempt(lambda: self.wait(before))
        return answer

    def attempt(self, deed: Callable[[], int]) -> int:
        """Return what *deed* returns, in a context of its own; where it fails, log that and return 0."""
        try:
            return Context().run(deed)
        except Exception as error:  # What was published is published: its answer must not fail with a page.
            if times := repeated_log.count("static folder behind"):
                is_passing = isinstance(error, (*MANIFEST_FAULTS, SQLAlchemyError, PageFailed))
                values = {"folder": str(self.folder.root), "times": times, "reason": str(error)}
                log.warning("static folder behind", **values, exc_info=not is_passing)
            return 0

    def present(self) -> int:
        """Return the number of the content version that readers see now."""
        return number_of(read_version(self.app))

    def wait(self, before: int) -> int:
        """Return when the folder shows all that is public, or after a while; at once if that is as it was *before*."""
        wanted, began, outcome = self.present(), time.monotonic(), TRIED
        while before < wanted > number_of(self.folder.followed()) and time.monotonic() < began + PATIENCE_SECONDS:
            if outcome == TRIED:
                update = self.updates.submit(self.attempt, self.update)
                try:
                    outcome = update.result(began + UPDATE_SECONDS - time.monotonic())
                except TimeoutError:
                    outcome = FAILED
            if outcome == FAILED:
                break
            if outcome == LEFT:
                if self.folder.is_building():
                    break  # The pages of the whole site take longer than any answer can wait.
                time.sleep(LOOK_SECONDS)
        return wanted

    def update(self) -> int:
        """Bring the folder to the present version, or say that it is left to the worker."""
        try:
            return TRIED if follow_changes(self.app, self.folder, LOOK_SECONDS) else LEFT
        except FolderUncertain:
            return LEFT
        except FolderBusy:
            return LEFT if self.folder.is_building() else TRIED  # It may be free soon.


def number_of(version: str) -> int:
    """Return the number of a content version as it is kept in a folder; 0 where there is none."""
    return int(version.split(maxsplit=1)[0]) if version else 0


def init_answer_wait(app: Flask) -> None:
    """Let answers wait for the folder of the settings of *app*, if there is one."""
    root = settings_of(app).static_folder
    if root:
        app.wsgi_app = AnswerWait(app, app.wsgi_app, Path(root))  # type: ignore[method-assign]
