"""What the script of the editor sends while somebody writes: the text, and a sign that the page is open."""

from dataclasses import replace
from typing import Any

from flask import jsonify, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_time, ngettext
from flask_babel import gettext as _
from flask_login import current_user
from flask_wtf.csrf import generate_csrf

from blog.authoring.blueprint import blueprint
from blog.authoring.drafts.revisions import find_newest
from blog.authoring.editor.form_values import is_unchanged, read_typed
from blog.authoring.editor.forms import EditorForm
from blog.authoring.editor.presence import list_others, note_presence
from blog.authoring.editor.working_copies import end_copy, found_draft, is_saved, keep_copy
from blog.authoring.fields import SeenForm
from blog.authoring.lookup import find
from blog.database import db
from blog.models import Article, Role, Topic, WorkingCopy
from blog.web.access.policy import staff
from blog.web.clock import read_clock


def open_form(article: Article | None, **more: Any) -> EditorForm:
    """Return the editor's form for the person at work."""
    topics = db.session.scalars(Topic.by_name()).all()
    return EditorForm(article, topics, may_add_topics=current_user.may(Role.EDITOR), **more)


@blueprint.get("/desk/token")
@staff(Role.CONTRIBUTOR)
def token() -> ResponseReturnValue:
    """Give a page a token for its form after its person has signed in anew in another tab."""
    return jsonify(token=generate_csrf(), person=current_user.id)


@blueprint.post("/desk/working-copies")
@staff(Role.CONTRIBUTOR)
def keep_new() -> ResponseReturnValue:
    """Keep what was typed into an editor without article: it becomes a draft."""
    form, now = open_form(None), read_clock()
    typed = read_typed(form)
    if form.is_left.data and is_saved(db.session, None, current_user.id, typed, now):
        return jsonify(kept=False)
    article = found_draft(db.session, current_user, typed, _("Untitled"), now)
    return keep(article, form)


@blueprint.post("/desk/articles/<id:id>/working-copy")
@staff(Role.CONTRIBUTOR)
def keep_typed(id: int) -> ResponseReturnValue:
    """Keep what was typed beside the article."""
    article = find(Article.visible_to(current_user), id)
    return keep(article, open_form(article))


def keep(article: Article, form: EditorForm) -> ResponseReturnValue:
    """Keep what *form* holds, unless it is what stands in the article; a text that comes late may be an old one."""
    now = read_clock()
    seen = (form.seen.data or "") if form.article else article.revision
    typed = replace(read_typed(form), seen=seen)
    is_late = bool(form.is_left.data) and is_saved(db.session, article.id, current_user.id, typed, now)
    copy = None
    if is_late or is_unchanged(form, article):
        end_copy(db.session, article.id, current_user.id, typed.key)
    else:
        copy = keep_copy(db.session, article, current_user.id, typed, now)
    if not form.is_left.data:
        note_presence(db.session, article.id, current_user.id, now)
    answer = {**describe_standing(article, seen), **describe_copy(article, copy), "seen": seen}
    db.session.commit()
    return jsonify(**answer)


def describe_copy(article: Article, copy: WorkingCopy | None) -> dict[str, Any]:
    """Return what the page must know of its copy, and where it sends the next one."""
    return {
        "kept": copy is not None,
        "key": copy.key if copy else "",
        "at": copy.stamp if copy else "",
        "said": _("Kept at %(time)s, not saved yet", time=format_time(read_clock(), "short")) if copy else "",
        "title": article.headline,
        "address": url_for(".edit", id=article.id),
        "copies": url_for(".keep_typed", id=article.id),
        "presence": url_for(".note_page", id=article.id),
        "recovery": url_for(".recovery", id=article.id),
    }


@blueprint.post("/desk/articles/<id:id>/presence")
@staff(Role.CONTRIBUTOR)
def note_page(id: int) -> ResponseReturnValue:
    """Note that the person has the article open, and tell who else has."""
    article = find(Article.visible_to(current_user), id)
    note_presence(db.session, article.id, current_user.id, read_clock())
    answer = describe_standing(article, SeenForm().seen.data or "")
    db.session.commit()
    return jsonify(**answer)


def describe_standing(article: Article, seen: str) -> dict[str, str]:
    """Return in sentences who else has the article open, and whether it was saved since the page began with *seen*."""
    return {
        "others": name_others(list_others(db.session, article.id, current_user.id, read_clock())),
        "newer": "" if seen == article.revision else f"{name_newer(article)} {reassure()}",
    }


def name_others(names: Any) -> str:
    """Return the sentence about those who have the article open too, or nothing."""
    if not names:
        return ""
    words = "%(names)s has this article open too.", "%(names)s have this article open too."
    return str(ngettext(*words, len(names), names=", ".join(names)))


def reassure() -> str:
    """Return the sentence about what a save will do."""
    return str(_("Nothing is overwritten: when you save, both are shown side by side."))


def name_newer(article: Article) -> str:
    """Return the sentence about a version that was saved meanwhile."""
    newest = find_newest(db.session, article)
    name = newest.person.name if newest and newest.person else _("Somebody")
    time = format_time(article.updated_at, "short")
    return str(_("%(name)s saved a newer version at %(time)s.", name=name, time=time))
