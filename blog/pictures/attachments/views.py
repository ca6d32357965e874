"""Pages of the library of files: list, one file with its words, replacement, deletion."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy.exc import IntegrityError

from blog.database import db
from blog.models import Attachment, Role
from blog.pictures.attachments.attachment_deletion import AttachmentInUse, delete_attachment, is_attachment_used
from blog.pictures.attachments.attachment_list import (
    AttachmentFilter,
    AttachmentPage,
    find_attachment_uses,
    find_attachments,
)
from blog.pictures.attachments.forms import (
    AttachmentDeletionForm,
    AttachmentForm,
    AttachmentUploadForm,
    ReplacementForm,
)
from blog.pictures.blueprint import blueprint
from blog.pictures.files.article_bodies import rerender_bodies_with_file
from blog.pictures.files.inline_files import describe_kind, file_path, version_path
from blog.pictures.inspection.file_kinds import KINDS, SUFFIXES
from blog.text.cleaning import clean_line
from blog.text.language import page_language
from blog.web.access.policy import staff
from blog.web.clock import read_clock
from blog.web.forms.row_ids import read_id

MAX_QUERY_LENGTH = 200
NAMES = {"file_path": file_path, "version_path": version_path, "kinds": KINDS, "suffixes": SUFFIXES}


def show(template: str, **values: object) -> str:
    """Return a page of this room."""
    return render_template(f"pictures/files/{template}.html", **NAMES, **values)


@blueprint.app_template_filter()
def file_facts(attachment: Attachment) -> str:
    """Return kind, size and duration of a file, in the language of the page."""
    return describe_kind(attachment, page_language().locale)


def find_attachment_page() -> tuple[dict[str, object], AttachmentPage]:
    """Return the filters of the request and the files that match; 404 for a page that cannot exist."""
    before = read_id(request.args.get("before", ""))
    if request.args.get("before") and before is None:
        abort(404)
    shown = next((option for option in AttachmentFilter if option == request.args.get("show")), AttachmentFilter.ALL)
    query = clean_line(request.args.get("q"))[:MAX_QUERY_LENGTH]
    page = find_attachments(db.session, query=query, filter_by=shown, before=before)
    return {"query": query, "filter_by": shown, "before": before}, page


@blueprint.get("/desk/files")
@staff(Role.CONTRIBUTOR)
def attachments() -> ResponseReturnValue:
    """Show the files."""
    return show_attachments(AttachmentUploadForm(formdata=None))


def show_attachments(form: AttachmentUploadForm) -> str:
    """Return the page of the library, with what is wrong with an upload."""
    filters, page = find_attachment_page()
    return show("library", form=form, page=page, options=AttachmentFilter, **filters)


@blueprint.get("/desk/files/choice")
@staff(Role.CONTRIBUTOR)
def attachment_choice() -> ResponseReturnValue:
    """Show the files within the dialog of the editor, each with a button that takes it."""
    filters, page = find_attachment_page()
    return show("choice", page=page, **filters)


@blueprint.get("/desk/files/<id:id>")
@staff(Role.CONTRIBUTOR)
def attachment(id: int) -> ResponseReturnValue:
    """Show one file, its words, and where it is offered."""
    found: Attachment = db.get_or_404(Attachment, id)
    return show_attachment(found, AttachmentForm(obj=found), ReplacementForm(formdata=None))


def show_attachment(found: Attachment, form: AttachmentForm, replacement: ReplacementForm) -> str:
    """Return the page of one file."""
    uses = find_attachment_uses(db.session, found, current_user)
    may_edit = found.is_editable_by(current_user)
    return show("show", attachment=found, form=form, replacement=replacement, uses=uses, may_edit=may_edit)


@blueprint.post("/desk/files/<id:id>")
@staff(Role.CONTRIBUTOR)
def describe_attachment(id: int) -> ResponseReturnValue:
    """Save the words, and show them in the articles that offer the file."""
    found = find_editable_attachment(id, for_update=True)
    form = AttachmentForm(obj=found)
    if not form.validate():
        return show_attachment(found, form, ReplacementForm(formdata=None)), 422
    found.title, found.description = form.title.data, form.description.data or ""
    found.transcript_url = form.transcript_url.data or ""
    db.session.flush()
    rerender_bodies_with_file(db.session, found.id)
    db.session.commit()
    flash(_("Saved. Articles that offer the file show its new words."))
    form.flash_kept()
    return redirect(url_for(".attachment", id=id), code=303)


def find_editable_attachment(id: int, *, for_update: bool = False) -> Attachment:
    """Return the file if the person may describe, replace and delete it, else 404."""
    query = Attachment.editable_by(current_user).where(Attachment.id == id)
    found: Attachment = db.one_or_404(query.with_for_update() if for_update else query)
    return found


@blueprint.get("/desk/files/<id:id>/deletion")
@staff(Role.CONTRIBUTOR)
def attachment_deletion(id: int) -> ResponseReturnValue:
    """Ask before the file is deleted, or say where it is needed."""
    return show_attachment_deletion(find_editable_attachment(id))


def show_attachment_deletion(found: Attachment) -> str:
    """Return the page that asks."""
    uses = find_attachment_uses(db.session, found, current_user)
    is_used = is_attachment_used(db.session, found)
    return show("deletion", attachment=found, uses=uses, is_used=is_used, form=AttachmentDeletionForm(formdata=None))


@blueprint.post("/desk/files/<id:id>/deletion")
@staff(Role.CONTRIBUTOR)
def delete_attachment_now(id: int) -> ResponseReturnValue:
    """Delete the file unless it is needed; its bytes go after that."""
    found = find_editable_attachment(id, for_update=True)
    try:
        delete_attachment(db.session, found, read_clock())
        db.session.commit()
    except (AttachmentInUse, IntegrityError):
        db.session.rollback()
        return show_attachment_deletion(find_editable_attachment(id)), 409
    flash(_("The file is deleted."))
    return redirect(url_for(".attachments"), code=303)
