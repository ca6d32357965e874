"""The whole site written into a folder, and what is not part of it any more deleted."""

from collections import deque
from collections.abc import Iterator
from functools import partial
from hashlib import sha256
from typing import NamedTuple

from flask import Flask

from blog.operations.static_site.files.file_manifest import FileManifest
from blog.operations.static_site.files.site_folder import SiteFolder
from blog.operations.static_site.pages.article_records import keep_all_records
from blog.operations.static_site.pages.public_pages import MACHINES, list_pages
from blog.operations.static_site.pages.search_index import list_parts, part_name, render_search_page, write_part
from blog.operations.static_site.pages.site_reader import SiteAnswer, SiteReader, find_version
from blog.operations.static_site.writing.site_writer import SEARCH, SEARCH_FILE, FilePlace, SiteWriter

COMMIT_EVERY = 200
"""Pages after which the manifest is saved."""
PATIENCE_SECONDS = 3600.0
"""For which a build waits for another one to end."""
VERSION = "followed"
"""Fact of the manifest: the content version that the folder shows; "" before the first build has ended."""
FRAME = "frame"
"""Fact of the manifest: the digest of what all pages have in common."""
PARTS = "parts"
"""Fact of the manifest: the numbers of the parts of the index of the search."""


class BuildResult(NamedTuple):
    """What a build did."""

    pages: int
    files: int
    written: int
    deleted: int


class FullBuild:
    """One build of the whole site; *version* is the content version that its pages show, or a later one."""

    def __init__(self, app: Flask, folder: SiteFolder, manifest: FileManifest, live: str) -> None:
        self.manifest, self.pages = manifest, 0
        manifest.keep("live", live)
        self.writer = SiteWriter(app, folder, manifest, live)
        self.version = read_version(app)

    def run(self) -> Iterator[int]:
        """Write all pages, the search, and files for programs; yield how many pages were written, after each."""
        writer = self.writer
        self.manifest.keep(FRAME, read_frame(writer.reader))
        writer.reader.read(partial(keep_all_records, manifest=self.manifest))
        writer.expect(writer.reader.read(lambda session: list(list_pages(session))))
        yield from self.run_queue()
        parts = writer.reader.read(list_parts)
        for number in parts:
            write_search_part(writer, number)
        write_search_page(writer, parts)
        writer.resolve_all(MACHINES)
        yield from self.run_queue()

    def run_queue(self) -> Iterator[int]:
        """Write what is queued."""
        for _ in self.writer.run():
            self.pages += 1
            if self.pages % COMMIT_EVERY == 0:
                self.manifest.save()
            yield self.pages

    def take(self, names: dict[str, str | None], touched: set[str], deleted: set[str]) -> None:
        """Take in what an update did between two pages; answers that are queued may be older than it."""
        writer = self.writer
        writer.names = {
            address: name for address, name in {**writer.names, **names}.items() if name is None or name not in deleted
        }
        writer.touched = (writer.touched | touched) - deleted
        writer.queue = deque((place, None) for place, _ in writer.queue)

    def finish(self) -> BuildResult:
        """Delete what is gone, and return what was done. The caller saves the manifest."""
        deleted = delete_others(self.writer, self.manifest)
        self.manifest.keep_resolved(self.writer.names)
        self.manifest.keep(VERSION, self.version)
        return BuildResult(self.pages, len(self.writer.touched), len(self.writer.written), deleted)


def build_site(
    app: Flask, folder: SiteFolder, live: str, *, patience: float = PATIENCE_SECONDS
) -> Iterator[int | BuildResult]:
    """Write every public page; yield how many were, after each, and at the end the result.

    The folder is held from the first step to the last, so that no older build deletes what a newer one wrote.

    Raises:
        FolderBusy: another build did not end in *patience* seconds.
        OSError: a file could not be written; all others are whole, and the next build goes on.
        PageFailed: the site did not answer; nothing was deleted.
    """
    folder.prepare()
    with folder.open(patience) as manifest:
        build = FullBuild(app, folder, manifest, live)
        yield from build.run()
        yield build.finish()


def read_version(app: Flask) -> str:
    """Return the content version of the site, as the manifest keeps it."""
    found = SiteReader(app).read(find_version)
    return "" if found is None else f"{found.number} {found.mark}"


def read_frame(reader: SiteReader) -> str:
    """Return the digest of what all pages have in common: head, masthead and foot."""
    html = reader.read(lambda _: render_search_page([]))
    return sha256(html.encode()).hexdigest()


def write_search_part(writer: SiteWriter, number: int) -> None:
    """Write one part of the index of the search."""
    writer.put(part_name(number), "", writer.reader.read(partial(write_part, number=number)), ())


def write_search_page(writer: SiteWriter, parts: list[int]) -> None:
    """Write the page that loads the *parts* of the index."""
    place = FilePlace(SEARCH, "articles.search", SEARCH_FILE)
    html = writer.reader.read(lambda _: render_search_page(parts))
    writer.write_html(place, SiteAnswer(200, "text/html", html.encode()), None)
    writer.manifest.keep(PARTS, repr(parts))


def delete_others(writer: SiteWriter, manifest: FileManifest) -> int:
    """Delete the files that an earlier build wrote, also one that was killed, and this one did not; return how many."""
    known = dict.fromkeys([*(file.name for file in manifest.files()), *writer.folder.begun()])
    others = [name for name in known if name not in writer.touched]
    for name in others:
        writer.folder.delete(manifest, name)
    return len(others)
