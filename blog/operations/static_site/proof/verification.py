"""Proof from the files alone that a static site is whole: bytes, links, anchors, what pages load, feeds."""

import gzip
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from html import unescape
from pathlib import Path
from posixpath import dirname, normpath
from urllib.parse import unquote, urldefrag, urlsplit

import brotli

from blog.operations.static_site.files.file_manifest import FileManifest, KnownFile
from blog.operations.static_site.files.file_names import UnfitAddress, file_name, normal_address
from blog.operations.static_site.files.site_folder import CODINGS, DRAFT, OWN, SiteFolder
from blog.operations.static_site.proof.links_in_files import FileLinks, links_of

UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress}
PROGRAM_FILES = re.compile(r"\.(?:xml|atom|rss|json)$")


@dataclass
class Verification:
    """What was found: sentences about faults, and counts."""

    faults: list[str] = field(default_factory=list)
    files: int = 0
    links: int = 0


def verify_folder(root: Path) -> Verification:
    """Return what is wrong with the static site in *root*, which nothing is asked but its files."""
    with SiteFolder(root).manifest() as manifest:
        return FolderCheck(root, manifest).run()


class FolderCheck:
    """One run of the proof."""

    def __init__(self, root: Path, manifest: FileManifest) -> None:
        self.root, self.manifest, self.live = root, manifest, manifest.value("live")
        self.known = {file.name: file for file in manifest.files()}
        self.anchors = defaultdict[str, dict[str, str]](dict)
        """By file, the anchors that are linked to, each with a page that does."""
        self.found = Verification()

    def run(self) -> Verification:
        """Return what is wrong."""
        for file in self.known.values():
            self.check_file(file)
        for name, wanted in self.anchors.items():
            present = links_of(name, (self.root / name).read_bytes()).anchors
            for anchor in wanted.keys() - present:
                self.say(wanted[anchor], f"links to {name}#{anchor}, where there is no such anchor")
        for name in self.others():
            self.say(name, "is in the folder, but no file of the site")
        return self.found

    def say(self, name: str, fault: str) -> None:
        """Note a fault of the file *name*."""
        self.found.faults.append(f"{name}: {fault}.")

    def others(self) -> Iterator[str]:
        """Yield the files that nobody wrote for the site."""
        packed = {name + suffix for name in self.known for suffix in CODINGS.values()}
        for path in sorted(self.root.rglob("*")):
            name = path.relative_to(self.root).as_posix()
            is_own = name.split("/")[0] == OWN or name.endswith(DRAFT)
            if path.is_file() and not is_own and name not in self.known and name not in packed:
                yield name

    def check_file(self, file: KnownFile) -> None:
        """Note what is wrong with one file."""
        self.found.files += 1
        try:
            body = (self.root / file.name).read_bytes()
        except OSError:
            self.say(file.name, "is missing or cannot be read")
            return
        if sha256(body).hexdigest() != file.digest:
            self.say(file.name, "is not as it was written")
        self.check_packed(file.name, body)
        links = links_of(file.name, body)
        self.check_links(file.name, links)
        if PROGRAM_FILES.search(file.name):
            self.check_addresses(file.name, body)

    def check_packed(self, name: str, body: bytes) -> None:
        """Note a compressed form that is not that of the file."""
        for coding, suffix in CODINGS.items():
            path = self.root / (name + suffix)
            try:
                is_same = not path.exists() or UNPACK[coding](path.read_bytes()) == body
            except (OSError, EOFError, brotli.error):
                is_same = False
            if not is_same:
                self.say(name + suffix, f"does not hold {name}")

    def check_links(self, name: str, links: FileLinks) -> None:
        """Note links of one file that lead to nothing in the folder."""
        for link in links.links:
            self.found.links += 1
            address, fragment = urldefrag(link)
            if urlsplit(address).scheme or address.startswith("//"):
                continue
            target = normpath(f"{dirname(name)}/{unquote(urlsplit(address).path)}".lstrip("/")) if address else name
            if address.startswith(("/", "?")) or target not in self.known:
                self.say(name, f"links to {link}, which is no file of the site")
            elif fragment and target.endswith(".html"):
                self.anchors[target].setdefault(unquote(fragment), name)

    def check_addresses(self, name: str, body: bytes) -> None:
        """Note addresses of the site, in a file for programs, for which no file stands."""
        text = unescape(body.decode("utf-8", "replace"))
        for place in set(re.findall(re.escape(self.live) + r"(/[^\s\"'<>\\]*)", text)):
            self.found.links += 1
            address = place.partition("#")[0]
            if not self.stands(address):
                self.say(name, f"names {self.live}{place}, for which there is no file")

    def stands(self, address: str) -> bool:
        """Return whether a file stands for *address* or for where it leads, or it is one of the live site alone."""
        name = self.manifest.resolved(normal_address(address))
        if name is not None:
            return not name or name in self.known
        try:
            return file_name(address) in self.known
        except UnfitAddress:
            return False
