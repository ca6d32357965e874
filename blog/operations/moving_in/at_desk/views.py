"""Pages of imports at the desk: the form and the list, one import with its progress and report."""

from typing import Any

from flask import abort, current_app, render_template, send_file
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from blog.accounts.people.reauthentication_views import needs_reauthentication
from blog.config.settings import current_settings
from blog.database import db
from blog.models import ImportStep, Role, SiteImport, StepState
from blog.operations.moving_in.all_sources import SOURCES
from blog.operations.moving_in.at_desk.arrived_articles import list_arrived
from blog.operations.moving_in.at_desk.commands import LIST_FILE
from blog.operations.moving_in.at_desk.forms import MoveInForm, TakeInForm
from blog.operations.moving_in.at_desk.import_job import imports_folder
from blog.operations.moving_in.at_desk.report_labels import (
    OUTCOME_LABELS,
    label_loss,
    label_program,
    label_source,
    say_problem,
)
from blog.operations.moving_in.at_desk.uploaded_files import ImportFiles, UploadPart
from blog.web.access.policy import staff

MAX_LISTED = 50
PART_BYTES = 3 * 2**20
"""Of a piece that the script sends, below the usual limit of a request."""


@staff(Role.ADMINISTRATOR)
def index() -> ResponseReturnValue:
    """Show the form of an upload, and the imports so far."""
    return show_index(MoveInForm(formdata=None))


def show_index(form: MoveInForm) -> str:
    """Return the page with the form as it was filled in."""
    newest = select(SiteImport).order_by(SiteImport.id.desc()).limit(MAX_LISTED)
    imports = db.session.scalars(newest).all()
    names = [label_program(source.name) for source in SOURCES]
    return render_template("operations/moving_in/index.html", form=form, imports=imports, names=names, **limits())


def limits() -> dict[str, Any]:
    """Return what the pages say of the size of files."""
    settings = current_settings()
    return {
        "max_bytes": settings.import_max_bytes,
        "part_bytes": min(PART_BYTES, settings.max_content_length * 3 // 4),
        "label_source": label_source,
    }


@staff(Role.ADMINISTRATOR)
def show(id: int) -> ResponseReturnValue:
    """Show one import: its progress, what a check found, or what came."""
    return show_import(find_import(id))


def find_import(import_id: int, *, for_update: bool = False) -> SiteImport:
    """Return the import, or abort with 404."""
    query = select(SiteImport).where(SiteImport.id == import_id)
    found: SiteImport = db.one_or_404(query.with_for_update(of=SiteImport) if for_update else query)
    return found


def files_of(one: SiteImport) -> ImportFiles:
    """Return the files of *one*."""
    return ImportFiles(imports_folder(current_app.instance_path) / one.key, current_settings().import_max_bytes)


def show_import(one: SiteImport, form: MoveInForm | None = None, take_form: TakeInForm | None = None) -> str:
    """Return the page of *one*, with its forms as they were filled in."""
    files = files_of(one)
    said = {**one.options, "hosts": ", ".join(one.options.get("hosts", ()))}
    is_taken = one.step is ImportStep.TAKE and one.report
    values = {
        "form": form or MoveInForm(formdata=None, data=said),
        "take_form": take_form or TakeInForm(formdata=None),
        "needs_reauthentication": needs_reauthentication(),
        "file_names": {part.value: [path.name for path in files.whole(part)] for part in UploadPart},
        "unfinished": files.unfinished(),
        "has_list": (files.folder / LIST_FILE).is_file() and bool(one.report),
        "arrived": list_arrived(db.session, one) if is_taken else (),
        "outcome_labels": OUTCOME_LABELS,
        "label_loss": label_loss,
    }
    return render_template("operations/moving_in/show.html", **progress_values(one), **values, **limits())


def progress_values(one: SiteImport) -> dict[str, Any]:
    """Return what the page and its refreshed part say of the present step."""
    is_queued = one.is_active and one.state is StepState.DUE
    ahead = db.session.scalars(SiteImport.active().where(SiteImport.id < one.id)).first() if is_queued else None
    return {"one": one, "problem": say_problem(one.problem), "is_behind_another": ahead is not None}


@staff(Role.ADMINISTRATOR)
def progress(id: int) -> ResponseReturnValue:
    """Return the part of the page that its script refreshes."""
    return render_template("operations/moving_in/_progress.html", **progress_values(find_import(id)))


@staff(Role.ADMINISTRATOR)
def article_list(id: int) -> ResponseReturnValue:
    """Answer with a row for each article: old and new address, what became of it, words, losses."""
    one = find_import(id)
    path = files_of(one).folder / LIST_FILE
    if not one.report or not path.is_file():
        abort(404)
    return send_file(path.resolve(), mimetype="text/csv", as_attachment=True, download_name=f"import-{one.id}.csv")
