"""Uploads to the library: one request a file with script, several files in one form without."""

from flask import flash, jsonify, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.datastructures import FileStorage

from blog.database import db
from blog.models import Picture, Role
from blog.pictures.blueprint import blueprint
from blog.pictures.files.refusal_messages import PictureRefused
from blog.pictures.files.storage import storage
from blog.pictures.files.upload import Upload, base_name, current_limits, save_picture
from blog.pictures.imaging.kinds import ACCEPT
from blog.pictures.library.forms import UploadForm, UploadsForm
from blog.pictures.library.picture_list import PictureFilter
from blog.pictures.library.serialization import to_json
from blog.pictures.library.views import show_library
from blog.web.access.policy import staff
from blog.web.access.request_body import accept_uploads
from blog.web.clock import read_clock

MAX_FILES = 12
"""Pictures that one form may bring where no script sends them one by one."""


@blueprint.app_template_global()
def picture_accept() -> str:
    """Return the value of the accept attribute of file choosers for pictures."""
    return ACCEPT


@blueprint.post("/desk/media/uploads")
@staff(Role.CONTRIBUTOR)
@accept_uploads(2)
def upload() -> ResponseReturnValue:
    """Store one picture and answer with its JSON."""
    file = UploadForm().picture_file.data
    if not file:
        return jsonify(error=_("Choose a picture file first.")), 422
    try:
        picture = save_upload(file)
    except PictureRefused as refusal:
        return jsonify(error=str(refusal)), 503 if refusal.is_temporary else 422
    db.session.commit()
    return jsonify(to_json(picture)), 201


def save_upload(file: FileStorage) -> Picture:
    """Return the picture in *file*, stored and flushed; raises PictureRefused."""
    sent = Upload(file.stream, file.filename or "", current_user.id, read_clock())
    # Decoding takes a second: on SQLite an open transaction would keep all other writers waiting.
    db.session.rollback()
    return save_picture(db.session, storage(), sent, current_limits())


@blueprint.post("/desk/media")
@staff(Role.CONTRIBUTOR)
@accept_uploads(MAX_FILES)
def upload_several() -> ResponseReturnValue:
    """Store all valid pictures of the form, and report the errors of the others."""
    form = UploadsForm()
    files = [file for file in form.picture_files.data or () if file and file.filename][:MAX_FILES]
    saved, refused = save_each_upload(files)
    if refused or not saved:
        form.picture_files.errors = refused or [_("Choose a picture file first.")]
        return show_library(form), 422
    message = ngettext("%(num)d picture is in the library.", "%(num)d pictures are in the library.", len(saved))
    flash(" ".join([message, ngettext("Say what it shows.", "Say what they show.", len(saved))]))
    if len(saved) == 1:
        return redirect(url_for(".picture", id=saved[0]), code=303)
    return redirect(url_for(".library", show=PictureFilter.UNDESCRIBED.value), code=303)


def save_each_upload(files: list[FileStorage]) -> tuple[list[int], list[str]]:
    """Store the valid files, a commit each; return their ids, and a message for each of the others."""
    saved, refused = [], []
    left = iter(files)
    for file in left:
        try:
            saved.append(save_upload(file).id)
            db.session.commit()
        except PictureRefused as refusal:
            # Each waits for its turn: after one that had none, the others would hold this thread for minutes.
            others = left if refusal.is_temporary else ()
            refused += [f"{base_name(one.filename or '')}: {refusal}" for one in (file, *others)]
    return saved, refused
