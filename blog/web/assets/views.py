"""Assets over HTTP, and their addresses in templates."""

from pathlib import Path

from flask import Blueprint, Flask, Response, abort, current_app, request

from blog.web.access.policy import CsrfProtection, anyone
from blog.web.assets.asset_files import Assets, read_assets
from blog.web.assets.webfonts.font_faces import FAMILY_FILE, needed_subsets
from blog.web.assets.webfonts.font_files import find_font_files
from blog.web.cache.cacheable import cacheable

A_YEAR = "public, max-age=31536000, immutable"

blueprint = Blueprint("assets", __name__)


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
