"""Writes pages and what they load into the folder, following their links."""

import re
from collections import deque
from collections.abc import Collection, Iterable
from html import unescape
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from flask import Flask

from blog.operations.static_site.files.file_manifest import FileManifest
from blog.operations.static_site.files.file_names import UnfitAddress, file_name, normal_address, older_file
from blog.operations.static_site.files.site_folder import SiteFolder
from blog.operations.static_site.pages.public_pages import older_cursors
from blog.operations.static_site.pages.rewritten_files import rewrite_file
from blog.operations.static_site.pages.rewritten_page import PageRewriting
from blog.operations.static_site.pages.site_reader import PAGES, SiteAnswer, SiteReader, is_page, require_answer

SEARCH = "/search"
SEARCH_FILE = "search.html"
ARCHIVE_FILE = "archive/index.html"
IMMUTABLE = re.compile(r"/(?:media|assets|cards|files/[0-9a-f]+/[^/]+)/[^?]*")
"""Addresses that name their content, so that what was once written stays right."""
LISTS = frozenset({"articles.topic", "articles.author", "articles.archive_month", "articles.corrections"})
MAX_MOVES = 3
"""From one address to another until a file comes, such as the present version of an attachment."""


class FilePlace(NamedTuple):
    """A page that is to be written: its address, endpoint and file."""

    address: str
    endpoint: str
    name: str


