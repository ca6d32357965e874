"""Assets over HTTP, and their addresses in templates."""

from pathlib import Path

from flask import Blueprint, Flask, Response, abort, current_app, redirect, request
from flask.typing import ResponseReturnValue

from blog.web.access.policy import CsrfProtection, anyone
from blog.web.access.security_headers import MEDIA_POLICY
from blog.web.assets.asset_files import HASH, Asset, Assets, read_assets
from blog.web.assets.bundles import READER_SHEETS
from blog.web.assets.chosen_typeface import chosen_css, face_of_asset, load_typeface, preloaded_fonts
from blog.web.assets.sheet import SCRIPT, defer_sheet
from blog.web.assets.webfonts.font_files import Files, find_font_files
from blog.web.cache.cacheable import cacheable, offer_codings
from blog.web.site_identity.site_colours import site_colours
from blog.web.themes.active_theme import active_theme, on_change, theme_of
from blog.web.themes.theme import Theme

A_YEAR = "public, max-age=31536000, immutable"

blueprint = Blueprint("assets", __name__)


def init_assets(app: Flask) -> None:
    """Read the assets and give templates asset_url(name) and preloaded_fonts()."""
    app.extensions["fonts"] = find_font_files(Path(app.instance_path))
    app.extensions["assets"] = read_all(app.extensions["fonts"], theme_of(app))
    on_change(app, renew_assets)
    app.register_blueprint(blueprint)
    app.jinja_env.globals.update(asset_url=asset_url, preloaded_fonts=preloaded_fonts)


def read_all(fonts: Files, theme: Theme) -> Assets:
    """Return all assets, the script of the rich text editor among them where its libraries are installed."""
    assets = read_assets(fonts, theme)
    defer_sheet(assets)
    return assets


def renew_assets(app: Flask, theme: Theme) -> None:
    """Send the files of *theme* from now on, and those of the former one to browsers that still have a page of it."""
    former: Assets = app.extensions["assets"]
    assets = read_all(app.extensions["fonts"], theme)
    assets.files = {**former.files, **assets.files}
    app.extensions["assets"] = assets


def asset_url(name: str) -> str:
    """Return the address of the asset with this plain name."""
    if current_app.debug:
        current_app.extensions["assets"] = read_all(current_app.extensions["fonts"], active_theme())
    assets: Assets = current_app.extensions["assets"]
    return assets.path_with(name, f"{site_colours().css}{chosen_css()}") if name in READER_SHEETS else assets.path(name)


def has_sheet() -> bool:
    """Return whether this site can send the script of the rich text editor."""
    assets: Assets = current_app.extensions["assets"]
    return SCRIPT in assets.deferred


@blueprint.get("/assets/<path:name>")
@anyone(CsrfProtection.ORIGIN)
@cacheable(is_immutable=True)
def show(name: str) -> ResponseReturnValue:
    """Answer with an asset in the best encoding; its name never means other bytes (RFC 8246)."""
    assets: Assets = current_app.extensions["assets"]
    asset = assets.find(name)
    if asset is None and (face := face_of_asset(name)) and load_typeface(face):
        asset = assets.find(name)
    if asset is None and is_look(name):
        return send_present_look(name)
    if asset is None:
        abort(404)
    return send(asset)


def is_look(name: str) -> bool:
    """Return whether *name* is that of the style sheet of pages with some look, which another process may have made."""
    return name not in READER_SHEETS and HASH.sub("", name) in READER_SHEETS


def send_present_look(name: str) -> ResponseReturnValue:
    """Answer with the style sheet of the present look; another *name* is led to it."""
    present = asset_url(HASH.sub("", name))
    assets: Assets = current_app.extensions["assets"]
    asset = assets.find(name)
    return send(asset) if asset else redirect(present, 302)


def send(asset: Asset) -> Response:
    """Return *asset* in the best encoding that the request takes."""
    offer_codings(asset.encoded)
    encoding, body = asset.best(request.headers.get("Accept-Encoding", ""))
    response = Response(body, content_type=asset.mimetype)
    response.headers["Cache-Control"] = A_YEAR
    response.headers["Vary"] = "Accept-Encoding"
    # Of a file that is no page: that of pages is five times as long, and browsers heed neither here.
    response.headers["Content-Security-Policy"] = MEDIA_POLICY
    if encoding:
        response.headers["Content-Encoding"] = encoding
    return response
