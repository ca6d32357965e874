"""The whole site written into a folder, and what is not part of it any more deleted."""

from collections.abc import Iterator
from typing import NamedTuple

from flask import Flask

from blog.operations.static_site.files.file_manifest import FileManifest
from blog.operations.static_site.files.site_folder import SiteFolder
from blog.operations.static_site.pages.public_pages import MACHINES, list_pages
from blog.operations.static_site.pages.search_index import list_parts, part_name, render_search_page, write_part
from blog.operations.static_site.pages.site_reader import SiteAnswer
from blog.operations.static_site.writing.site_writer import SEARCH, SEARCH_FILE, FilePlace, SiteWriter

COMMIT_EVERY = 200
"""Pages after which the manifest is saved."""
PATIENCE_SECONDS = 3600.0
"""For which a build waits for another one to end."""


class BuildResult(NamedTuple):
    """What a build did."""

    pages: int
    files: int
    written: int
    deleted: int


def build_site(app: Flask, folder: SiteFolder, live: str) -> Iterator[int | BuildResult]:
    """Write every public page; yield how many were, after each, and at the end the result.

    Raises:
        OSError: a file could not be written; all others are whole, and the next build goes on.
    """
    folder.prepare()
    with folder.open(PATIENCE_SECONDS) as manifest:
        manifest.keep("live", live)
        writer = SiteWriter(app, folder, manifest, live)
        writer.expect(writer.reader.read(lambda session: list(list_pages(session))))
        pages = 0
        for pages in writer.run():
            if pages % COMMIT_EVERY == 0:
                manifest.save()
                yield pages
        write_search(writer)
        writer.resolve_all(MACHINES)
        for _ in writer.run():
            pages += 1
        deleted = delete_others(writer, manifest)
        yield BuildResult(pages, len(writer.touched), len(writer.written), deleted)


def write_search(writer: SiteWriter) -> None:
    """Write the search page and all parts of its index."""
    parts = writer.reader.read(list_parts)
    for number in parts:
        write_search_part(writer, number)
    write_search_page(writer, parts)


def write_search_part(writer: SiteWriter, number: int) -> None:
    """Write one part of the index."""
    writer.put(part_name(number), "", writer.reader.read(lambda session: write_part(session, number)), ())


def write_search_page(writer: SiteWriter, parts: list[int]) -> None:
    """Write the search page, which loads *parts*."""
    place = FilePlace(SEARCH, "articles.search", SEARCH_FILE)
    html = writer.reader.read(lambda _: render_search_page(parts))
    writer.write_html(place, SiteAnswer(200, "text/html", html.encode()), None)


def delete_others(writer: SiteWriter, manifest: FileManifest) -> int:
    """Delete the files that an earlier build wrote and this one did not; return how many."""
    others = [file.name for file in manifest.files() if file.name not in writer.touched]
    for name in others:
        writer.folder.delete(manifest, name)
    return len(others)
