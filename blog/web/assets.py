"""Style sheets and scripts: joined, named by their content, compressed once at start, cached for ever."""

import gzip
import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import brotli
from flask import Blueprint, Flask, Response, abort, current_app, request

from blog.web.access.policy import CsrfProtection, anyone
from blog.web.cache.cacheable import cacheable
from blog.web.cache.compression import read_codings
from blog.web.webfonts.font_faces import FAMILY_FILE, font_face_css, needed_subsets
from blog.web.webfonts.font_files import NO_FILES, Files, find_font_files

STATIC = Path(__file__).parents[1] / "static"
SITE_STYLES = (
    "tokens", "contrast", "base", "layout", "masthead", "type", "buttons", "forms", "notices", "controls",
    "display_preferences", "player", "article", "contents", "prose", "figure", "focal_point", "video", "pull_quote",
    "story_list", "pager", "panel", "subscriptions", "preferences", "form_page", "footer", "differences",
    "corrections", "preview_links", "offline", "search", "print", "forced_colours",
)  # fmt: skip
DESK_STYLES = (
    "desk", "page_menu", "articles_search", "editor", "toolbar", "finder", "ledger", "alert", "publication", "readers",
    "history", "reports", "review", "people", "media", "uploads",
)  # fmt: skip
SITE_SCRIPTS = (
    "reader_preferences", "display_preferences", "dismiss", "read_aloud", "share", "offline_button",
    "changes_since_visit", "error_report_links", "video_embed",
)  # fmt: skip
DESK_SCRIPTS = (
    "text_input", "toolbar", "formatting", "tab_key", "list_keys", "table_keys", "enter_key", "delete_keys",
    "line_styles", "word_count", "combobox", "finder", "go_to",
    "editor_fields", "paste", "preview", "uploads", "inline_pictures", "lead_photo", "picture_chooser",
    "upload_drop", "focal_point", "unsaved_changes", "autosave", "save_in_place", "unsent_text", "alert_progress",
)  # fmt: skip
LATER_SCRIPTS = ("offline_store", "offline_list", "speech", "browser_zone")
"""Modules that pages load alone, most of them when a reader first asks for what they do."""
BUNDLES = {
    "site.css": tuple(f"css/{name}.css" for name in SITE_STYLES),
    "desk.css": tuple(f"css/{name}.css" for name in DESK_STYLES),
    "site.js": tuple(f"js/{name}.js" for name in SITE_SCRIPTS),
    "desk.js": tuple(f"js/{name}.js" for name in DESK_SCRIPTS),
    **{f"{name}.js": (f"js/{name}.js",) for name in LATER_SCRIPTS},
}
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
A_YEAR = "public, max-age=31536000, immutable"

blueprint = Blueprint("assets", __name__)


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


def init_assets(app: Flask) -> None:
    """Read the assets and give templates asset_url(name) and preloaded_fonts()."""
    app.extensions["fonts"] = find_font_files(Path(app.instance_path))
    app.extensions["assets"] = read_assets(app.extensions["fonts"])
    app.register_blueprint(blueprint)
    app.jinja_env.globals.update(asset_url=asset_url, preloaded_fonts=preloaded_fonts)


def asset_url(name: str) -> str:
    """Return the address of the asset with this plain name."""
    assets: Assets = current_app.extensions["assets"]
    if current_app.debug:
        assets = current_app.extensions["assets"] = read_assets(current_app.extensions["fonts"])
    return assets.path(name)


def preloaded_fonts() -> list[str]:
    """Return the plain names of the files of the typeface that every page of this site needs."""
    return [FAMILY_FILE.format(name) for name in needed_subsets() if name in current_app.extensions["fonts"]]


@blueprint.get("/assets/<name>")
@anyone(CsrfProtection.ORIGIN)
@cacheable(is_immutable=True)
def show(name: str) -> Response:
    """Answer with an asset in the best encoding; its name never means other bytes (RFC 8246)."""
    assets: Assets = current_app.extensions["assets"]
    asset = assets.files.get(name)
    if asset is None:
        abort(404)
    encoding, body = asset.best(request.headers.get("Accept-Encoding", ""))
    response = Response(body, content_type=asset.mimetype)
    response.headers["Cache-Control"] = A_YEAR
    response.headers["Vary"] = "Accept-Encoding"
    if encoding:
        response.headers["Content-Encoding"] = encoding
    return response
