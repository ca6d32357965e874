"""Assets as they are sent: joined, named by their content, compressed."""

import gzip
import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import brotli

from blog.web.assets.bundles import BUNDLES
from blog.web.assets.webfonts.font_faces import FAMILY_FILE, font_face_css
from blog.web.assets.webfonts.font_files import NO_FILES, Files
from blog.web.cache.compression import read_codings

STATIC = Path(__file__).parents[2] / "static"
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
}
SCRIPT_COMMENT = re.compile(r"^ *(?://|/\*\*).*\n", re.MULTILINE)
"""A line that is nothing but a comment."""
STYLE_COMMENT = re.compile(r"^ */\*.*?\*/\n", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Asset:
    """One file as it goes over the wire; *encoded* holds br and gzip where they are smaller."""

    name: str
    mimetype: str
    body: bytes
    encoded: dict[str, bytes]

    def best(self, accepted: str) -> tuple[str | None, bytes]:
        """Return the smallest encoding that the Accept-Encoding header *accepted* allows, and its bytes."""
        for encoding in read_codings(accepted):
            if encoding in self.encoded:
                return encoding, self.encoded[encoding]
        return None, self.body


class Assets:
    """All assets of one application, by plain name (site.css) and by hashed name."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self.files: dict[str, Asset] = {}

    def add(self, name: str, body: bytes) -> None:
        """Take in one file under its plain *name*."""
        stem, dot, suffix = name.rpartition(".")
        hashed = f"{stem}.{sha256(body).hexdigest()[:12]}.{suffix}"
        is_packed = suffix == "woff2"
        packed = {} if is_packed else {"br": brotli.compress(body, quality=9), "gzip": gzip.compress(body, 9, mtime=0)}
        smaller = {encoding: data for encoding, data in packed.items() if len(data) < len(body)}
        self.names[name] = hashed
        self.files[hashed] = Asset(hashed, TYPES[dot + suffix], body, smaller)

    def path(self, name: str) -> str:
        """Return the path of the file with this plain *name*."""
        return f"/assets/{self.names[name]}"


def read_assets(fonts: Files = NO_FILES) -> Assets:
    """Return *fonts*, the bundles and every file of static/ that stands alone."""
    assets = Assets()
    for subset, content in fonts.items():
        assets.add(FAMILY_FILE.format(subset), content)
    faces = font_face_css({subset: assets.path(FAMILY_FILE.format(subset)) for subset in fonts})
    for name, parts in BUNDLES.items():
        made = [faces] if name == "site.css" else []
        assets.add(name, join(name, [*((STATIC / part).read_text("utf-8") for part in parts), *made]))
    for path in sorted(STATIC.glob("*.*")):
        assets.add(path.name, path.read_bytes())
    return assets


def join(name: str, sources: list[str]) -> bytes:
    """Return *sources* as one file without comments; of several scripts each gets a block, so that no names meet."""
    sources = [(SCRIPT_COMMENT if name.endswith(".js") else STYLE_COMMENT).sub("", source) for source in sources]
    if name.endswith(".js") and len(sources) > 1:
        sources = [f"{{\n{source}\n}}" for source in sources]
    return "\n".join(sources).encode()
