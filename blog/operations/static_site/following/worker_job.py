"""The worker's part in keeping a folder current: what a change touches, and a whole build where that is all of it."""

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
from blog.operations.static_site.files.file_manifest import MANIFEST_FAULTS
from blog.operations.static_site.files.site_folder import FolderBusy, FolderRefused, FolderUncertain, SiteFolder
from blog.operations.static_site.following.change_notes import begin_noting, end_noting
from blog.operations.static_site.following.folder_update import follow_changes, update_folder
from blog.operations.static_site.pages.site_reader import PageFailed
from blog.operations.static_site.writing.full_build import VERSION, FullBuild, read_version

EVERY = timedelta(days=1)
"""After which all pages are made again though nothing changed, since some show what the time makes of them."""
RETRY = timedelta(seconds=10)
PATIENCE_SECONDS = 1.0
"""For which an update waits for that of a request."""
STRETCH = 20
"""Pages that are written in one run of the job."""

log = structlog.get_logger()


def following_jobs(app: Flask) -> list[Job]:
    """Return the job that keeps the folder of the settings of *app* current; without one, that which ends the notes."""
    folder = settings_of(app).static_folder
    return [FolderFollowing(app, SiteFolder(Path(folder)), settings_of(app).base_url)] if folder else [end_once()]


def end_once() -> Job:
    """Return the job that ends the notes of changes, once a start, where no folder has asked for them for days."""
    is_done = False

    def end(session: AnySession, now: datetime) -> bool:
        nonlocal is_done
        if is_done:
            return False
        is_done = True
        return end_noting(session, now)

    return end


class FolderFollowing:
    """Job: updates the folder, or builds a stretch of it; a folder that cannot be written is tried again.

    Args:
        live: the address to which links to what is no file lead, without slash at the end.
    """

    def __init__(self, app: Flask, folder: SiteFolder, live: str) -> None:
        self.app, self.folder, self.live = app, folder, live
        self.under_way: Iterator[None] | None = None
        self.passed_at: datetime | None = None
        """When the last build ended; the first one follows the start, since edition and settings may be others."""
        self.again_at: datetime | None = None
        self.builds = 0
        """Whole builds that have ended."""

    def __call__(self, session: AnySession, now: datetime) -> bool:
        """Write some pages, if any are due; return whether there are more."""
        if self.again_at is not None and now < self.again_at:
            return False
        session.rollback()  # Nobody waits for this session while pages are made.
        try:
            return self.advance(session, now)
        except (*MANIFEST_FAULTS, FolderRefused, FolderBusy, PageFailed) as error:
            self.under_way, self.again_at = None, now + RETRY
            if times := repeated_log.count("static folder behind"):
                log.warning("static folder behind", folder=str(self.folder.root), times=times, reason=str(error))
            return False

    def advance(self, session: AnySession, now: datetime) -> bool:
        """Update the folder, begin a build that is due, or go on with the present one; return whether there is more."""
        if self.under_way is None:
            self.folder.prepare()
            is_due = self.passed_at is None or now - self.passed_at >= EVERY
            if not is_due and self.folder.followed() == read_version(self.app):
                return False
            if not is_due and self.is_updated():
                return True
            begin_noting(session, now)
            session.commit()
            self.under_way = self.build()
        if len(list(islice(self.under_way, STRETCH))) < STRETCH:
            self.under_way = None
            self.passed_at = now if self.is_complete else self.passed_at
        return True

    def is_updated(self) -> bool:
        """Write what has changed; return False where the whole site must be built."""
        try:
            return follow_changes(self.app, self.folder, PATIENCE_SECONDS)
        except FolderUncertain:
            return False

    def build(self) -> Iterator[None]:
        """Build the whole site, and between two pages take in what has changed; begin again where that is all of it."""
        self.is_complete = False
        with self.folder.open(0) as manifest:
            build = FullBuild(self.app, self.folder, manifest, self.live)
            self.folder.say_building(is_building=self.folder.followed() != build.version)
            for _ in build.run():
                if not self.keep_up(build):
                    return
                yield
            if not self.keep_up(build):
                return
            build.finish()
            self.folder.say_followed(build.version)
            self.folder.say_building(is_building=False)
            self.is_complete = True
            self.builds += 1

    def keep_up(self, build: FullBuild) -> bool:
        """Take what has changed since into *build*; return False where it must begin again."""
        if read_version(self.app) == build.version:
            return True
        was_current = self.folder.followed() == build.version
        result = update_folder(self.app, self.folder, build.manifest, build.version, build.writer.names)
        if result is None:
            return False
        build.take(result.names, result.touched, result.deleted)
        build.version = result.version
        build.manifest.save()
        if was_current:
            build.manifest.keep(VERSION, result.version)
            self.folder.say_followed(result.version)
        return True
