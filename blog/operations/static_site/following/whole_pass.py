"""The whole site written again in short stretches, between which publishing requests write what they touch."""

from collections.abc import Iterator
from itertools import islice

from flask import Flask

from blog.operations.static_site.files.site_folder import SiteFolder
from blog.operations.static_site.pages.public_pages import MACHINES, list_pages
from blog.operations.static_site.pages.search_index import list_parts
from blog.operations.static_site.pages.site_reader import SiteReader, find_version
from blog.operations.static_site.writing.full_build import delete_others, write_search_page, write_search_part
from blog.operations.static_site.writing.site_writer import SiteWriter

STRETCH = 20
"""Pages that are written while the folder is held."""
PATIENCE_SECONDS = 60.0
VERSION = "version"
"""Fact of the manifest: the content version under which a whole pass began that came to its end."""


class WholePass:
    """Writes every page of *app* into *folder* as the full build does, some at each step()."""

    def __init__(self, app: Flask, folder: SiteFolder, live: str) -> None:
        self.app, self.folder, self.live = app, folder, live
        self.version = read_version(app)
        self.writer: SiteWriter | None = None
        self.work: Iterator[int] = iter(())

    def step(self) -> bool:
        """Write some pages; return whether there are more.

        Raises:
            OSError: a file could not be written; all others are whole.
            FolderBusy: another one holds the folder.
        """
        with self.folder.open(PATIENCE_SECONDS) as manifest:
            if self.writer is None:
                manifest.keep("live", self.live)
                manifest.forget_fresh()
                self.writer = SiteWriter(self.app, self.folder, manifest, self.live)
                self.work = self.run(self.writer)
            self.writer.manifest = manifest
            return len(list(islice(self.work, STRETCH))) == STRETCH

    def run(self, writer: SiteWriter) -> Iterator[int]:
        """Write all pages, files for programs and the search; yield after each, and at the end delete what is gone."""
        writer.expect(writer.reader.read(lambda session: list(list_pages(session))))
        yield from writer.run()
        parts = writer.reader.read(list_parts)
        for number in parts:
            write_search_part(writer, number)
            yield number
        write_search_page(writer, parts)
        writer.resolve_all(MACHINES)
        yield from writer.run()
        # What a request wrote is right, though this pass has not come by.
        writer.touched |= writer.manifest.fresh()
        delete_others(writer, writer.manifest)
        writer.manifest.keep(VERSION, self.version)


def read_version(app: Flask) -> str:
    """Return the content version of the site, as the manifest keeps it."""
    found = SiteReader(app).read(find_version)
    return "" if found is None else f"{found.number} {found.mark}"
