"""Finds the file of a picture among the files of an export, by the end of its address."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import IO, NamedTuple
from urllib.parse import unquote, urlsplit

from blog.operations.moving_in.files.export_files import Bundle

SIZED = re.compile(r"-(?:\d{2,5}x\d{2,5}|scaled|e\d{9,14}(?:-\d{2,5}x\d{2,5})?|rotated)(?=\.\w{2,5}$)")
"""Marks of WordPress for a smaller copy, and for one that was edited."""
SMALLER = re.compile(r"-(\d{2,5})x(\d{2,5})(?=\.\w{2,5}$)")
SCRIPT = re.compile(r"\.(?:php|aspx?|ashx|cgi|jsp)$", re.IGNORECASE)
"""An address at which the question says which picture it is."""
RESIZED = re.compile(
    r"\?(?:(?:amp;)?(?:w|h|width|height|fit|resize|crop|ssl|quality|strip|zoom|dpr|format|auto)=[^&#]*(?:&|$))+$"
)
"""A question that asks a server for a smaller copy."""
GHOST_SIZE = re.compile(r"/size/w\d+(?:h\d+)?(?:/format/\w+)?/")
EASYBLOG_SIZE = re.compile(r"(?<=/)b2ap3_(?:large|medium|small|thumbnail|icon|amp)_(?=[^/]+$)")
SUBSTACK_COPY = re.compile(r"^https://(?:substackcdn\.com|cdn\.substack\.com)/image/fetch/[^/]+/(https?%3A[^/?]+)$")
"""A smaller copy, whose address holds that of the whole picture."""
EASYBLOG_NAME = re.compile(r"(/)([^/]+)$")
EASYBLOG_SIZES = ("large", "amp", "medium", "small", "thumbnail")
"""Copies of a picture whose first file is gone, the largest first."""
BLOGGER_SIZE = re.compile(r"/(?:s|w)\d{2,4}(?:-h\d{2,4})?(?:-c)?/(?=[^/]+$)")
GOOGLE_SIZE = re.compile(r"(?<=[\w-])=[swh]\d{1,5}(?:-[\w-]{1,40})?$")
"""Size and form at the end of an address without a name."""
MEDIUM_SIZE = re.compile(r"/max/\d{2,5}/")


class MediaFile(NamedTuple):
    """A file of one of several bundles."""

    bundle: Bundle
    name: str

    def open(self) -> IO[bytes]:
        """Open it."""
        return self.bundle.open(self.name)

    @property
    def size(self) -> int:
        """Return its bytes."""
        return self.bundle.size(self.name)


class MediaIndex:
    """All files of *bundles*, by the last part of their names."""

    def __init__(self, bundles: Iterable[Bundle]) -> None:
        self.files: dict[str, list[tuple[list[str], MediaFile]]] = defaultdict(list)
        self.copies: dict[str, list[str]] = defaultdict(list)
        """Names of smaller copies by that of the whole picture."""
        for bundle in bundles:
            for name in bundle.names:
                parts = parts_of(name)
                self.files[parts[-1]].append((parts, MediaFile(bundle, name)))
                if (whole := SMALLER.sub("", parts[-1])) != parts[-1] and parts[-1] not in self.copies[whole]:
                    self.copies[whole].append(parts[-1])

    def find(self, address: str) -> MediaFile | None:
        """Return the file at *address*, the full size before a smaller copy; None if there is none.

        Of several files with the same name the one is meant whose folders end as those of the address.
        """
        wanted = [path_in(one) for one in full_sizes(address)]
        for path in wanted:
            if found := self.best(parts_of(path), path):
                return found
        for parts in map(parts_of, wanted):
            for copy in sorted(self.copies.get(parts[-1], ()), key=pixels_of, reverse=True):
                if found := self.best([*parts[:-1], copy]):
                    return found
        return None

    def best(self, parts: Sequence[str], path: str = "") -> MediaFile | None:
        """Return the file whose name shares most with the end of *parts*; of a tie between several, none.

        Of two names that differ by their case alone the one is meant that *path* has.
        """
        name = spelt(path)
        known = [
            ((shared_end(parts, other), spelt(file.name) == name, -len(other)), file)
            for other, file in self.files.get(parts[-1], [])
        ]
        ranked = sorted(known, key=lambda one: one[0])
        if not ranked or (len(ranked) > 1 and ranked[-1][0] == ranked[-2][0] and ranked[-1][0][0] < 2):
            return None
        return ranked[-1][1]


def parts_of(name: str) -> list[str]:
    """Return the parts of a name as they are compared: decoded, composed, in small letters."""
    parts = unicodedata.normalize("NFC", unquote(name)).lower().split("/")
    return [part for part in parts if part] or [""]


def spelt(path: str) -> str:
    """Return the last part of *path*, decoded and composed."""
    return unicodedata.normalize("NFC", unquote(path)).rsplit("/", 1)[-1]


def path_in(address: str) -> str:
    """Return the path of *address*, "" of what is none."""
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


def pixels_of(name: str) -> int:
    """Return how many pixels a copy has by its name."""
    found = SMALLER.search(name)
    return int(found[1]) * int(found[2]) if found else 0


def shared_end(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many parts at the end of both are the same."""
    count = 0
    for left, right in zip(reversed(one), reversed(other), strict=False):
        if left != right:
            break
        count += 1
    return count


def full_sizes(address: str) -> list[str]:
    """Return the addresses under which the picture at *address* may be had, the largest first."""
    copy = SUBSTACK_COPY.match(address)
    address = unquote(copy[1]) if copy else address
    asked, address = address, RESIZED.sub("", address)
    plain = GHOST_SIZE.sub("/", SIZED.sub("", address))
    plain = (
        BLOGGER_SIZE.sub("/s0/", EASYBLOG_SIZE.sub("", plain)) if "blogspot" in plain or "b2ap3_" in plain else plain
    )
    plain = BLOGGER_SIZE.sub("/s0/", GOOGLE_SIZE.sub("=s0", plain)) if "googleusercontent" in plain else plain
    plain = MEDIUM_SIZE.sub("/max/2400/", plain) if "medium.com" in plain else plain
    smaller = [EASYBLOG_NAME.sub(rf"\g<1>b2ap3_{size}_\2", plain) for size in EASYBLOG_SIZES if "/easyblog_" in plain]
    scaled = re.sub(r"(\.\w{2,5})$", r"-scaled\1", plain)
    return list(dict.fromkeys([plain, SMALLER.sub("", address), address, asked, *smaller, scaled]))


def picture_key(address: str) -> str:
    """Return what all sizes and both schemes of one picture share."""
    parts = urlsplit(full_sizes(address)[0])
    asked = f"?{parts.query}" if parts.query and SCRIPT.search(parts.path) else ""
    return f"{(parts.hostname or '').removeprefix('www.')}{unquote(parts.path)}{asked}"
