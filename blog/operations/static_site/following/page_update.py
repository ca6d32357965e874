"""Writes the pages that a change touches, and leaves all others as they are."""

from collections.abc import Collection, Iterable, Mapping

from flask import Flask

from blog.operations.static_site.files.file_manifest import FRAME, FileManifest
from blog.operations.static_site.files.site_folder import SiteFolder
from blog.operations.static_site.following.touched_pages import Touched
from blog.operations.static_site.pages.public_pages import MACHINES
from blog.operations.static_site.pages.site_reader import PAGES
from blog.operations.static_site.writing.site_writer import IMMUTABLE, SEARCH, SEARCH_FILE, SiteWriter

LINKED_ONLY = frozenset({"articles.history", "articles.archive_month"})
"""Pages that are files only where another one links to them."""


class PageUpdate(SiteWriter):
    """Writes into a folder that is complete but for what *touched* names, or for what a build with *names* writes."""

    def __init__(
        self, app: Flask, folder: SiteFolder, manifest: FileManifest, live: str, touched: Touched,
        names: Mapping[str, str | None],
    ) -> None:  # fmt: skip
        super().__init__(app, folder, manifest, live)
        self.changed, self.known_names = touched, names
        self.forced: set[str] = set()
        """Older pages of lists that must be made though they begin and end where they did."""
        self.moved: set[str] = set()
        """Addresses that lead to another file than before, or to none."""
        self.suspects: set[str] = set()
        """Files that are gone unless they are written, or kept as they are."""
        self.lost: set[str] = set()
        """Addresses that a file does not show any more."""

    def update(self) -> None:
        """Write all pages that are touched, and those that show an address which leads elsewhere now."""
        below = {one for path in self.changed.addresses for one in self.manifest.targets_below(path)}
        doubtful = {one for one in below | self.changed.addresses if self.changed.is_doubtful(one)}
        articles = {one for one in doubtful if self.changed.is_of_article(one)}
        self.look_at(self.changed.addresses | doubtful, self.manifest.showing(articles))
        while self.moved:
            moved, self.moved = self.moved, set()
            self.look_at((), self.manifest.showing(moved) - self.touched)

    def look_at(self, addresses: Iterable[str], names: set[str]) -> None:
        """Write the pages at *addresses* and the files *names*."""
        self.forced |= names
        shown = {file.address for name in names if (file := self.manifest.find(name)) is not None}
        places = {one for one in {*addresses, *shown} if one}
        self.suspects |= self.manifest.files_at(places) | names
        # What may appear or vanish first, so that pages link to it, or not, as is right.
        for address in sorted(places, key=self.rank):
            self.look(address)
        for _ in self.run():
            pass

    def rank(self, address: str) -> tuple[bool, bool]:
        """Return what puts the changed articles first, and then what else may appear or vanish."""
        return not self.changed.is_of_article(address), not self.changed.is_doubtful(address)

    def look(self, address: str) -> None:
        """Write the page or file at *address* soon, if there is one."""
        endpoint = self.reader.endpoint(address)
        is_known = bool(self.manifest.files_at([address]))
        if endpoint is None or address in self.names:
            return
        if not is_known and (endpoint not in PAGES or endpoint in LINKED_ONLY):
            return  # It is found by the page that links to it.
        if self.changed.is_doubtful(address) or endpoint not in PAGES:
            self.names[address] = None
            self.names[address] = self.find_anew(address, endpoint)
            self.keep_resolved(address, self.names[address])
            if self.names[address] is None:  # Before any page is made, since readers must not get it any longer.
                self.folder.unlink(self.manifest.files_at([address]))
        else:
            self.expect([address])

    def find(self, address: str) -> str | None:
        """Return the file for *address*: of what is not touched, as it was found before."""
        is_certain = not self.changed.is_doubtful(address) and (
            not address.startswith("/files/") or IMMUTABLE.fullmatch(address) is not None
        )
        if is_certain and address in self.known_names:
            return self.known_names[address]
        known = self.manifest.resolved(address) if is_certain else None
        return super().find(address) if known is None else known or None

    def keep_resolved(self, address: str, name: str | None) -> None:
        """Keep where *address* leads, and note whether that is new."""
        before = self.manifest.resolved(address)
        if before == (name or ""):
            return
        if before is not None:
            self.moved.add(address)
        super().keep_resolved(address, name)

    def put(self, name: str, address: str, body: bytes, shown: Collection[str]) -> None:
        """Write one file, and note what it does not show any more."""
        before = self.manifest.shown_by(name)
        super().put(name, address, body, shown)
        self.lost |= before - self.manifest.shown_by(name)

    def wants(self, name: str, span: str) -> bool:
        """Return whether the older page *name* shows something that is touched, or begins or ends elsewhere."""
        is_same = self.manifest.value(f"cursor {name}") == span and self.manifest.find(name) is not None
        return name in self.forced or not is_same

    def delete_gone(self) -> set[str]:
        """Delete the files of pages that are gone, and what nothing shows any more; return their names."""
        gone = self.suspects - self.touched - {SEARCH_FILE}
        for name in gone:
            self.lost |= self.manifest.shown_by(name)
            self.folder.delete(self.manifest, name)
        orphans = self.find_orphans()
        for name in orphans:
            self.folder.delete(self.manifest, name)
        return gone | orphans

    def find_orphans(self) -> set[str]:
        """Return the files that were only shown by what is gone, some of them perhaps by each other."""
        found: set[str] = set()
        addresses = set(self.lost)
        while addresses:
            names = {self.manifest.resolved(one) for one in addresses} - {None, ""} - found
            fresh = {name for name in names if name is not None and not self.is_root(name)}
            found |= fresh
            addresses = {target for name in fresh for target in self.manifest.shown_by(name)}
        while alive := {name for name in found if self.manifest.referrers(name) - found}:
            found -= alive
        return found

    def is_root(self, name: str) -> bool:
        """Return whether the file *name* stands though nothing shows it."""
        file = self.manifest.find(name)
        if file is None or name == SEARCH_FILE or file.address in {"", SEARCH, *MACHINES}:
            return True
        endpoint = self.reader.endpoint(file.address)
        return FRAME in self.manifest.referrers(name) or (endpoint in PAGES and endpoint not in LINKED_ONLY)
