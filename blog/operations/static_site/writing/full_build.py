"""The whole site written into a folder, and what is not part of it any more deleted."""

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from flask import Flask

from blog.operations.static_site.files.file_manifest import FileManifest
from blog.operations.static_site.files.site_folder import SiteFolder
from blog.operations.static_site.pages.public_pages import MACHINES, list_pages
from blog.operations.static_site.pages.search_index import list_parts, part_name, render_search_page, write_part
from blog.operations.static_site.pages.site_reader import SiteAnswer, SiteReader, find_version
from blog.operations.static_site.writing.site_writer import SEARCH, SEARCH_FILE, FilePlace, SiteWriter

COMMIT_EVERY = 200
"""Pages after which the manifest is saved."""
PATIENCE_SECONDS = 3600.0
"""For which a build waits for another one to end."""
VERSION = "version"
"""Fact of the manifest: the content version under which the last whole build began."""


class BuildResult(NamedTuple):
    """What a build did."""

    pages: int
    files: int
    written: int
    deleted: int


def build_site(
    app: Flask, folder: SiteFolder, live: str, *, patience: float = PATIENCE_SECONDS
) -> Iterator[int | BuildResult]:
    """Write every public page; yield how many were, after each, and at the end the result.

    The folder is held from the first step to the last, so that no older build deletes what a newer one wrote.

    Raises:
        FolderBusy: another build did not end in *patience* seconds.
        OSError: a file could not be written; all others are whole, and the next build goes on.
    """
    folder.prepare()
    with folder.open(patience) as manifest:
        version = read_version(app)
        manifest.keep("live", live)
        writer = SiteWriter(app, folder, manifest, live)
        pages = 0
        for pages, _ in enumerate(write_pages(writer), 1):
            if pages % COMMIT_EVERY == 0:
                manifest.save()
            yield pages
        deleted = delete_others(writer, manifest)
        manifest.keep(VERSION, version)
        yield BuildResult(pages, len(writer.touched), len(writer.written), deleted)


def read_version(app: Flask) -> str:
    """Return the content version of the site, as the manifest keeps it."""
    found = SiteReader(app).read(find_version)
    return "" if found is None else f"{found.number} {found.mark}"


def write_pages(writer: SiteWriter) -> Iterator[int]:
    """Write all pages, the search, and files for programs; yield after each page."""
    writer.expect(writer.reader.read(lambda session: list(list_pages(session))))
    yield from writer.run()
    write_search(writer)
    writer.resolve_all(MACHINES)
    yield from writer.run()


def write_search(writer: SiteWriter) -> None:
    """Write all parts of the index of the search, and the page that loads them."""
    parts = writer.reader.read(list_parts)
    for number in parts:
        writer.put(part_name(number), "", writer.reader.read(partial(write_part, number=number)), ())
    place = FilePlace(SEARCH, "articles.search", SEARCH_FILE)
    html = writer.reader.read(lambda _: render_search_page(parts))
    writer.write_html(place, SiteAnswer(200, "text/html", html.encode()), None)


def delete_others(writer: SiteWriter, manifest: FileManifest) -> int:
    """Delete the files that an earlier build wrote and this one did not; return how many."""
    others = [file.name for file in manifest.files() if file.name not in writer.touched]
    for name in others:
        writer.folder.delete(manifest, name)
    return len(others)
