"""The author's pages: preview links for guests, and their remarks."""

from collections.abc import Sequence
from datetime import timedelta

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from blog.authoring.blueprint import blueprint
from blog.authoring.drafts.writing import keep_in_place
from blog.authoring.lookup import get_article_or_abort
from blog.authoring.previews.forms import ANSWER, CLOSE, LinkForm, ReplyForm
from blog.authoring.previews.preview_links import LinkRefused, list_links, make_link, revoke_link, seal_link
from blog.authoring.previews.remarks import (
    count_open_remarks,
    find_remark,
    group_by_paragraph,
    list_remarks,
    list_waiting_remarks,
)
from blog.database import db
from blog.models import Article, PreviewLink, Remark, Role
from blog.text.markdown.paragraphs import list_paragraphs
from blog.web.access.policy import staff
from blog.web.clock import read_clock
from blog.web.extensions import links
from blog.web.forms.base import Form


@blueprint.app_template_global()
def open_remark_count(article: Article) -> int:
    """Return the number of open remarks on *article*."""
    return count_open_remarks(db.session, article)


@blueprint.app_template_global()
def articles_with_remarks() -> Sequence[tuple[Article, int]]:
    """Return the own articles with open remarks of guests, and how many each has."""
    return list_waiting_remarks(db.session, current_user)


@blueprint.app_template_global()
def preview_path(link: PreviewLink) -> str:
    """Return the path that *link* opens."""
    return url_for("authoring.guest", token=seal_link(links(), link))


@blueprint.get("/desk/articles/<id:id>/previews")
@staff(Role.CONTRIBUTOR)
def previews(id: int) -> ResponseReturnValue:
    """Show the links of the article and the form for a new one."""
    return render_links(get_article_or_abort(Article.editable_by(current_user), id), LinkForm(formdata=None))


def render_links(article: Article, form: LinkForm) -> str:
    """Return the page of links with *form*."""
    found, now = list_links(db.session, article), read_clock()
    return render_template("authoring/previews/preview_links.html", article=article, form=form, links=found, now=now)


@blueprint.post("/desk/articles/<id:id>/previews")
@staff(Role.CONTRIBUTOR)
def make_preview(id: int) -> ResponseReturnValue:
    """Make a link."""
    article, form = get_article_or_abort(keep_in_place(Article.editable_by(current_user)), id), LinkForm()
    if not form.validate():
        return render_links(article, form), 422
    try:
        lifetime = timedelta(days=form.days.data)
        make_link(db.session, article, form.label.data or "", lifetime, read_clock(), person_id=current_user.id)
    except LinkRefused:
        db.session.rollback()
        form.label.errors = [_("The article is public, or it has 50 links already.")]
        return render_links(get_article_or_abort(Article.editable_by(current_user), id), form), 409
    db.session.commit()
    flash(_("Link created. Copy it and share it."))
    return redirect(url_for(".previews", id=id), code=303)


@blueprint.post("/desk/articles/<id:id>/previews/<id:number>/revoke")
@staff(Role.CONTRIBUTOR)
def revoke_preview(id: int, number: int) -> ResponseReturnValue:
    """Revoke a link."""
    article = get_article_or_abort(Article.editable_by(current_user), id)
    link = next((link for link in list_links(db.session, article) if link.id == number), None) or abort(404)
    if not Form().validate():
        abort(400, "invalid_form")
    revoke_link(link, read_clock())
    db.session.commit()
    flash(_("The link opens no more."))
    return redirect(url_for(".previews", id=id), code=303)


@blueprint.get("/desk/articles/<id:id>/remarks")
@staff(Role.CONTRIBUTOR)
def remarks(id: int) -> ResponseReturnValue:
    """Show the remarks beside the paragraphs that they are about."""
    return render_remarks(get_article_or_abort(Article.editable_by(current_user), id), None, None)


def render_remarks(article: Article, invalid_form: ReplyForm | None, remark: Remark | None) -> str:
    """Return the page of remarks; *invalid_form* is a refused answer to *remark*."""
    groups = group_by_paragraph(list_remarks(db.session, article), list_paragraphs(article.body_html))
    return render_template(
        "authoring/previews/remarks.html",
        article=article,
        groups=groups,
        form=ReplyForm(formdata=None),
        invalid_form=invalid_form,
        refused=remark,
    )


@blueprint.post("/desk/remarks/<id:id>")
@staff(Role.CONTRIBUTOR)
def reply(id: int) -> ResponseReturnValue:
    """Answer a remark, close it or open it again."""
    remark, form, now = find_remark(db.session, id, current_user) or abort(404), ReplyForm(), read_clock()
    is_answer = form.deed.data == ANSWER
    if form.validate() and is_answer and not (form.words.data or "").strip():
        form.words.errors = [_("Write an answer, or close the remark without one.")]
    if form.errors:
        form.words.id = f"answer-{id}"
        return render_remarks(remark.article, form, remark), 422
    if is_answer:
        remark.reply(form.words.data or "", now)
    elif form.deed.data == CLOSE:
        remark.close(now)
    else:
        remark.reopen()
    db.session.commit()
    return redirect(url_for(".remarks", id=remark.article_id, _anchor=f"remark-{id}"), code=303)
