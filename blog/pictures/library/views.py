"""The library at the desk: all pictures, one picture, its words and focal point, and deleting it."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy.exc import IntegrityError

from blog.database import db
from blog.models import Picture, Role
from blog.pictures.blueprint import blueprint
from blog.pictures.library.deletion import StillUsed, discard, is_used
from blog.pictures.library.descriptions import describe_picture
from blog.pictures.library.forms import DiscardForm, PictureForm, UploadsForm
from blog.pictures.library.picture_list import Page, Sieve, find_uses, read_library
from blog.pictures.library.serialization import present
from blog.text.cleaning import clean_line
from blog.web.access.policy import staff
from blog.web.clock import read_clock
from blog.web.url_converters import MAX_ID

LONGEST_QUERY = 200


def read_asked() -> dict[str, object]:
    """Return what the address asks of the library: words, sieve and page; 404 for a page that is none."""
    key = request.args.get("before", "")
    is_key = key.isascii() and key.isdigit() and len(key) < 11 and 0 < int(key) <= MAX_ID
    if key and not is_key:
        abort(404)
    sieve = next((sieve for sieve in Sieve if sieve == request.args.get("show")), Sieve.ALL)
    words = clean_line(request.args.get("q"))[:LONGEST_QUERY]
    return {"words": words, "sieve": sieve, "before": int(key) if is_key else None}


def find_page() -> tuple[dict[str, object], Page]:
    """Return what was asked and the pictures that answer it."""
    asked = read_asked()
    return asked, read_library(db.session, current_user, **asked)  # type: ignore[arg-type]


@blueprint.get("/desk/media")
@staff(Role.CONTRIBUTOR)
def library() -> ResponseReturnValue:
    """Show the pictures."""
    return show_library(UploadsForm(formdata=None))


def show_library(form: UploadsForm) -> str:
    """Return the page of the library, with what is wrong with an upload."""
    asked, page = find_page()
    return render_template("pictures/library.html", form=form, page=page, sieves=Sieve, **asked)


@blueprint.get("/desk/media/choice")
@staff(Role.CONTRIBUTOR)
def choice() -> ResponseReturnValue:
    """Show the pictures within the dialog of the editor, each with a button that takes it."""
    asked, page = find_page()
    return render_template("pictures/choice.html", page=page, present=present, **asked)


@blueprint.get("/desk/media/<id:id>")
@staff(Role.CONTRIBUTOR)
def picture(id: int) -> ResponseReturnValue:
    """Show one picture, its words, and where it is shown."""
    found: Picture = db.get_or_404(Picture, id)
    return show_picture(found, PictureForm(obj=found))


def show_picture(found: Picture, form: PictureForm) -> str:
    """Return the page of one picture."""
    uses = find_uses(db.session, found, current_user)
    may_edit = found.is_editable_by(current_user)
    return render_template("pictures/one.html", picture=found, form=form, uses=uses, may_edit=may_edit)


@blueprint.post("/desk/media/<id:id>")
@staff(Role.CONTRIBUTOR)
def describe(id: int) -> ResponseReturnValue:
    """Save the words and the focal point."""
    found = find_editable(id)
    form = PictureForm()
    if not form.validate():
        return show_picture(found, form), 422
    describe_picture(db.session, found, form.to_description())
    db.session.commit()
    flash(_("Saved. Articles that show the picture keep their own words."))
    return redirect(url_for(".picture", id=id), code=303)


def find_editable(key: int, *, is_locked: bool = False) -> Picture:
    """Return the picture if the person may describe and delete it, else 404."""
    query = Picture.editable_by(current_user).where(Picture.id == key)
    found: Picture = db.one_or_404(query.with_for_update() if is_locked else query)
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
        form=DiscardForm(formdata=None),
    )


@blueprint.post("/desk/media/<id:id>/deletion")
@staff(Role.CONTRIBUTOR)
def delete(id: int) -> ResponseReturnValue:
    """Delete the picture unless it is needed; its files go after that."""
    found = find_editable(id, is_locked=True)
    try:
        discard(db.session, found, read_clock())
        db.session.commit()
    except (StillUsed, IntegrityError):
        db.session.rollback()
        return show_deletion(find_editable(id)), 409
    flash(_("The picture is deleted."))
    return redirect(url_for(".library"), code=303)
