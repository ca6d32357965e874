"""Uploads of exports: as one form, or in pieces that a script sends and that go on after a break."""

import secrets
from typing import Any

from flask import current_app, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from blog.config.settings import current_settings
from blog.database import db
from blog.models import ImportStep, Role, SiteImport
from blog.operations.moving_in.at_desk.forms import NO_EXPORT, MoveInForm
from blog.operations.moving_in.at_desk.import_job import imports_folder
from blog.operations.moving_in.at_desk.uploaded_files import ImportFiles, OutOfStep, UploadPart, UploadRefused
from blog.operations.moving_in.at_desk.views import files_of, find_import, show_index
from blog.web.access.policy import staff
from blog.web.access.request_body import accept_export
from blog.web.clock import read_clock

FIELDS = {UploadPart.EXPORT: "export_files", UploadPart.MEDIA: "media_files"}


@staff(Role.ADMINISTRATOR)
@accept_export
def upload() -> ResponseReturnValue:
    """Keep an export with what belongs to it, and have it checked; or begin an upload in pieces, answered as JSON."""
    form = MoveInForm()
    is_announced = bool(form.is_announced.data)
    is_valid = form.validate()
    if not is_announced and not form.chosen("export_files") and not form.feed.data:
        form.export_files.errors = [str(NO_EXPORT)]
        is_valid = False
    if not is_valid:
        errors = {name: " ".join(map(str, words)) for name, words in form.errors.items() if name}
        return (jsonify(errors=errors), 422) if is_announced else (show_index(form), 422)
    by_id, options, key = current_user.id, form.import_options(), secrets.token_hex(16)
    files = ImportFiles(imports_folder(current_app.instance_path) / key, current_settings().import_max_bytes)
    # A gigabyte takes a while: on SQLite an open transaction would keep all other writers waiting.
    db.session.rollback()
    try:
        files.make()
        keep_files(form, files)
    except UploadRefused as refusal:
        files.delete()
        form.export_files.errors = [str(refusal)]
        return (jsonify(error=str(refusal)) if is_announced else show_index(form)), refusal.status
    one = add_import(key, by_id, options, is_whole=not is_announced)
    db.session.commit()
    place = url_for(".show", id=one.id)
    return jsonify(parts=url_for(".parts", id=one.id), page=place) if is_announced else redirect(place, code=303)


def add_import(key: str, by_id: int, options: dict[str, Any], *, is_whole: bool) -> SiteImport:
    """Add the row of an import, handed to the worker if its files are here; the caller commits."""
    one = SiteImport(key=key, person_id=by_id, created_at=read_clock(), options=options, report={})
    if is_whole:
        one.begin(ImportStep.CHECK)
    db.session.add(one)
    db.session.flush()
    return one


def keep_files(form: MoveInForm, files: ImportFiles) -> None:
    """Keep the files that *form* carries.

    Raises:
        UploadRefused: one is too large, or the disk is full.
    """
    for part, name in FIELDS.items():
        for file in form.chosen(name):
            files.add(part, file.filename, file.stream)


@staff(Role.ADMINISTRATOR)
def parts(id: int) -> ResponseReturnValue:
    """Add one piece to a file; answer how many bytes of it are here, as JSON."""
    one = find_import(id)
    files, is_open = files_of(one), not one.is_active and one.has_files
    is_going_on = one.step is ImportStep.UPLOAD
    db.session.rollback()
    piece = request.files.get("piece")
    offset, size = request.form.get("offset", type=int), request.form.get("size", type=int)
    part = next((part for part in UploadPart if part == request.form.get("part")), None)
    if piece is None or part is None or offset is None or size is None or min(offset, size) < 0:
        return jsonify(error=_("The upload was damaged on its way. Try again.")), 422
    if not is_open or not files.is_here():
        return jsonify(error=_("Nothing can be added to this import any more.")), 409
    try:
        if is_going_on and offset == 0:
            files.require_missing(part, request.form.get("name", ""), size)
        here = files.append(part, request.form.get("name", ""), piece.stream, offset, size)
    except OutOfStep as error:
        return jsonify(received=error.received), 409
    except UploadRefused as refusal:
        return jsonify(error=str(refusal)), refusal.status
    return jsonify(received=here)
