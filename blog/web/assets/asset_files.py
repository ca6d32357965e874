"""Assets as they are sent: joined, named by their content, compressed."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from blog.web.assets.bundles import BUNDLES, DESK_SHEET, READER_SHEETS
from blog.web.assets.webfonts.font_faces import font_face_css
from blog.web.assets.webfonts.font_files import NO_FILES, Files
from blog.web.cache.compression import CODINGS, Effort, pack_with, read_codings
from blog.web.site_identity.look.typefaces import SOURCE_SERIF, Typeface
from blog.web.themes.style_sheets import layered_styles
from blog.web.themes.theme import OWN_LOOK, Theme

STATIC = Path(__file__).parents[1] / "static"
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
}
SCRIPT_COMMENT = re.compile(r"^ *(?://|/\*\*).*\n", re.MULTILINE)
"""A line that is nothing but a comment."""
INDENTATION = re.compile(r"^ +", re.MULTILINE)
STYLE_COMMENT = re.compile(r"^ */\*.*?\*/\n", re.MULTILINE | re.DOTALL)
MAX_VARIANTS = 24
"""Style sheets with other rules that are held at once: those of the looks that a site had last."""
HASH = re.compile(r"\.[0-9a-f]{12}(?=\.\w+$)")
"""What stands in the name of an asset for its content."""


@dataclass(frozen=True)
class Asset:
    """One file as it goes over the wire; *made_ahead* holds codings of it that need not be made."""

    name: str
    mimetype: str
    body: bytes
    made_ahead: Mapping[str, bytes] = field(default_factory=dict)

    @cached_property
    def encoded(self) -> dict[str, bytes]:
        """The file in br and gzip where they are smaller, made when it is first asked for; a font is packed already."""
        codings = () if self.name.endswith(".woff2") else CODINGS
        packed = {name: self.made_ahead.get(name) or pack_with(name, self.body, Effort.IMMUTABLE) for name in codings}
        return {name: data for name, data in packed.items() if data is not None and len(data) < len(self.body)}

    def best(self, accepted: str) -> tuple[str | None, bytes]:
        """Return the smallest encoding that the Accept-Encoding header *accepted* allows, and its bytes."""
        for encoding in read_codings(accepted):
            if encoding in self.encoded:
                return encoding, self.encoded[encoding]
        return None, self.body


class Content(NamedTuple):
    """The bytes of a file, and their brotli form if it was made ahead."""

    body: bytes
    br: bytes | None = None


class Assets:
    """All assets of one application, by plain name (site.css) and by hashed name."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self.files: dict[str, Asset] = {}
        self.variants: dict[tuple[str, str], str] = {}
        """Hashed names of style sheets with rules at their end, by plain name and rules."""
        self.deferred: dict[str, Callable[[], Content]] = {}
        """What is made when it is first asked for, by plain name: most processes never send it."""
        self.face_css: dict[str, str] = {}
        """Rules of the typefaces whose files are here, by name."""

    def add(self, name: str, body: bytes, br: bytes | None = None) -> None:
        """Take in one file under its plain *name*, with its brotli form *br* if there is one already."""
        asset = make_asset(name, body, br)
        self.files[asset.name] = asset
        self.names[name] = asset.name

    def path(self, name: str) -> str:
        """Return the path of the file with this plain *name*, and make it if it is deferred; KeyError if none is."""
        if name not in self.names and name in self.deferred:
            self.add(name, *self.deferred[name]())
        return f"/assets/{self.names[name]}"

    def path_with(self, name: str, rules: str) -> str:
        """Return the path of the style sheet with this plain *name* and *rules* at its end, made when first asked."""
        if not rules:
            return self.path(name)
        if (name, rules) not in self.variants:
            if len(self.variants) >= MAX_VARIANTS:
                self.files.pop(self.variants.pop(next(iter(self.variants))), None)
            asset = make_asset(name, self.files[self.names[name]].body + b"\n" + rules.encode())
            self.files[asset.name] = asset
            self.variants[name, rules] = asset.name
        return f"/assets/{self.variants[name, rules]}"

    def add_face(self, face: Typeface, fonts: Files) -> None:
        """Take in the files of a typeface that was chosen, which are not what each process of a release has."""
        made = {subset: make_asset(face.file_name(subset), content) for subset, content in fonts.items()}
        self.files |= {asset.name: asset for asset in made.values()}
        addresses = {subset: f"/assets/{asset.name}" for subset, asset in made.items()}
        self.face_css[face.name] = font_face_css(addresses, face)

    def find(self, hashed: str) -> Asset | None:
        """Return the asset of this hashed name, also if another process made it first."""
        plain = HASH.sub("", hashed)
        if plain in self.deferred:
            self.path(plain)
        return self.files.get(hashed)

    def immediate_names(self) -> list[str]:
        """Return the sorted hashed names of what is not deferred: the same in all processes of a release."""
        return sorted(hashed for plain, hashed in self.names.items() if plain not in self.deferred)


def make_asset(name: str, body: bytes, br: bytes | None = None) -> Asset:
    """Return the file of the plain *name* under its name by content, with its brotli form *br* if there is one."""
    stem, dot, suffix = name.rpartition(".")
    hashed = f"{stem}.{sha256(body).hexdigest()[:12]}.{suffix}"
    return Asset(hashed, TYPES[dot + suffix], body, {"br": br} if br else {})


def read_assets(fonts: Files = NO_FILES, theme: Theme = OWN_LOOK) -> Assets:
    """Return *fonts*, the bundles and every file of static/ that stands alone, those of *theme* in place of ours."""
    assets = Assets()
    for file, content in theme.static.items():
        assets.add(file, content)
    own = set(assets.names)
    for subset, content in fonts.items():
        assets.add(SOURCE_SERIF.file_name(subset), content)
    faces = font_face_css({subset: assets.path(SOURCE_SERIF.file_name(subset)) for subset in fonts})
    themed = [faces, layered_styles(theme, assets.path)]
    made = {DESK_SHEET: [faces], **dict.fromkeys(READER_SHEETS, themed)}
    for name, parts in BUNDLES.items():
        texts = [(STATIC / part).read_text("utf-8") for part in parts]
        assets.add(name, join(name, [*texts, *filter(None, made.get(name, []))]))
    for path in sorted(STATIC.glob("*.*")):
        if path.name not in own:
            assets.add(path.name, path.read_bytes())
    return assets


def join(name: str, sources: list[str]) -> bytes:
    """Return *sources* as one file without comments; of several scripts each gets a block, so that no names meet."""
    sources = [(SCRIPT_COMMENT if name.endswith(".js") else STYLE_COMMENT).sub("", source) for source in sources]
    if name.endswith(".js") and len(sources) > 1:
        sources = [f"{{\n{source}\n}}" for source in sources]
    if name.endswith(".css"):
        sources = [INDENTATION.sub("", source) for source in sources]
    return "\n".join(sources).encode()