class SiteWriter:
    """Writes files of the site of *app* into *folder*; its caller saves *manifest*, once in a while.

    Args:
        live: the address to which links to what is no file lead, without slash at the end.
    """

    def __init__(self, app: Flask, folder: SiteFolder, manifest: FileManifest, live: str) -> None:
        self.app, self.folder, self.manifest, self.live = app, folder, manifest, live
        self.reader = SiteReader(app)
        self.names: dict[str, str | None] = {}
        """What resolve() found, by address."""
        self.queue = deque[tuple[FilePlace, SiteAnswer | None]]()
        self.touched: set[str] = set()
        """Files that are as they should be."""
        self.written: list[str] = []
        """Files whose bytes have changed."""
        self.found: set[str] = set()
        """Addresses in files for programs, still to be resolved."""

    def expect(self, addresses: Iterable[str]) -> None:
        """Queue the pages at *addresses*, which are known to exist."""
        for address in addresses:
            place = normal_address(address)
            endpoint = self.reader.endpoint(place)
            if endpoint is not None and place not in self.names:
                self.keep_resolved(place, self.add_page(place, endpoint, None))

    def add_page(self, address: str, endpoint: str, answer: SiteAnswer | None) -> str | None:
        """Queue one page with its *answer*, if it is known; return its file, None if none can stand for it."""
        try:
            name = self.names[address] = file_name(address)
        except UnfitAddress:
            self.names[address] = None
            return None
        self.queue.append((FilePlace(address, endpoint, name), answer))
        return name

    def resolve(self, address: str) -> str | None:
        """Return the file for *address*, which is written now or queued if it is new; None where there is none."""
        place = normal_address(address.partition("#")[0])
        if place not in self.names:
            self.names[place] = None  # Where files lead to each other in a ring.
            self.names[place] = self.find(place)
            self.keep_resolved(place, self.names[place])
        return self.names[place]

    def keep_resolved(self, address: str, name: str | None) -> None:
        """Keep for later runs that *address* leads to the file *name*, or that no file stands for it."""
        self.manifest.set_resolved(address, name or "")

    def find(self, address: str) -> str | None:
        """Return the file for *address*, asking the site."""
        if urlsplit(address).path == SEARCH:
            return SEARCH_FILE
        endpoint = self.reader.endpoint(address)
        if endpoint is None:
            return None
        return self.known_file(address, endpoint) or self.find_anew(address, endpoint)

    def find_anew(self, address: str, endpoint: str) -> str | None:
        """Return the file for *address*, which the site is asked for."""
        answer = self.ask(address)
        for _ in range(MAX_MOVES):
            if answer.moved_to and endpoint in PAGES:
                return self.resolve(answer.moved_to)
            answer = self.ask(answer.moved_to) if answer.moved_to else answer
        if not is_page(answer):
            return None
        return self.add_page(address, endpoint, answer) if endpoint in PAGES else self.write_file(address, answer)

    def known_file(self, address: str, endpoint: str) -> str | None:
        """Return the file that an earlier run wrote for *address*, if its content never changes."""
        name = file_name(address) if IMMUTABLE.fullmatch(address) else None
        if name is None or self.manifest.find(name) is None or not (self.folder.root / name).is_file():
            return None
        self.touched.add(name)
        if name.endswith(".css"):
            self.resolve_all(self.manifest.shown_by(name))
        return name

    def resolve_all(self, addresses: Iterable[str]) -> None:
        """Resolve each of *addresses*."""
        for address in addresses:
            self.resolve(address)

    def ask(self, address: str) -> SiteAnswer:
        """Return what the site answers, with the live site's address in it; raise PageFailed where it fails."""
        answer = require_answer(address, self.reader.ask(address))
        base = self.reader.base_url
        if self.live == base or answer.content_type.startswith(("image/", "audio/", "font/")):
            return answer
        return answer._replace(body=answer.body.replace(base.encode(), self.live.encode()))

    def write_file(self, address: str, answer: SiteAnswer) -> str | None:
        """Write what pages or programs load, and note the addresses in it."""
        name = file_name(address)
        body, shown = rewrite_file(answer, address, name, self.resolve)
        self.put(name, address, body, {*shown, *self.addresses_in(answer)})
        return name

    def addresses_in(self, answer: SiteAnswer) -> set[str]:
        """Return the addresses of the site, without what follows #, that a file for programs names."""
        if (
            not answer.content_type.startswith(("application/", "text/xml", "text/html"))
            or "pdf" in answer.content_type
        ):
            return set()
        pattern = re.escape(self.live) + r"(/[^\s\"'<>\\]*)"
        found = re.findall(pattern, unescape(answer.body.decode("utf-8", "replace")))
        addresses = {one.partition("#")[0] for one in found}
        self.found |= addresses
        return addresses

    def put(self, name: str, address: str, body: bytes, shown: Collection[str]) -> None:
        """Write one file, if it differs, and note it."""
        self.touched.add(name)
        if self.folder.write(self.manifest, name, address, body):
            self.written.append(name)
        self.manifest.set_shown(name, {normal_address(one) for one in shown})

    def run(self) -> Iterable[int]:
        """Write all that is queued and what it leads to; yield how many pages were written, after each."""
        count = 0
        while self.queue or self.found:
            while self.found:
                self.resolve(self.found.pop())
            if self.queue:
                place, answer = self.queue.popleft()
                self.write_page(place, answer or self.ask(place.address))
                count += 1
                yield count

    def write_page(self, place: FilePlace, answer: SiteAnswer) -> None:
        """Write one page and, of a list, the older ones behind it; a page that is gone by then is no file."""
        if not is_page(answer):
            self.names[place.address] = None
            self.keep_resolved(place.address, None)
            return
        older = self.older_pages(place)
        newest = older_file(place.address, len(older)) if older else None
        self.write_html(place, answer, ARCHIVE_FILE if place.endpoint == "articles.front" else newest)
        for number, (end, cursor) in enumerate(pairwise(["", *older]), 1):
            name = older_file(place.address, number)
            behind = older_file(place.address, number - 1) if number > 1 else None
            if self.wants(name, span := f"{cursor} {end}"):
                page = self.ask(f"{place.address}?before={cursor}")
                self.write_html(place._replace(name=name), page, behind, is_older=True)
                self.manifest.keep(f"cursor {name}", span)
            self.touched.add(name)

    def wants(self, name: str, span: str) -> bool:
        """Return whether the older page *name*, whose entries lie between the two cursors of *span*, must be made."""
        return True

    def older_pages(self, place: FilePlace) -> list[str]:
        """Return the cursors of the older pages of the list at *place*."""
        if place.endpoint not in LISTS:
            return []
        values = dict(self.reader.urls.match(unquote(urlsplit(place.address).path), method="GET")[1])
        return self.reader.read(lambda session: older_cursors(session, place.endpoint, values))

    def write_html(self, place: FilePlace, answer: SiteAnswer, older: str | None, *, is_older: bool = False) -> None:
        """Write one page with its links as they stand in a file."""
        rewriting = PageRewriting(place.address, place.name, self.resolve, self.live, older, is_older=is_older)
        page = rewriting.rewrite(answer.body)
        self.manifest.add_to_frame({normal_address(one) for one in page.frame})
        self.put(place.name, place.address, page.body, {*page.shown, *self.addresses_in(answer)})
