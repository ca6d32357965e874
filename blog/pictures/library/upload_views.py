"""Pictures on their way into the library: one by one with script, several in one form without."""

from typing import Any

from flask import flash, jsonify, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.datastructures import FileStorage

from blog.config.settings import current_settings
from blog.database import db
from blog.models import Picture, Role
from blog.pictures.blueprint import blueprint
from blog.pictures.files.storage import storage
from blog.pictures.files.upload import PictureRefused, keep_picture, name_alone, note_file_name
from blog.pictures.library.forms import UploadForm, UploadsForm
from blog.pictures.library.picture_list import Sieve
from blog.pictures.library.serialization import present
from blog.pictures.library.views import show_library
from blog.web.access.policy import staff
from blog.web.clock import read_clock

MOST_AT_ONCE = 12
"""Pictures that one form may bring where no script sends them one by one."""
ENDPOINTS = {"pictures.send": 2, "pictures.take_in": MOST_AT_ONCE}
"""Endpoints that take uploads, and how many of the largest pictures fit one request."""


@blueprint.url_value_preprocessor
def allow_uploads(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Let people who have signed in send pictures; it runs before the guard reads the form's token.

    More than fits is let in, so that a picture that is too large is refused by name, not with an error page.
    """
    if endpoint in ENDPOINTS and request.method == "POST" and "_user_id" in session:
        settings = current_settings()
        request.max_content_length = ENDPOINTS[endpoint] * settings.picture_max_bytes + settings.max_content_length


@blueprint.post("/desk/media/uploads")
@staff(Role.CONTRIBUTOR)
def send() -> ResponseReturnValue:
    """Take in one picture and answer with what the script needs to show it."""
    file = UploadForm().picture_file.data
    if not file:
        return jsonify(error=_("Choose a picture file first.")), 422
    try:
        picture = keep(file)
    except PictureRefused as refusal:
        return jsonify(error=str(refusal)), 422
    db.session.commit()
    return jsonify(present(picture)), 201


def keep(file: FileStorage) -> Picture:
    """Return the picture in *file*, kept and flushed; raises PictureRefused."""
    settings, uploader = current_settings(), current_user.id
    data = file.stream.read(settings.picture_max_bytes + 1)
    # Encoding takes a second: on SQLite an open transaction would keep all other writers waiting.
    db.session.rollback()
    picture = keep_picture(
        db.session,
        storage(),
        data,
        alt="",
        uploader_id=uploader,
        now=read_clock(),
        max_pixels=settings.picture_max_pixels,
        max_bytes=settings.picture_max_bytes,
    )
    note_file_name(db.session, picture, file.filename or "")
    return picture


@blueprint.post("/desk/media")
@staff(Role.CONTRIBUTOR)
def take_in() -> ResponseReturnValue:
    """Take in all pictures of the form that can be taken, and say what is wrong with the others."""
    form = UploadsForm()
    files = [file for file in form.picture_files.data or () if file and file.filename][:MOST_AT_ONCE]
    kept, refused = keep_each(files)
    if refused or not kept:
        form.picture_files.errors = refused or [_("Choose a picture file first.")]
        return show_library(form), 422
    words = ngettext("%(num)d picture is in the library.", "%(num)d pictures are in the library.", len(kept))
    flash(f"{words} {_('Say what they show.') if len(kept) > 1 else _('Say what it shows.')}")
    if len(kept) == 1:
        return redirect(url_for(".picture", id=kept[0]), code=303)
    return redirect(url_for(".library", show=Sieve.WORDLESS.value), code=303)


def keep_each(files: list[FileStorage]) -> tuple[list[int], list[str]]:
    """Keep what can be kept, each for itself; return the keys, and a sentence for each that was refused."""
    kept, refused = [], []
    for file in files:
        try:
            kept.append(keep(file).id)
            db.session.commit()
        except PictureRefused as refusal:
            refused.append(f"{name_alone(file.filename or '')}: {refusal}")
    return kept, refused
