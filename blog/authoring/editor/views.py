"""The editor: its page, and the action of each button that sends its one form."""

from collections.abc import Callable
from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from blog.authoring.blueprint import blueprint
from blog.authoring.drafts.last_writer import EditorPage, find_article_of_page, record_last_writer
from blog.authoring.drafts.picture_markdown import append_picture, make_picture_markdown
from blog.authoring.drafts.presence import record_presence
from blog.authoring.editor.autosave_views import leave_article, open_form
from blog.authoring.editor.editing_mode import MARKDOWN, SHEET, choose_mode, remember_mode
from blog.authoring.editor.form_parts.uploaded_pictures import EditContext
from blog.authoring.editor.form_values import read_page_key
from blog.authoring.editor.forms import EditorForm
from blog.authoring.editor.in_place_views import (
    answer_invalid,
    answer_overwritten,
    answer_saved,
    is_in_place,
    newer_version_message,
)
from blog.authoring.editor.library_views import PLACES, open_library, read_description
from blog.authoring.editor.preview_views import preview_unsaved
from blog.authoring.editor.recovery_views import editor_notices, keep_and_compare, load_form, redirect_locked
from blog.authoring.editor.saving import add_body_picture, find_shown_pictures, save_form, store_uploads
from blog.authoring.editor.working_copies import delete_copy
from blog.authoring.review_page.views import is_locked
from blog.database import db
from blog.models import Article, Role
from blog.pictures.files.storage import storage
from blog.pictures.files.upload import current_limits
from blog.pictures.library.descriptions import describe_if_empty
from blog.text.cleaning import clean_line
from blog.web.access.policy import staff
from blog.web.access.request_body import accept_uploads
from blog.web.cache.compression import compress_page
from blog.web.clock import read_clock

MAX_PICTURES = 3
"""Of the largest, that one form of the editor may bring."""
LIBRARY = "library-"
"""How the values of the buttons begin that lead to the library."""


@blueprint.route("/desk/articles/new", methods=["GET", "POST"])
@staff(Role.CONTRIBUTOR)
@accept_uploads(MAX_PICTURES)
def new() -> ResponseReturnValue:
    """Show the empty editor; take in a new draft, once for each page."""
    key = clean_line(request.form.get("copy_key"))
    return run_editor(find_article_of_page(db.session, current_user, key))


@blueprint.route("/desk/articles/<id:id>/edit", methods=["GET", "POST"])
@staff(Role.CONTRIBUTOR)
@accept_uploads(MAX_PICTURES)
def edit(id: int) -> ResponseReturnValue:
    """Show the article in the editor; save it."""
    if is_locked(id):
        return redirect_locked(id)
    return run_editor(find_editable(id))


def find_editable(article_id: int) -> Article:
    """Return the article if the person may edit it, else 404."""
    editable = Article.texts_editable_by(current_user).where(Article.id == article_id)
    return db.session.scalar(editable) or leave_article(article_id)


def run_editor(article: Article | None) -> ResponseReturnValue:
    """Show the editor on GET; on POST run the action of the button that was pressed."""
    if request.method == "GET":
        return compress_page(render_editor(load_form(article), article.id if article else None))
    form = open_form(article)
    action = ACTIONS.get(form.deed.data or "", save_and_edit)
    return action(form, article)


def save_and_edit(form: EditorForm, article: Article | None) -> ResponseReturnValue:
    """Save and go on editing, on the same page if a script asks for that."""
    if not is_in_place():
        return save_and_redirect(form, article, ".edit")
    article_id = article.id if article else None
    saved = save_and_commit(form, article_id)
    return answer_saved(form, saved) if saved else refuse_in_place(form, article_id)


def save_and_publish(form: EditorForm, article: Article | None) -> ResponseReturnValue:
    """Save and go to the publication page, which asks before anything becomes public."""
    return save_and_redirect(form, article, "pages.publication" if form.is_page else ".publication")


def save_and_submit(form: EditorForm, article: Article | None) -> ResponseReturnValue:
    """Save and go to the review page, where the article is submitted."""
    return save_and_redirect(form, article, ".review")


def save_and_preview(form: EditorForm, article: Article | None) -> ResponseReturnValue:
    """Save and show the preview; a public article is previewed unsaved, since a save of it is public at once."""
    if article is None or not article.is_public:
        return save_and_redirect(form, article, ".preview")
    if not form.is_complete():
        return render_editor(form, article.id), 422
    return preview_unsaved(form, article)


