"""The worker's part in keeping a folder current: a whole build whenever what readers see has changed."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

import structlog
from flask import Flask

from blog.config.settings import settings_of
from blog.database import AnySession
from blog.database.faults.repeated_log import repeated_log
from blog.delivery.worker.job_runner import Job
from blog.operations.static_site.files.site_folder import FolderBusy, FolderRefused, SiteFolder
from blog.operations.static_site.writing.full_build import VERSION, BuildResult, build_site, read_version

EVERY = timedelta(days=1)
"""After which all pages are made again though nothing changed, since some show what the time makes of them."""
RETRY = timedelta(seconds=10)
STRETCH = 20
"""Pages that are written in one run of the job."""

log = structlog.get_logger()


def following_jobs(app: Flask) -> list[Job]:
    """Return the job that keeps the folder of the settings of *app* current; none without such a folder."""
    folder = settings_of(app).static_folder
    return [FolderFollowing(app, SiteFolder(Path(folder)))] if folder else []


class FolderFollowing:
    """Job: writes a stretch of the site while the folder is behind; a folder that cannot be written is tried again."""

    def __init__(self, app: Flask, folder: SiteFolder) -> None:
        self.app, self.folder = app, folder
        self.under_way: Iterator[int | BuildResult] | None = None
        self.passed_at: datetime | None = None
        """When the last build ended; the first one follows the start, since edition and settings may be others."""
        self.again_at: datetime | None = None

    def __call__(self, session: AnySession, now: datetime) -> bool:
        """Write some pages, if any are due; return whether there are more."""
        if self.again_at is not None and now < self.again_at:
            return False
        session.rollback()  # Nobody waits for this session while pages are made.
        try:
            return self.advance(now)
        except (OSError, FolderRefused, FolderBusy) as error:
            self.under_way, self.again_at = None, now + RETRY
            if times := repeated_log.count("static folder behind"):
                log.warning("static folder behind", folder=str(self.folder.root), times=times, reason=str(error))
            return False

    def advance(self, now: datetime) -> bool:
        """Begin a build that is due, or go on with the present one; return whether there is more to do."""
        if self.under_way is None:
            self.folder.prepare()
            if not self.is_due(now):
                return False
            self.under_way = build_site(self.app, self.folder, settings_of(self.app).base_url, patience=0)
        if len(list(islice(self.under_way, STRETCH))) < STRETCH:
            self.under_way, self.passed_at = None, now
        return True

    def is_due(self, now: datetime) -> bool:
        """Return whether the folder is behind the site, or may be."""
        if self.passed_at is None or now - self.passed_at >= EVERY:
            return True
        with self.folder.manifest() as manifest:
            return manifest.value(VERSION) != read_version(self.app)
