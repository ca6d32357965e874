"""The address of every picture file."""

import re
from pathlib import Path

from flask import Response, abort, request
from flask.blueprints import BlueprintSetupState

from blog.config.settings import settings_of
from blog.pictures.blueprint import blueprint
from blog.pictures.files.storage import NotKept, open_storage, storage
from blog.pictures.library import upload_views
from blog.pictures.library import views as libraryviews
from blog.text.markdown import TYPES
from blog.web.access.policy import Proof, anyone
from blog.web.access.security_headers import MEDIA_POLICY

KEY = re.compile(r"[0-9a-f]{32}")
FILE = re.compile(r"[1-9][0-9]{0,4}\.(avif|webp|jpg)")
FOR_EVER = "public, max-age=31536000, immutable"

__all__ = ["blueprint", "libraryviews", "upload_views"]


@blueprint.record_once
def check_settings(state: BlueprintSetupState) -> None:
    """Refuse to start with a MEDIA_URL that names no storage."""
    open_storage(settings_of(state.app).media_url, Path(state.app.instance_path))


@blueprint.get("/media/<key>/<name>")
@anyone(Proof.ORIGIN)
def media(key: str, name: str) -> Response:
    """Answer with one rendition; whoever knows the random key may see it.

    The type follows from the name that we gave, never from the bytes, and the
    bytes of a name never change (RFC 8246).
    """
    file = FILE.fullmatch(name)
    if not file or not KEY.fullmatch(key):
        abort(404)
    try:
        data = storage().read(f"{key}/{name}")
    except NotKept:
        abort(404)
    return answer_for_ever(Response(data, mimetype=TYPES[file[1]]), f"{key}-{name}")


def answer_for_ever(response: Response, name: str) -> Response:
    """Finish an answer whose bytes, known as *name*, never change.

    Feed readers and mail programs in a browser show our pictures on pages of
    their own, so other sites may load them (Fetch Standard, CORP).
    """
    response.headers["Cache-Control"] = FOR_EVER
    response.headers["Content-Security-Policy"] = MEDIA_POLICY
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.set_etag(name)
    response.make_conditional(request)
    return response
