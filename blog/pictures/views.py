"""Addresses of the picture files."""

import re
from pathlib import Path

import structlog
from flask import Response, abort, request
from flask.blueprints import BlueprintSetupState
from sqlalchemy import exists, select
from werkzeug.exceptions import ServiceUnavailable

from blog.config.settings import settings_of
from blog.database import db
from blog.database.faults.repeated_log import repeated_log
from blog.models import Picture
from blog.pictures.attachments import attachment_upload_views, podcast_settings_views, serving_views
from blog.pictures.blueprint import blueprint
from blog.pictures.bucket.bucket_address import is_bucket, parse_bucket
from blog.pictures.files.outages import RETRY_SECONDS, log_unreadable
from blog.pictures.files.storage import FileMissing, FileUnreadable, open_storage, storage
from blog.pictures.library import sheet_views, upload_views
from blog.pictures.library import views as library_views
from blog.text.markdown import TYPES
from blog.web.access.policy import CsrfProtection, anyone
from blog.web.access.security_headers import MEDIA_POLICY

KEY = re.compile(r"[0-9a-f]{32}")
FILE = re.compile(r"[1-9][0-9]{0,4}\.(avif|webp|jpg)|(?:logo|touch|icon-[1-9][0-9]{1,2})\.(png)")
"""Renditions by their width, and the files of a logo."""
IMMUTABLE = "public, max-age=31536000, immutable"

log = structlog.get_logger()

__all__ = [
    "attachment_upload_views",
    "blueprint",
    "library_views",
    "podcast_settings_views",
    "serving_views",
    "sheet_views",
    "upload_views",
]


@blueprint.record_once
def check_settings(state: BlueprintSetupState) -> None:
    """Refuse to start with a MEDIA_URL that names no storage, or a bucket for backups that is none."""
    settings = settings_of(state.app)
    open_storage(settings.media_url, Path(state.app.instance_path))
    if is_bucket(settings.backup_folder):
        parse_bucket(settings.backup_folder or "", "BLOG_BACKUP_FOLDER")


@blueprint.get("/media/<key>/<name>")
@anyone(CsrfProtection.ORIGIN)
def media(key: str, name: str) -> Response:
    """Answer with one rendition; the random key is the permission.

    The type follows from the name that we gave, never from the bytes, and the
    bytes of a name never change (RFC 8246).
    """
    file = FILE.fullmatch(name)
    if not file or not KEY.fullmatch(key):
        abort(404)
    try:
        data = storage().read(f"{key}/{name}")
    except FileUnreadable as error:
        log_unreadable(f"{key}/{name}", error)
        raise ServiceUnavailable(retry_after=RETRY_SECONDS) from None
    except FileMissing as error:
        log_missing(key, name, error)
        abort(404)
    return immutable_response(Response(data, mimetype=TYPES.get(file[1], "image/png")), f"{key}-{name}")


def log_missing(key: str, name: str, error: FileMissing) -> None:
    """Log, a line a minute, a file that is gone though there is such a picture."""
    if db.session.scalar(select(exists().where(Picture.key == key))):
        event = "picture file missing"
        if times := repeated_log.count(event):
            log.error(event, file=f"{key}/{name}", reason=str(error), times=times)


def immutable_response(response: Response, name: str) -> Response:
    """Return *response* with headers for bytes, named *name*, that never change.

    Feed readers and mail programs in a browser show our pictures on pages of
    their own, so other sites may load them (Fetch Standard, CORP).
    """
    response.headers["Cache-Control"] = IMMUTABLE
    response.headers["Content-Security-Policy"] = MEDIA_POLICY
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.set_etag(name)
    response.make_conditional(request)
    return response
