"""What an administrator does with an upload: check it again, take it in, stop, go on, discard."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from blog.accounts.audit import record_audit_event
from blog.accounts.people.reauthentication_views import reauthenticate
from blog.database import db
from blog.models import AuditKind, ImportStep, Role, SiteImport, StepState
from blog.operations.moving_in.at_desk.export_upload_views import keep_files
from blog.operations.moving_in.at_desk.forms import NO_EXPORT, TWO_EXPORTS, MoveInForm, TakeInForm
from blog.operations.moving_in.at_desk.uploaded_files import ImportFiles, UploadPart, UploadRefused
from blog.operations.moving_in.at_desk.views import files_of, find_import, show_import
from blog.operations.moving_in.files.fetched_exports import FEED_NAMES
from blog.web.access.policy import staff
from blog.web.access.request_body import accept_export
from blog.web.clock import read_clock


@staff(Role.ADMINISTRATOR)
@accept_export
def check(id: int) -> ResponseReturnValue:
    """Have the upload checked, with more files or other options than before."""
    form, one = MoveInForm(), find_import(id)
    is_valid, files = form.validate(), files_of(one)
    if is_locked(one):
        return refuse_locked(one)
    db.session.rollback()
    try:
        if is_valid:
            keep_files(form, files)
    except UploadRefused as refusal:
        form.export_files.errors = [str(refusal)]
        return show_import(find_import(id), form), refusal.status
    is_valid = is_valid and is_complete(form, files)
    if not is_valid:
        return show_import(find_import(id), form), 422
    one = find_import(id, for_update=True)
    if is_locked(one):
        return refuse_locked(one)
    one.options = form.import_options()
    one.begin(ImportStep.CHECK)
    db.session.commit()
    return redirect(url_for(".show", id=id), code=303)


def is_complete(form: MoveInForm, files: ImportFiles) -> bool:
    """Return whether the export is here, or its address; what is missing is said beside its field."""
    exports = files.whole(UploadPart.EXPORT)
    if not exports and not form.feed.data:
        form.export_files.errors = [str(NO_EXPORT)]
    elif form.feed.data and any(path.name not in FEED_NAMES for path in exports):
        form.feed.errors = [str(TWO_EXPORTS)]
    elif unfinished := files.unfinished():
        names = ", ".join(unfinished)
        form.export_files.errors = [_("Not all of %(names)s has arrived. Choose it once more to go on.", names=names)]
    else:
        return True
    return False


def is_locked(one: SiteImport) -> bool:
    """Return whether nothing can be done with *one* now: the worker has it, or its files are gone."""
    return one.is_active or not one.has_files or one.state is StepState.DISCARDED


def refuse_locked(one: SiteImport) -> ResponseReturnValue:
    """Answer that this is not possible now; the page says how the import stands."""
    db.session.rollback()
    flash(_("That is not possible now: see below."))
    return redirect(url_for(".show", id=one.id), code=303)


@staff(Role.ADMINISTRATOR)
def take(id: int) -> ResponseReturnValue:
    """Hand a checked upload to the worker, which takes it in."""
    form = TakeInForm()
    if not form.validate() or not reauthenticate(form):
        return show_import(find_import(id), take_form=form), 422
    one = find_import(id, for_update=True)
    if is_locked(one) or (one.step, one.state) != (ImportStep.CHECK, StepState.DONE):
        return refuse_locked(one)
    one.begin(ImportStep.TAKE)
    by = current_user._get_current_object()
    record_audit_event(db.session, AuditKind.IMPORT_BEGUN, read_clock(), by=by, subject=one.source)
    db.session.commit()
    return redirect(url_for(".show", id=id), code=303)


@staff(Role.ADMINISTRATOR)
def stop(id: int) -> ResponseReturnValue:
    """Stop the present step; what came stays."""
    one = find_import(id, for_update=True)
    if not one.is_active:
        return refuse_locked(one)
    if one.state is StepState.DUE:
        one.end(StepState.STOPPED, read_clock())
    one.is_stopping = one.state is StepState.RUNNING
    db.session.commit()
    return redirect(url_for(".show", id=id), code=303)


@staff(Role.ADMINISTRATOR)
def resume(id: int) -> ResponseReturnValue:
    """Go on with a step that was stopped or failed."""
    one = find_import(id, for_update=True)
    if is_locked(one) or one.state not in {StepState.STOPPED, StepState.FAILED}:
        return refuse_locked(one)
    one.resume()
    db.session.commit()
    return redirect(url_for(".show", id=id), code=303)


@staff(Role.ADMINISTRATOR)
def discard(id: int) -> ResponseReturnValue:
    """Delete the uploaded files; what was taken in stays."""
    one = find_import(id, for_update=True)
    if is_locked(one):
        return refuse_locked(one)
    files, now = files_of(one), read_clock()
    if (one.step, one.state) != (ImportStep.TAKE, StepState.DONE):
        one.end(StepState.DISCARDED, now)
    one.files_deleted_at = now
    db.session.commit()
    files.delete_uploads()
    flash(_("The uploaded files are deleted."))
    return redirect(url_for(".index"), code=303)
