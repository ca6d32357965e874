"""What was typed and never saved is offered on return; a newer version stands beside what was typed on an older one."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from blog.authoring.blueprint import blueprint
from blog.authoring.drafts.comparing import Comparison, compare_revisions, describe_present
from blog.authoring.editor.autosave_views import describe_standing, open_form
from blog.authoring.editor.form_values import describe_form, is_unchanged, make_key, read_typed, to_formdata
from blog.authoring.editor.forms import CopyForm, EditorForm
from blog.authoring.editor.working_copies import end_copy, find_copy, keep_copy, select_copies
from blog.authoring.lookup import find
from blog.authoring.review_page.views import explain_lock, find_visible, refuse
from blog.database import db
from blog.models import Article, Role, WorkingCopy
from blog.text.cleaning import clean_line
from blog.web.access.policy import staff
from blog.web.clock import read_clock


def open_editor(article: Article | None) -> EditorForm:
    """Return the form of a page that is opened, with the article or with the copy that the address names."""
    key = clean_line(request.args.get("copy"))
    copy = find_copy(db.session, article.id, current_user.id, key) if article and key else None
    if copy is not None:
        return fill_in(copy, article)
    form = open_form(article)
    form.copy_key.data = make_key()
    return form


def fill_in(copy: WorkingCopy, article: Article | None) -> EditorForm:
    """Return the form as its author left it."""
    return open_form(article, formdata=to_formdata(copy))


def look_around(form: EditorForm, article: Article | None) -> dict[str, Any]:
    """Return what the editor says besides the text: who else is here, what is newer, what was left unsaved."""
    if article is None:
        return {"others": "", "newer": "", "left": []}
    copies = db.session.scalars(select_copies(article.id, current_user.id)).all()
    left = [copy for copy in copies if copy.key != form.copy_key.data]
    return {**describe_standing(article, form.seen.data or ""), "left": left}


def face_newer(form: EditorForm, article: Article) -> Comparison:
    """Keep what *form* holds, let its next save go over the newer version, and return what differs; commits."""
    copy = keep_copy(db.session, article, current_user.id, read_typed(form), read_clock())
    form.copy_key.data, form.copy_at.data, form.seen.data = copy.key, copy.stamp, article.revision
    differences = compare_revisions(describe_present(article), describe_form(form, article))
    db.session.commit()
    return differences


def meet_lock(key: int) -> ResponseReturnValue:
    """Lead to the page that says why the article cannot be changed now; what was sent is kept beside it; commits."""
    article = find_visible(key)
    if request.method == "POST":
        form = open_form(article)
        typed = read_typed(form)
        if (typed.headline or typed.body) and not is_unchanged(form, article):
            keep_copy(db.session, article, current_user.id, typed, read_clock())
            db.session.commit()
        refuse(article, f"{explain_lock(article)} {_('What you typed is kept.')}")
    return redirect(url_for(".review", id=key), code=303)


@blueprint.get("/desk/articles/<id:id>/recovery")
@staff(Role.CONTRIBUTOR)
def recovery(id: int) -> ResponseReturnValue:
    """Show each text that was typed and not saved, beside the article as it is."""
    article = find(Article.visible_to(current_user), id)
    present = describe_present(article)
    copies = db.session.scalars(select_copies(article.id, current_user.id)).all()
    pairs = [(copy, compare_revisions(present, describe_form(fill_in(copy, article), article))) for copy in copies]
    return render_template("authoring/editor/recovery.html", article=article, pairs=pairs, form=CopyForm(formdata=None))


@blueprint.post("/desk/articles/<id:id>/recovery")
@staff(Role.CONTRIBUTOR)
def throw_away(id: int) -> ResponseReturnValue:
    """Forget one text that was typed and not saved."""
    article = find(Article.visible_to(current_user), id)
    end_copy(db.session, article.id, current_user.id, CopyForm().copy_key.data or "")
    db.session.commit()
    flash(_("The text that was not saved is thrown away."))
    is_more = db.session.scalar(select_copies(article.id, current_user.id).limit(1)) is not None
    return redirect(url_for(".recovery" if is_more else ".edit", id=id), code=303)
