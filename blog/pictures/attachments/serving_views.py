"""Addresses of the files of the library: one that stays, and one for each version, whose bytes never change."""

import re

import structlog
from flask import Response, abort, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from werkzeug.exceptions import RequestedRangeNotSatisfiable, ServiceUnavailable
from werkzeug.utils import secure_filename
from werkzeug.wsgi import wrap_file

from blog.database import db
from blog.models import Attachment
from blog.pictures.blueprint import blueprint
from blog.pictures.files.inline_files import file_slug, version_path
from blog.pictures.files.outages import RETRY_SECONDS, log_unreadable
from blog.pictures.files.storage import FileMissing, FileUnreadable, storage
from blog.pictures.inspection.file_kinds import KINDS, FileKind
from blog.web.access.policy import CsrfProtection, anyone
from blog.web.access.security_headers import DOCUMENT_POLICY, MEDIA_POLICY

KEY = re.compile(r"[0-9a-f]{32}")
IMMUTABLE = "public, max-age=31536000, immutable"
BLOCK_BYTES = 2**18
"""Read from the disk and sent at once."""

log = structlog.get_logger()


@blueprint.get("/files/<key>/<name>")
@anyone(CsrfProtection.ORIGIN)
def present_version(key: str, name: str) -> ResponseReturnValue:
    """Lead to the present version; the random key is the permission, and the name is for people alone."""
    return lead_on(find_attachment(key))


def find_attachment(key: str) -> Attachment:
    """Return the file with this *key*, or answer 404."""
    found = db.session.scalar(select(Attachment).where(Attachment.key == key)) if KEY.fullmatch(key) else None
    return found or abort(404)


def lead_on(found: Attachment) -> ResponseReturnValue:
    """Redirect to the present version, asked for each time."""
    response = redirect(version_path(found), 302)
    response.headers["Cache-Control"] = "no-cache"
    return response


@blueprint.get("/files/<key>/<version>/<name>")
@anyone(CsrfProtection.ORIGIN)
def file_version(key: str, version: str, name: str) -> ResponseReturnValue:
    """Answer with a version, whole or in part (RFC 9110 14.2); an earlier one leads to the present one."""
    found = find_attachment(key)
    if version != found.version:
        return lead_on(found)
    db.session.expunge(found)
    db.session.rollback()  # No connection to the database waits for a slow storage, nor for a slow reader.
    try:
        file = storage().open(found.storage_name)
    except FileUnreadable as error:
        log_unreadable(found.storage_name, error)
        raise ServiceUnavailable(retry_after=RETRY_SECONDS) from None
    except FileMissing as error:
        log.exception("attachment missing", file=found.storage_name, reason=str(error))
        abort(404)
    kind = KINDS[found.kind]
    response = Response(wrap_file(request.environ, file, BLOCK_BYTES), mimetype=None, direct_passthrough=True)
    response.call_on_close(file.close)
    response.content_length = found.size_bytes
    response.headers.update(file_headers(kind, file_slug(found)))
    response.set_etag(found.digest)
    try:
        response.make_conditional(request, accept_ranges=True, complete_length=found.size_bytes)
    except RequestedRangeNotSatisfiable:
        file.close()
        raise
    return response


def file_headers(kind: FileKind, name: str) -> dict[str, str]:
    """Return the headers of a file: a type that no browser guesses again, shown or saved, and nothing that may run.

    PDF has no sandbox, since browsers refuse to show it in one; it was cleaned
    of scripts, and the policy lets it load nothing. Other sites may play our
    sound, as podcast players in browsers do (Fetch Standard, CORP).
    """
    disposition = "inline" if kind.is_inline else "attachment"
    ascii_name = secure_filename(name) or f"file.{kind.suffix}"
    return {
        "Content-Type": kind.media_type,
        "Content-Disposition": f'{disposition}; filename="{ascii_name}"',
        "Content-Security-Policy": DOCUMENT_POLICY if kind.suffix == "pdf" else MEDIA_POLICY,
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Cache-Control": IMMUTABLE,
    }
