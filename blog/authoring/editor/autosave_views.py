"""Autosave and presence for the editor's script: JSON in the background of an open page."""

from dataclasses import replace
from datetime import datetime
from typing import Any, NoReturn

from flask import abort, jsonify, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_time, ngettext
from flask_babel import gettext as _
from flask_login import current_user
from flask_wtf.csrf import generate_csrf

from blog.authoring.blueprint import blueprint
from blog.authoring.drafts.autosaving import autosave_draft, delete_blank_draft, is_private_draft
from blog.authoring.drafts.last_writer import EditorPage, find_article_of_page, record_last_writer
from blog.authoring.drafts.pending_versions import set_change_note
from blog.authoring.drafts.presence import list_other_editors, record_presence
from blog.authoring.drafts.writing import for_update, keep_in_place
from blog.authoring.editor.form_parts.share_picture import SharePictureRefused, find_share_picture
from blog.authoring.editor.form_values import (
    EditorValues,
    is_blank,
    is_unchanged,
    make_page_key,
    read_editor_values,
    read_page_key,
)
from blog.authoring.editor.forms import EditorForm, untitled
from blog.authoring.editor.in_place_views import (
    describe_fields,
    describe_new_page,
    describe_page,
    newer_version_message,
)
from blog.authoring.editor.saving import find_known_version, find_lead_photo
from blog.authoring.editor.working_copies import create_draft_from_values, delete_copy, is_saved, save_copy
from blog.authoring.fields import VersionForm
from blog.authoring.lookup import get_article_or_abort
from blog.authoring.publishing.article_history import find_successor
from blog.authoring.review_page.views import abort_if_replaced, is_locked
from blog.database import db
from blog.models import Article, Role, Topic, WorkingCopy
from blog.pictures.files.article_bodies import LONG_BODY, render_ahead
from blog.web.access.policy import staff
from blog.web.clock import read_clock


def open_form(article: Article | None, **more: Any) -> EditorForm:
    """Return the editor's form for the signed-in person."""
    topics = db.session.scalars(Topic.by_name()).all()
    return EditorForm(article, topics, may_add_topics=current_user.may(Role.EDITOR), **more)


def render_typed_body() -> None:
    """Render a long text that was sent before anything is locked, see render_ahead."""
    if len(request.form.get("body", "")) >= LONG_BODY:
        form = open_form(None)
        render_ahead(db.session, form.body.data or "", form.chosen_language())


@blueprint.get("/desk/token")
@staff(Role.CONTRIBUTOR)
def token() -> ResponseReturnValue:
    """Answer with a new CSRF token, for a page whose person has signed in again in another tab."""
    return jsonify(token=generate_csrf(), person=current_user.id)


@blueprint.post("/desk/working-copies")
@staff(Role.CONTRIBUTOR)
def autosave_new() -> ResponseReturnValue:
    """Autosave an editor without article: create a draft, unless nothing is typed or the page has one already."""
    render_typed_body()
    form, now = open_form(None), read_clock()
    values = read_editor_values(form)
    if founded := find_article_of_page(db.session, current_user, read_page_key(form)):
        locked = get_article_or_abort(for_update(Article.texts_editable_by(current_user)), founded.id)
        return save_values(locked, open_form(locked))
    if is_blank(values) or (form.is_left.data and is_saved(db.session, None, current_user.id, values, now)):
        return jsonify(**describe_new_page(), key=values.key)
    article = create_draft_from_values(db.session, current_user, values, untitled(), now)
    record_last_writer(db.session, article, EditorPage(current_user.id, values.key), now)
    form.copy_key.data = values.key
    return save_values(article, form)


@blueprint.post("/desk/articles/<id:id>/working-copy")
@staff(Role.CONTRIBUTOR)
def autosave(id: int) -> ResponseReturnValue:
    """Autosave the form: into a draft that only its authors see, else as a working copy of the article.

    What is typed in a pending version that has gone is kept beside its public article.
    """
    render_typed_body()
    query = for_update(Article.texts_visible_to(current_user)).where(Article.id == id)
    article = db.session.scalar(query) or find_successor(db.session, id, current_user) or abort(404)
    return save_values(article, open_form(article))