def insert_picture(form: EditorForm, article: Article | None) -> ResponseReturnValue:
    """Store the picture and show the editor with it in the text; the article is not saved by that."""
    article_id = article.id if article else None
    picture = add_body_picture(db.session, form, edit_context()) if form.is_picture_ready() else None
    if picture is None:
        return render_editor(form, article_id), 422
    description = read_description(form)
    if picture.is_editable_by(current_user):
        describe_if_empty(db.session, picture, description)
    form.replace_body(
        append_picture(form.body.data or "", make_picture_markdown(picture.key, description.alt, description.caption))
    )
    db.session.commit()
    return render_editor(form, article_id, added_picture=picture)


def choose_from_library(form: EditorForm, article: Article | None) -> ResponseReturnValue:
    """Keep what was typed and go to the library, for a picture in the place that the button names."""
    return open_library(form, article, edit_context(), place=(form.deed.data or "").removeprefix(LIBRARY))


def change_editing_mode(form: EditorForm, article: Article | None) -> ResponseReturnValue:
    """Show what was typed, unsaved, in the way of writing that the button names; a cookie remembers it."""
    page = render_editor(form, article.id if article else None, is_unsaved=True)
    return remember_mode(make_response(page), form.deed.data or MARKDOWN)


ACTIONS: dict[str, Callable[[EditorForm, Article | None], ResponseReturnValue]] = {
    "save": save_and_edit,
    "later": save_and_edit,
    "preview": save_and_preview,
    "publish": save_and_publish,
    "review": save_and_submit,
    "picture": insert_picture,
    **{LIBRARY + place: choose_from_library for place in PLACES},
    SHEET: change_editing_mode,
    MARKDOWN: change_editing_mode,
}
"""What each button of the editor does, by its value in the field `deed`."""


def save_and_redirect(form: EditorForm, article: Article | None, endpoint: str) -> ResponseReturnValue:
    """Save *form* and redirect to *endpoint* of the article, or show the editor with what is wrong; commits."""
    article_id = article.id if article else None
    saved = save_and_commit(form, article_id)
    if saved is None:
        return render_refused(form, article_id)
    if article_id not in {None, saved.id}:
        flash(_("Saved for later. Readers still see the public text."))
    elif endpoint == ".edit":
        flash(_("Saved"))
    return redirect(url_for(endpoint, id=saved.id), code=303)


def save_and_commit(form: EditorForm, article_id: int | None) -> Article | None:
    """Save *form*, end the working copy of its page, and commit; return None and roll back when refused."""
    saved = save_form(db.session, form, article_id, edit_context()) if form.is_complete() else None
    if saved is None:
        db.session.rollback()
        return None
    key = read_page_key(form)
    if article_id not in {None, saved.id}:
        delete_copy(db.session, article_id, current_user.id, key)
    if key:
        record_last_writer(db.session, saved, EditorPage(current_user.id, key), read_clock())
    record_presence(db.session, saved.id, current_user.id, read_clock())
    db.session.commit()
    return saved


def refuse_in_place(form: EditorForm, article_id: int | None) -> ResponseReturnValue:
    """Return why nothing was saved, for a page that stays as it is; a conflict keeps what was sent, and commits."""
    if form.is_locked and article_id is not None:
        return redirect_locked(article_id)
    if form.is_overwritten and article_id is not None:
        return answer_overwritten(form, find_editable(article_id))
    return answer_invalid(form)


def render_refused(form: EditorForm, article_id: int | None) -> ResponseReturnValue:
    """Return the editor with what is wrong; after an edit conflict, with the newer version beside what was typed."""
    if form.is_locked and article_id is not None:
        return redirect_locked(article_id)
    if not form.is_overwritten or article_id is None:
        return render_editor(form, article_id), 409 if form.is_pending_taken else 422
    article = find_editable(article_id)
    comparison = keep_and_compare(form, article)
    return render_editor(form, article_id, comparison=comparison, newer=newer_version_message(article)), 409


def render_editor(form: EditorForm, article_id: int | None, **values: Any) -> str:
    """Return the editor's page with all that was typed; stores the uploaded files of a submitted form and commits."""
    if form.is_submitted():
        store_uploads(db.session, form, edit_context())
        db.session.commit()
    article = find_editable(article_id) if article_id else None
    pictures = find_shown_pictures(db.session, form, article)
    mode = choose_mode(form.deed.data, request.cookies)
    values = {**pictures, **mode, **editor_notices(form, article), **values}
    return render_template("authoring/editor/editor.html", form=form, article=article, **values)


def edit_context() -> EditContext:
    """Return who is at work, when, and the limits for pictures."""
    return EditContext(current_user.id, read_clock(), storage(), current_limits())
