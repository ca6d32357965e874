"""Autosave and presence for the editor's script: JSON in the background of an open page."""

from dataclasses import replace
from typing import Any, NoReturn

from flask import abort, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_time, ngettext
from flask_babel import gettext as _
from flask_login import current_user
from flask_wtf.csrf import generate_csrf

from blog.authoring.blueprint import blueprint
from blog.authoring.drafts.revisions import find_latest_revision
from blog.authoring.editor.form_values import is_unchanged, read_editor_values
from blog.authoring.editor.forms import EditorForm
from blog.authoring.editor.presence import list_other_editors, record_presence
from blog.authoring.editor.working_copies import create_draft_from_values, delete_copy, is_saved, save_copy
from blog.authoring.fields import VersionForm
from blog.authoring.lookup import get_article_or_abort
from blog.authoring.publishing.article_history import find_successor
from blog.authoring.review_page.views import abort_if_replaced
from blog.database import db
from blog.models import Article, Role, Topic, WorkingCopy
from blog.web.access.policy import staff
from blog.web.clock import read_clock


def open_form(article: Article | None, **more: Any) -> EditorForm:
    """Return the editor's form for the signed-in person."""
    topics = db.session.scalars(Topic.by_name()).all()
    return EditorForm(article, topics, may_add_topics=current_user.may(Role.EDITOR), **more)


@blueprint.get("/desk/token")
@staff(Role.CONTRIBUTOR)
def token() -> ResponseReturnValue:
    """Answer with a new CSRF token, for a page whose person has signed in again in another tab."""
    return jsonify(token=generate_csrf(), person=current_user.id)


@blueprint.post("/desk/working-copies")
@staff(Role.CONTRIBUTOR)
def autosave_new() -> ResponseReturnValue:
    """Autosave an editor without article: create a draft."""
    form, now = open_form(None), read_clock()
    values = read_editor_values(form)
    if form.is_left.data and is_saved(db.session, None, current_user.id, values, now):
        return jsonify(kept=False)
    article = create_draft_from_values(db.session, current_user, values, _("Untitled"), now)
    return save_values(article, form)


@blueprint.post("/desk/articles/<id:id>/working-copy")
@staff(Role.CONTRIBUTOR)
def autosave(id: int) -> ResponseReturnValue:
    """Autosave the form as a working copy of the article."""
    article = get_article_or_abort(Article.visible_to(current_user), id)
    return save_values(article, open_form(article))


def save_values(article: Article, form: EditorForm) -> ResponseReturnValue:
    """Save *form* as a working copy, or delete the copy if the article holds the same; commits.

    A text that a closed page sends late may be one that was saved since.
    """
    now = read_clock()
    seen = (form.seen.data or "") if form.article else article.revision
    values = replace(read_editor_values(form), seen=seen)
    is_late = bool(form.is_left.data) and is_saved(db.session, article.id, current_user.id, values, now)
    copy = None
    if is_late or is_unchanged(form, article):
        delete_copy(db.session, article.id, current_user.id, values.key)
    else:
        copy = save_copy(db.session, article, current_user.id, values, now)
    if not form.is_left.data:
        record_presence(db.session, article.id, current_user.id, now)
    answer = {**describe_status(article, seen), **describe_copy(form, article, copy), "seen": seen}
    db.session.commit()
    return jsonify(**answer)


def describe_copy(form: EditorForm, article: Article, copy: WorkingCopy | None) -> dict[str, Any]:
    """Return the state of the working copy and the addresses that the page uses from now on."""
    time = format_time(read_clock(), "short")
    return {
        **describe_page(article, is_new=form.article is None),
        "kept": copy is not None,
        "key": copy.key if copy else "",
        "at": copy.stamp if copy else "",
        "said": _("Autosaved at %(time)s, not in the article yet", time=time) if copy else "",
        "title": article.headline,
        "recovery": url_for(".recovery", id=article.id),
    }


def describe_page(article: Article, *, is_new: bool) -> dict[str, str]:
    """Return the version that the page has, its addresses from now on, and for a new article the links to its pages."""
    return {
        "seen": article.revision,
        "address": url_for(".edit", id=article.id),
        "copies": url_for(".autosave", id=article.id),
        "presence": url_for(".heartbeat", id=article.id),
        "ways": render_template("authoring/editor/_ways.html", article=article) if is_new else "",
    }


@blueprint.post("/desk/articles/<id:id>/presence")
@staff(Role.CONTRIBUTOR)
def heartbeat(id: int) -> ResponseReturnValue:
    """Record presence, and answer with the others who have the article open."""
    article = get_article_or_abort(Article.visible_to(current_user), id)
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


def newer_version_message(article: Article) -> str:
    """Return the message about the newer version: who saved it, and when."""
    newest = find_latest_revision(db.session, article)
    time = format_time(article.updated_at, "short")
    if newest and newest.person == current_user:
        return str(_("You saved a newer version in another window at %(time)s.", time=time))
    name = newest.person.name if newest and newest.person else _("Someone")
    return str(_("%(name)s saved a newer version at %(time)s.", name=name, time=time))


def leave_article(article_id: int) -> NoReturn:
    """Abort with 404, or with the public article if this was its pending version; what was sent is kept for that."""
    public = find_successor(db.session, article_id, current_user)
    if public is not None and request.method == "POST":
        save_copy(db.session, public, current_user.id, read_editor_values(open_form(public)), read_clock())
        db.session.commit()
    abort_if_replaced(article_id)
    abort(404)
