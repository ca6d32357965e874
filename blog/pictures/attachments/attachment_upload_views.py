"""Uploads to the library of files, and new versions of files that are there."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.datastructures import FileStorage

from blog.database import db
from blog.models import Attachment, Role
from blog.pictures.attachments.attachment_upload import (
    StoredVersion,
    add_attachment,
    current_file_limits,
    replace_version,
    store_version,
    title_of,
)
from blog.pictures.attachments.forms import AttachmentForm, AttachmentUploadForm, ReplacementForm
from blog.pictures.attachments.refusal_sentences import NOTES, AttachmentRefused
from blog.pictures.attachments.views import find_editable_attachment, show_attachment, show_attachments
from blog.pictures.blueprint import blueprint
from blog.pictures.files.article_bodies import rerender_bodies_with_file
from blog.pictures.files.storage import storage
from blog.web.access.policy import staff
from blog.web.access.request_body import accept_files
from blog.web.clock import read_clock


@blueprint.post("/desk/files")
@staff(Role.CONTRIBUTOR)
@accept_files(1)
def upload_attachment() -> ResponseReturnValue:
    """Add one file; its page asks for the rest of its words."""
    form = AttachmentUploadForm()
    file = form.attachment_file.data
    if not form.validate() or not file:
        form.attachment_file.errors = [] if file else [_("Choose a file first.")]
        return show_attachments(form), 422
    title = form.title.data or title_of(file.filename or "") or _("File")
    try:
        version = receive(file, title)
    except AttachmentRefused as refusal:
        form.attachment_file.errors = [str(refusal)]
        return show_attachments(form), 503 if refusal.is_temporary else 422
    names = {"title": title, "file_name": file.filename or ""}
    added = add_attachment(db.session, version, **names, uploader_id=current_user.id, now=read_clock())
    db.session.commit()
    flash(" ".join([_("The file is in the library."), *describe_notes(version)]))
    return redirect(url_for(".attachment", id=added.id), code=303)


def receive(file: FileStorage, title: str) -> StoredVersion:
    """Return the stored version of *file*; raises AttachmentRefused."""
    limits = current_file_limits()
    # Inspection takes a while: on SQLite an open transaction would keep all other writers waiting.
    db.session.rollback()
    return store_version(storage(), file.stream, title, limits)


def describe_notes(version: StoredVersion) -> list[str]:
    """Return the sentences about what was found in a file that was taken."""
    return [str(NOTES[note]) for note in version.inspection.notes]


@blueprint.post("/desk/files/<id:id>/version")
@staff(Role.CONTRIBUTOR)
@accept_files(1)
def replace_attachment(id: int) -> ResponseReturnValue:
    """Let a new version take the place of the file; its address stays."""
    found = find_editable_attachment(id)
    form = ReplacementForm()
    file = form.attachment_file.data
    if not file:
        return show_replacement_error(found, form, _("Choose a file first.")), 422
    try:
        version = receive(file, found.title)
    except AttachmentRefused as refusal:
        error = show_replacement_error(find_editable_attachment(id), form, str(refusal))
        return error, 503 if refusal.is_temporary else 422
    found = find_editable_attachment(id, for_update=True)
    replace_version(db.session, found, version, file_name=file.filename or "", now=read_clock())
    rerender_bodies_with_file(db.session, id)
    db.session.commit()
    flash(" ".join([_("The new version has taken its place. The address is the same."), *describe_notes(version)]))
    return redirect(url_for(".attachment", id=id), code=303)


def show_replacement_error(found: Attachment, form: ReplacementForm, error: str) -> str:
    """Return the page of the file with what is wrong with its new version."""
    form.attachment_file.errors = [error]
    return show_attachment(found, AttachmentForm(formdata=None, obj=found), form)
