"""Recovery of unsaved text: working copies offered on return, edit conflicts, and locked articles."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.exceptions import NotFound

from blog.authoring.blueprint import blueprint
from blog.authoring.drafts.comparing import Comparison, compare_revisions, make_current_revision
from blog.authoring.drafts.pending_versions import list_public_changes
from blog.authoring.editor.autosave_views import describe_status, open_form
from blog.authoring.editor.form_values import (
    is_unchanged,
    make_form_revision,
    make_page_key,
    read_editor_values,
    to_formdata,
)
from blog.authoring.editor.forms import EditorForm
from blog.authoring.editor.in_place_views import answer_locked, is_in_place
from blog.authoring.editor.working_copies import (
    ArticleGone,
    delete_copy,
    discard_copies,
    find_copy,
    list_copies,
    save_copy,
    select_copies,
)
from blog.authoring.fields import CopyForm, DiscardForm
from blog.authoring.lookup import get_article_or_abort
from blog.authoring.publishing.site_checks import run_checks
from blog.authoring.review_page.views import abort_with_review, find_visible_article, lock_message
from blog.database import db
from blog.models import Article, Role, WorkingCopy
from blog.text.cleaning import clean_line
from blog.web.access.policy import staff
from blog.web.clock import read_clock
from blog.web.rendering.error_pages import show_error


def load_form(article: Article | None) -> EditorForm:
    """Return the editor's form, filled from the article or from the working copy that the address names."""
    key = clean_line(request.args.get("copy"))
    copy = find_copy(db.session, article.id, current_user.id, key) if article and key else None
    if copy is not None:
        return form_from_copy(copy, article)
    form = open_form(article)
    form.copy_key.data = make_page_key()
    return form


def form_from_copy(copy: WorkingCopy, article: Article | None) -> EditorForm:
    """Return the form with the values of *copy*."""
    return open_form(article, formdata=to_formdata(copy))


def editor_notices(form: EditorForm, article: Article | None) -> dict[str, Any]:
    """Return the notices of the editor: others with the article open, newer versions, unsaved copies, findings."""
    if article is None:
        return {"others": "", "newer": "", "left": [], "findings": None}
    copies = db.session.scalars(select_copies(article.id, current_user.id)).all()
    left = [copy for copy in copies if copy.key != form.copy_key.data]
    public = article.pending_for
    is_outdated = public is not None and bool(list_public_changes(article, public))
    findings = run_checks(article) if "findings" in request.args else None
    status = describe_status(article, form.seen.data or "")
    return {**status, "left": left, "is_outdated": is_outdated, "findings": findings}


@blueprint.errorhandler(ArticleGone)
def answer_gone(_gone: ArticleGone) -> ResponseReturnValue:
    """Answer 404: there is no article any more to keep the text with."""
    db.session.rollback()
    return show_error(NotFound())


def keep_and_compare(form: EditorForm, article: Article) -> Comparison:
    """Keep *form* as a working copy based on the newer version, and return the differences; commits."""
    copy = save_copy(db.session, article, current_user.id, read_editor_values(form), read_clock())
    form.copy_key.data, form.copy_at.data, form.seen.data = copy.key, copy.stamp, article.revision
    differences = compare_revisions(make_current_revision(article), make_form_revision(form, article))
    db.session.commit()
    return differences


def redirect_locked(key: int) -> ResponseReturnValue:
    """Redirect to the review page of a locked article; a POST is kept as a working copy, which commits."""
    article = find_visible_article(key)
    if request.method == "POST":
        form = open_form(article)
        values = read_editor_values(form)
        if (values.headline or values.body) and not is_unchanged(form, article):
            save_copy(db.session, article, current_user.id, values, read_clock())
            db.session.commit()
        message = " ".join([lock_message(article), _("What you typed is kept.")])
        if is_in_place():
            return answer_locked(message)
        abort_with_review(article, message)
    return redirect(url_for(".review", id=key), code=303)


@blueprint.get("/desk/working-copies")
@staff(Role.CONTRIBUTOR)
def unsaved() -> ResponseReturnValue:
    """List every text of the person that is not in its article."""
    copies = list_copies(db.session, current_user.id)
    return render_template("authoring/editor/unsaved.html", copies=copies, form=DiscardForm(formdata=None))


@blueprint.post("/desk/working-copies/deletion")
@staff(Role.CONTRIBUTOR)
def discard_all() -> ResponseReturnValue:
    """Delete every text that the page of unsaved texts listed; one that was typed since stays."""
    count = discard_copies(db.session, current_user.id, DiscardForm().until.data or "")
    db.session.commit()
    flash(ngettext("%(num)d unsaved text was discarded.", "%(num)d unsaved texts were discarded.", count))
    return redirect(url_for(".desk"), code=303)


@blueprint.get("/desk/articles/<id:id>/recovery")
@staff(Role.CONTRIBUTOR)
def recovery(id: int) -> ResponseReturnValue:
    """Show each working copy of the person beside the saved article."""
    article = get_article_or_abort(Article.texts_visible_to(current_user), id)
    present = make_current_revision(article)
    copies = db.session.scalars(select_copies(article.id, current_user.id)).all()
    pairs = [
        (copy, compare_revisions(present, make_form_revision(form_from_copy(copy, article), article)))
        for copy in copies
    ]
    return render_template("authoring/editor/recovery.html", article=article, pairs=pairs, form=CopyForm(formdata=None))


@blueprint.post("/desk/articles/<id:id>/recovery")
@staff(Role.CONTRIBUTOR)
def discard_copy(id: int) -> ResponseReturnValue:
    """Delete one working copy."""
    article = get_article_or_abort(Article.texts_visible_to(current_user), id)
    delete_copy(db.session, article.id, current_user.id, CopyForm().copy_key.data or "")
    db.session.commit()
    flash(_("The text that was not saved is thrown away."))
    is_more = db.session.scalar(select_copies(article.id, current_user.id).limit(1)) is not None
    return redirect(url_for(".recovery" if is_more else ".edit", id=id), code=303)
