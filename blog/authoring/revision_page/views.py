"""The pages of an article's revisions: the list, two side by side, and bringing one back."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from blog.authoring.blueprint import blueprint
from blog.authoring.drafts.comparing import compare_revisions, describe_present, find_revision, list_revisions
from blog.authoring.drafts.restoring import restore
from blog.authoring.drafts.revisions import find_newest
from blog.authoring.drafts.writing import NotReady, Overwritten, locked
from blog.authoring.fields import SeenForm
from blog.authoring.lookup import find
from blog.database import db
from blog.models import Article, Revision, Role
from blog.web.access.policy import staff
from blog.web.clock import read_clock

LONG = 60
"""Revisions on a page."""


def read_number(name: str) -> int | None:
    """Return the number that the address gives under *name*, or None."""
    text = request.args.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None


def demand_revision(article: Article, number: int | None) -> Revision:
    """Return the revision of *article* with this number, else 404."""
    revision = find_revision(db.session, article, number or 0)
    if revision is None:
        abort(404)
    return revision


@blueprint.get("/desk/articles/<id:id>/revisions")
@staff(Role.CONTRIBUTOR)
def revisions(id: int) -> ResponseReturnValue:
    """List the revisions, newest first, with a choice of two to compare."""
    article = find(Article.visible_to(current_user), id)
    found = list(list_revisions(db.session, article, before=read_number("before"), most=LONG + 1))
    before = found[LONG - 1].number if len(found) > LONG else None
    return render_template(
        "authoring/revision_page/revisions.html", article=article, revisions=found[:LONG], before=before
    )


@blueprint.get("/desk/articles/<id:id>/comparison")
@staff(Role.CONTRIBUTOR)
def comparison(id: int) -> ResponseReturnValue:
    """Show two revisions side by side: those that the address names, else the newest and the one before it."""
    article = find(Article.visible_to(current_user), id)
    newest = find_newest(db.session, article)
    if newest is None:
        return redirect(url_for(".revisions", id=id), code=303)
    numbers = sorted((read_number("old") or max(1, newest.number - 1), read_number("new") or newest.number))
    old, new = (demand_revision(article, number) for number in numbers)
    differences = compare_revisions(old, new)
    return render_template("authoring/revision_page/comparison.html", article=article, old=old, new=new, it=differences)


@blueprint.get("/desk/articles/<id:id>/revisions/<id:number>/restoration")
@staff(Role.CONTRIBUTOR)
def restoration(id: int, number: int) -> ResponseReturnValue:
    """Show what would change if the revision were brought back."""
    article = find(Article.editable_by(current_user), id)
    return show_restoration(article, demand_revision(article, number))


def show_restoration(article: Article, revision: Revision, problem: str = "") -> str:
    """Return the page that asks, with the present text on the left and the revision on the right."""
    return render_template(
        "authoring/revision_page/restoration.html",
        article=article,
        revision=revision,
        problem=problem,
        it=compare_revisions(describe_present(article), revision),
        form=SeenForm(formdata=None, data={"seen": article.revision}),
    )


@blueprint.post("/desk/articles/<id:id>/revisions/<id:number>/restoration")
@staff(Role.CONTRIBUTOR)
def restore_now(id: int, number: int) -> ResponseReturnValue:
    """Bring the revision back, unless somebody has saved since the page was shown."""
    article = find(locked(Article.editable_by(current_user)), id)
    revision = demand_revision(article, number)
    seen = SeenForm().seen.data or ""
    try:
        restore(db.session, article, revision, read_clock(), person_id=current_user.id, seen=seen)
        db.session.commit()
    except Overwritten:
        return show_restoration(article, revision, problem="changed"), 409
    except NotReady:
        db.session.rollback()
        article = find(Article.editable_by(current_user), id)
        return show_restoration(article, demand_revision(article, number), problem="missing"), 422
    flash(_("Revision %(number)s is back. The text that it replaced is a revision too.", number=number))
    return redirect(url_for(".edit", id=id), code=303)
