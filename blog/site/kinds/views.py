"""Pages of the kinds of article: list, form, order, deletion."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from blog.database import db
from blog.models import ArticleKind, Role
from blog.site.blueprint import blueprint
from blog.site.kinds.forms import SCHEMA_LABELS, KindDetailsForm, TargetForm
from blog.site.kinds.kind_changes import (
    DefaultKind,
    NameMissing,
    NameTaken,
    add_kind,
    change_kind,
    count_articles,
    delete_kind,
    lock_kinds,
    move_kind,
)
from blog.web.access.policy import staff
from blog.web.clock import read_clock
from blog.web.formatting.article_kinds import usual_name
from blog.web.forms.base import Form

STEPS = {"up": -1, "down": 1}


@blueprint.get("/desk/kinds")
@staff(Role.EDITOR)
def kinds() -> ResponseReturnValue:
    """Show the kinds in their order."""
    found = db.session.scalars(ArticleKind.in_order()).all()
    values = {"counts": count_articles(db.session), "name_of": name_of, "schema_labels": SCHEMA_LABELS}
    return render_template("site/kinds/kinds.html", kinds=found, form=Form(), **values)


@blueprint.route("/desk/kinds/new", methods=["GET", "POST"])
@staff(Role.EDITOR)
def new_kind() -> ResponseReturnValue:
    """Add a kind."""
    form = KindDetailsForm(data={"is_labelled": True, "weight": 0})
    if not form.validate_on_submit() or not save(form, None):
        return render_template("site/kinds/kind.html", form=form, kind=None), 422 if form.is_submitted() else 200
    return redirect(url_for(".kinds"), code=303)


@blueprint.route("/desk/kinds/<id:id>", methods=["GET", "POST"])
@staff(Role.EDITOR)
def kind(id: int) -> ResponseReturnValue:
    """Change one kind."""
    found = find_kind(id)
    form = KindDetailsForm(found)
    if not form.is_submitted():
        form.name.data = name_of(found)
    if not form.validate_on_submit() or not save(form, found):
        db.session.rollback()
        status = 422 if form.is_submitted() else 200
        return render_template("site/kinds/kind.html", form=form, kind=find_kind(id), name_of=name_of), status
    return redirect(url_for(".kinds", _anchor=f"kind-{id}"), code=303)


def save(form: KindDetailsForm, found: ArticleKind | None) -> bool:
    """Save *form* and return whether that was possible; else the error stands beside its field."""
    now, by = read_clock(), current_user._get_current_object()
    try:
        if found is None:
            add_kind(db.session, form.values(), now, by=by)
        else:
            change_kind(db.session, found, form.values(), now, by=by)
    except NameMissing:
        form.name.errors = [_("Give the kind a name.")]
    except NameTaken:
        form.name.errors = [_("Another kind has this name.")]
    except DefaultKind:
        form.is_sponsored.errors = [_("The usual kind cannot be one that somebody paid for.")]
    else:
        db.session.commit()
        flash(_("Saved."))
        form.flash_kept()
        return True
    return False


@blueprint.post("/desk/kinds/<id:id>/place")
@staff(Role.EDITOR)
def place_kind(id: int) -> ResponseReturnValue:
    """Move a kind by one place."""
    move_kind(db.session, find_kind(id), STEPS.get(request.form.get("step", ""), 0))
    db.session.commit()
    return redirect(url_for(".kinds", _anchor=f"kind-{id}"), code=303)


@blueprint.route("/desk/kinds/<id:id>/deletion", methods=["GET", "POST"])
@staff(Role.EDITOR)
def kind_deletion(id: int) -> ResponseReturnValue:
    """Ask what the articles of a kind become, then delete it."""
    found = find_kind(id)
    if found.is_default:
        abort(404)
    others = {one.key: one for one in db.session.scalars(ArticleKind.in_order()) if one is not found}
    usual = next((one for one in others.values() if one.is_default), None)
    form = TargetForm()
    rest = ((key, name_of(one)) for key, one in others.items() if one is not usual)
    form.target.set_options(name_of(usual) if usual else usual_name("news"), rest)
    if not form.validate_on_submit():
        values = {"kind": found, "name": name_of(found), "count": count_articles(db.session).get(id, 0)}
        status = 422 if form.is_submitted() else 200
        return render_template("site/kinds/deletion.html", form=form, **values), status
    by = current_user._get_current_object()
    delete_kind(db.session, found, others.get(form.target.data or ""), read_clock(), by=by)
    db.session.commit()
    flash(_("The kind is deleted."))
    return redirect(url_for(".kinds"), code=303)


def find_kind(id: int) -> ArticleKind:
    """Return the kind, all kinds locked if something is to change; 404 without one."""
    if request.method == "POST":
        lock_kinds(db.session)
    return db.session.get(ArticleKind, id) or abort(404)


def name_of(found: ArticleKind) -> str:
    """Return the name of a kind, in the language of the interface where the site gave none."""
    return found.name or usual_name(found.key)