def save_values(article: Article, form: EditorForm) -> ResponseReturnValue:
    """Write *form* into a private draft, or keep it as a working copy if it differs from the article; commits.

    A text that a closed page sends late may be one that was saved since.
    """
    now = read_clock()
    page = EditorPage(current_user.id, read_page_key(form) or make_page_key())
    seen = find_known_version(db.session, form, article, page) if form.article else article.revision
    values = replace(read_editor_values(form), key=page.key, seen=seen)
    is_late = bool(form.is_left.data) and is_saved(db.session, article.id, current_user.id, values, now)
    if is_late or (form.article and is_unchanged(form, article)):
        delete_copy(db.session, article.id, current_user.id, values.key)
        copy = None
    else:
        copy = write_draft(article, form, values, now) or save_copy(db.session, article, current_user.id, values, now)
    if is_blank(values) and copy and copy.applied_at and delete_blank_draft(db.session, article):
        db.session.commit()
        return jsonify(**describe_new_page(), key=page.key)
    return answer_kept(article, form, copy, seen)


def write_draft(article: Article, form: EditorForm, values: EditorValues, now: datetime) -> WorkingCopy | None:
    """Write *form* into *article* and return the row of its page; None where a working copy has to keep it.

    That is an article which others see, a version that the page does not know, and a form with errors.
    """
    if values.seen != article.revision or not is_private_draft(db.session, article, now):
        return None
    if not form.can_be_autosaved() or is_locked(article.id):
        return None
    try:
        shared = find_share_picture(db.session, form)
    except SharePictureRefused:
        return None
    manuscript = form.to_manuscript(find_lead_photo(db.session, form, article), shared)
    if article.is_pending:
        set_change_note(article, form.to_metadata(current_user.id))
    titled = replace(manuscript, headline=manuscript.headline or untitled())
    return autosave_draft(db.session, article, titled, now, EditorPage(current_user.id, values.key))


def answer_kept(article: Article, form: EditorForm, copy: WorkingCopy | None, seen: str) -> ResponseReturnValue:
    """Answer with what became of the text, and with who else has the article open; commits."""
    if not form.is_left.data:
        record_presence(db.session, article.id, current_user.id, read_clock())
    known = article.revision if copy and copy.applied_at else seen
    answer = {**describe_status(article, known), **describe_copy(article, copy), "seen": known}
    db.session.commit()
    return jsonify(**answer)


def describe_copy(article: Article, copy: WorkingCopy | None) -> dict[str, Any]:
    """Return what became of the text, and the addresses that the page uses from now on."""
    is_beside = copy is not None and copy.applied_at is None
    return {
        **describe_page(article),
        "kept": is_beside,
        "key": copy.key if copy else "",
        "at": copy.stamp if copy else "",
        "said": autosave_message(article, copy),
        "brief": _("Autosaved") if copy else _("Saved"),
        "title": article.headline,
        "recovery": url_for(".recovery", id=article.id),
        **({"saved": describe_fields(article)} if copy and not is_beside else {}),
    }


def autosave_message(article: Article, copy: WorkingCopy | None) -> str:
    """Return the message about an autosave: written into the draft, kept beside the article, or not needed."""
    if copy is None:
        return str(_("Saved at %(time)s", time=format_time(article.updated_at, "short")))
    time = format_time(copy.saved_at, "short")
    if copy.applied_at is None:
        return str(_("Autosaved at %(time)s, not in the article yet", time=time))
    return str(_("Draft autosaved at %(time)s", time=time))


@blueprint.post("/desk/articles/<id:id>/presence")
@staff(Role.CONTRIBUTOR)
def heartbeat(id: int) -> ResponseReturnValue:
    """Record presence, and answer with the others who have the article open."""
    article = get_article_or_abort(keep_in_place(Article.texts_visible_to(current_user)), id)
    record_presence(db.session, article.id, current_user.id, read_clock())
    answer = describe_status(article, VersionForm().seen.data or "")
    db.session.commit()
    return jsonify(**answer)


def describe_status(article: Article, seen: str) -> dict[str, str]:
    """Return messages: who else has the article open, and whether there is a version newer than *seen*."""
    return {
        "others": others_message(list_other_editors(db.session, article.id, current_user.id, read_clock())),
        "newer": "" if seen == article.revision else f"{newer_version_message(article)} {no_overwrite_message()}",
    }


def others_message(names: Any) -> str:
    """Return the message about the others who have the article open, empty for none."""
    if not names:
        return ""
    forms = "%(names)s has this article open too.", "%(names)s have this article open too."
    return str(ngettext(*forms, len(names), names=", ".join(names)))


def no_overwrite_message() -> str:
    """Return the message that a save overwrites nothing."""
    return str(_("Nothing is overwritten: when you save, both are shown side by side."))


def leave_article(article_id: int) -> NoReturn:
    """Abort with 404, or with the public article if this was its pending version; what was sent is kept for that."""
    public = find_successor(db.session, article_id, current_user)
    if public is not None and request.method == "POST":
        save_copy(db.session, public, current_user.id, read_editor_values(open_form(public)), read_clock())
        db.session.commit()
    abort_if_replaced(article_id)
    abort(404)
