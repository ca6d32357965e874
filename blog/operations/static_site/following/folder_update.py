"""Brings a folder from the content version that it shows to the present one, by the pages that are touched alone."""

import time
from collections.abc import Mapping
from functools import partial
from typing import NamedTuple

import structlog
from flask import Flask

from blog.operations.static_site.files.file_manifest import FileManifest
from blog.operations.static_site.files.site_folder import SiteFolder
from blog.operations.static_site.following.change_notes import read_changes
from blog.operations.static_site.following.page_update import PageUpdate
from blog.operations.static_site.following.touched_pages import Touched, find_touched
from blog.operations.static_site.pages.search_index import list_parts, part_name
from blog.operations.static_site.pages.site_reader import SiteReader
from blog.operations.static_site.writing.full_build import (
    FRAME,
    PARTS,
    VERSION,
    read_frame,
    write_search_page,
    write_search_part,
)

NOTHING: Mapping[str, str | None] = {}
log = structlog.get_logger()


class UpdateResult(NamedTuple):
    """What an update did; *version* is the content version that the folder shows now."""

    version: str
    written: list[str]
    deleted: set[str]
    touched: set[str]
    names: dict[str, str | None]


def follow_changes(app: Flask, folder: SiteFolder, patience: float) -> bool:
    """Bring *folder* to the present content version; return False where the whole site must be built.

    Raises:
        FolderBusy: another process has held it for *patience* seconds.
        FolderUncertain: the last run was cut short.
        OSError: a file could not be written.
        PageFailed: the site did not answer.
    """
    with folder.open(patience, needs_certainty=True) as manifest:
        result = update_folder(app, folder, manifest, manifest.value(VERSION))
        if result is not None:
            manifest.keep(VERSION, result.version)
            manifest.save()
            folder.say_followed(result.version)
    return result is not None


def update_folder(
    app: Flask, folder: SiteFolder, manifest: FileManifest, known: str, names: Mapping[str, str | None] = NOTHING
) -> UpdateResult | None:
    """Write what has changed since the content version *known*; None where the whole site must be built again.

    The folder is held by the caller, who saves *manifest* and keeps the version; *names* says where addresses lead in
    a build that is under way.

    Raises:
        OSError: a file could not be written; all others are whole, and the next update goes on.
    """
    began, reader = time.monotonic(), SiteReader(app)
    changes = reader.read(partial(read_changes, known=known))
    if changes is None or manifest.value(FRAME) != read_frame(reader):
        return None
    touched = reader.read(partial(find_touched, manifest=manifest, changes=changes))
    if touched is None:
        return None
    update = PageUpdate(app, folder, manifest, manifest.value("live"), touched, names)
    update.update()
    update_search(update, touched)
    deleted = update.delete_gone()
    keep_records(manifest, touched)
    seconds = round(time.monotonic() - began, 3)
    log.info("static folder updated", written=len(update.written), deleted=len(deleted), seconds=seconds)
    return UpdateResult(changes.version, update.written, deleted, update.touched, update.names)


def update_search(update: PageUpdate, touched: Touched) -> None:
    """Write the parts of the index of the search that are touched, and the page that loads them."""
    parts = update.reader.read(list_parts)
    for number in sorted(touched.parts):
        if number in parts:
            write_search_part(update, number)
        else:
            update.suspects |= {part_name(number)} if update.manifest.find(part_name(number)) else set()
    if update.manifest.value(PARTS) != repr(parts):
        write_search_page(update, parts)


def keep_records(manifest: FileManifest, touched: Touched) -> None:
    """Keep where the changed articles stand now."""
    for id, (_, after) in touched.records.items():
        if after is None:
            manifest.drop_record(id)
        else:
            manifest.set_record(id, after.original, after.dump())
