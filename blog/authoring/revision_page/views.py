"""The revision pages of an article: the list, the comparison of two, and restoring one."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from blog.authoring.blueprint import blueprint
from blog.authoring.drafts.comparing import compare_revisions, find_revision, list_revisions, make_current_revision
from blog.authoring.drafts.restoring import restore
from blog.authoring.drafts.revisions import find_latest_revision
from blog.authoring.drafts.writing import EditConflict, NotReady, for_update
from blog.authoring.fields import VersionForm
from blog.authoring.lookup import get_article_or_abort
from blog.database import db
from blog.models import Article, Revision, Role
from blog.pictures.files.article_bodies import render_ahead
from blog.web.access.policy import staff
from blog.web.clock import read_clock

PAGE_SIZE = 60
"""Revisions."""


def parse_number(name: str) -> int | None:
    """Return the number that the address gives under *name*, or None."""
    text = request.args.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None


def get_revision_or_404(article: Article, number: int | None) -> Revision:
    """Return the revision of *article* with this number, else 404."""
    revision = find_revision(db.session, article, number or 0)
    if revision is None:
        abort(404)
    return revision


@blueprint.get("/desk/articles/<id:id>/revisions")
@staff(Role.CONTRIBUTOR)
def revisions(id: int) -> ResponseReturnValue:
    """List the revisions, newest first, with a choice of two to compare."""
    article = get_article_or_abort(Article.texts_visible_to(current_user), id)
    found = list(list_revisions(db.session, article, before=parse_number("before"), limit=PAGE_SIZE + 1))
    before = found[PAGE_SIZE - 1].number if len(found) > PAGE_SIZE else None
    return render_template(
        "authoring/revision_page/revisions.html", article=article, revisions=found[:PAGE_SIZE], before=before
    )


@blueprint.get("/desk/articles/<id:id>/comparison")
@staff(Role.CONTRIBUTOR)
def comparison(id: int) -> ResponseReturnValue:
    """Show two revisions side by side: those that the address names, else the newest and the one before it."""
    article = get_article_or_abort(Article.texts_visible_to(current_user), id)
    newest = find_latest_revision(db.session, article)
    if newest is None:
        return redirect(url_for(".revisions", id=id), code=303)
    numbers = sorted((parse_number("old") or max(1, newest.number - 1), parse_number("new") or newest.number))
    old, new = (get_revision_or_404(article, number) for number in numbers)
    return render_template(
        "authoring/revision_page/comparison.html",
        article=article,
        old=old,
        new=new,
        comparison=compare_revisions(old, new),
    )


@blueprint.get("/desk/articles/<id:id>/revisions/<id:number>/restoration")
@staff(Role.CONTRIBUTOR)
def restoration(id: int, number: int) -> ResponseReturnValue:
    """Show what would change if the revision were brought back."""
    article = get_article_or_abort(Article.texts_editable_by(current_user), id)
    return render_restoration(article, get_revision_or_404(article, number))


def render_restoration(article: Article, revision: Revision, problem: str = "") -> str:
    """Return the confirmation page, with the present text on the left and the revision on the right."""
    return render_template(
        "authoring/revision_page/restoration.html",
        article=article,
        revision=revision,
        problem=problem,
        comparison=compare_revisions(make_current_revision(article), revision),
        form=VersionForm(formdata=None, data={"seen": article.revision}),
    )


@blueprint.post("/desk/articles/<id:id>/revisions/<id:number>/restoration")
@staff(Role.CONTRIBUTOR)
def restore_now(id: int, number: int) -> ResponseReturnValue:
    """Restore the revision, unless a newer version was saved since the page was shown."""
    wanted = get_revision_or_404(get_article_or_abort(Article.texts_editable_by(current_user), id), number)
    render_ahead(db.session, wanted.body_markdown, wanted.details.get("language", ""))
    article = get_article_or_abort(for_update(Article.texts_editable_by(current_user)), id)
    revision = get_revision_or_404(article, number)
    seen = VersionForm().seen.data or ""
    try:
        restore(db.session, article, revision, read_clock(), person_id=current_user.id, seen=seen)
        db.session.commit()
    except EditConflict:
        return render_restoration(article, revision, problem="changed"), 409
    except NotReady:
        db.session.rollback()
        article = get_article_or_abort(Article.texts_editable_by(current_user), id)
        return render_restoration(article, get_revision_or_404(article, number), problem="missing"), 422
    flash(_("Revision %(number)s is back. The text that it replaced is a revision too.", number=number))
    return redirect(url_for(".edit", id=id), code=303)
