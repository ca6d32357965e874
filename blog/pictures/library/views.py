"""Pages of the picture library: list, one picture with its description, deletion."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy.exc import IntegrityError

from blog.database import db
from blog.models import Picture, Role
from blog.pictures.blueprint import blueprint
from blog.pictures.library.deletion import PictureInUse, delete_picture, is_used
from blog.pictures.library.descriptions import describe_picture
from blog.pictures.library.forms import DeletionForm, PictureDescriptionForm, UploadsForm
from blog.pictures.library.picture_list import PictureFilter, PicturePage, find_pictures, find_uses
from blog.pictures.library.serialization import to_json
from blog.text.cleaning import clean_line
from blog.web.access.policy import staff
from blog.web.clock import read_clock
from blog.web.forms.row_ids import read_id

MAX_QUERY_LENGTH = 200


def parse_filters() -> dict[str, object]:
    """Return query, filter and page of the address; 404 for a page that cannot exist."""
    before = read_id(request.args.get("before", ""))
    if request.args.get("before") and before is None:
        abort(404)
    shown = next((option for option in PictureFilter if option == request.args.get("show")), PictureFilter.ALL)
    query = clean_line(request.args.get("q"))[:MAX_QUERY_LENGTH]
    return {"query": query, "filter_by": shown, "before": before}


def find_page() -> tuple[dict[str, object], PicturePage]:
    """Return the filters of the request and the pictures that match, as template variables."""
    filters = parse_filters()
    return filters, find_pictures(db.session, current_user, **filters)  # type: ignore[arg-type]


@blueprint.get("/desk/media")
@staff(Role.CONTRIBUTOR)
def library() -> ResponseReturnValue:
    """Show the pictures."""
    return show_library(UploadsForm(formdata=None))


def show_library(form: UploadsForm) -> str:
    """Return the page of the library, with what is wrong with an upload."""
    filters, page = find_page()
    return render_template("pictures/library.html", form=form, page=page, options=PictureFilter, **filters)


@blueprint.get("/desk/media/choice")
@staff(Role.CONTRIBUTOR)
def choice() -> ResponseReturnValue:
    """Show the pictures within the dialog of the editor, each with a button that takes it."""
    filters, page = find_page()
    return render_template("pictures/choice.html", page=page, to_json=to_json, **filters)


@blueprint.get("/desk/media/<id:id>")
@staff(Role.CONTRIBUTOR)
def picture(id: int) -> ResponseReturnValue:
    """Show one picture, its words, and where it is shown."""
    found: Picture = db.get_or_404(Picture, id)
    return show_picture(found, PictureDescriptionForm(obj=found))


def show_picture(found: Picture, form: PictureDescriptionForm) -> str:
    """Return the page of one picture."""
    uses = find_uses(db.session, found, current_user)
    may_edit = found.is_editable_by(current_user)
    return render_template("pictures/show.html", picture=found, form=form, uses=uses, may_edit=may_edit)


@blueprint.post("/desk/media/<id:id>")
@staff(Role.CONTRIBUTOR)
def describe(id: int) -> ResponseReturnValue:
    """Save the words and the focal point."""
    found = find_editable(id, for_update=True)
    form = PictureDescriptionForm(obj=found)
    if not form.validate():
        return show_picture(found, form), 422
    describe_picture(db.session, found, form.to_description())
    db.session.commit()
    flash(_("Saved. Articles that show the picture keep their own words."))
    form.flash_kept()
    return redirect(url_for(".picture", id=id), code=303)


def find_editable(id: int, *, for_update: bool = False) -> Picture:
    """Return the picture if the person may describe and delete it, else 404."""
    query = Picture.editable_by(current_user).where(Picture.id == id)
    found: Picture = db.one_or_404(query.with_for_update() if for_update else query)
    return found


@blueprint.get("/desk/media/<id:id>/deletion")
@staff(Role.CONTRIBUTOR)
def deletion(id: int) -> ResponseReturnValue:
    """Ask before the picture is deleted, or say where it is needed."""
    return show_deletion(find_editable(id))


def show_deletion(found: Picture) -> str:
    """Return the page that asks."""
    return render_template(
        "pictures/deletion.html",
        picture=found,
        uses=find_uses(db.session, found, current_user),
        is_used=is_used(db.session, found),
        form=DeletionForm(formdata=None),
    )


@blueprint.post("/desk/media/<id:id>/deletion")
@staff(Role.CONTRIBUTOR)
def delete(id: int) -> ResponseReturnValue:
    """Delete the picture unless it is needed; its files go after that."""
    found = find_editable(id, for_update=True)
    try:
        delete_picture(db.session, found, read_clock())
        db.session.commit()
    except (PictureInUse, IntegrityError):
        db.session.rollback()
        return show_deletion(find_editable(id)), 409
    flash(_("The picture is deleted."))
    return redirect(url_for(".library"), code=303)
