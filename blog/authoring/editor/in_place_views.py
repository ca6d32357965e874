"""Answers to a save that leaves the page as it is, and what an open page needs: JSON for the editor's script."""

from typing import Any

from flask import jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_time
from flask_babel import gettext as _
from flask_login import current_user

from blog.authoring.drafts.last_writer import find_last_writer
from blog.authoring.drafts.revisions import find_latest_revision
from blog.authoring.editor.form_parts.series_fields import describe_part
from blog.authoring.editor.form_values import read_editor_values
from blog.authoring.editor.forms import EditorForm, editor_slug
from blog.authoring.editor.working_copies import save_copy
from blog.database import db
from blog.models import Article, Person
from blog.web.clock import read_clock

JSON = "application/json"


def is_in_place() -> bool:
    """Return whether a script sent the form and goes on with the page that it has."""
    return request.accept_mimetypes.best == JSON


def answer_saved(form: EditorForm, article: Article) -> ResponseReturnValue:
    """Return what the page shows and sends from now on."""
    time = format_time(read_clock(), "short")
    words = _("Saved at %(time)s. Readers see it now.", time=time) if article.is_public else None
    return jsonify(
        **describe_page(article),
        said=words or _("Saved at %(time)s", time=time),
        brief=_("Saved"),
        at="",
        others="",
        newer="",
        saved={
            **describe_fields(article),
            **describe_part(article),
            "change_note": article.change_note,
            "new_topic": "",
        },
        is_minor=article.is_minor_change,
        is_by_hand=True,
        topics=describe_new_topics(form, article),
    )


def describe_new_topics(form: EditorForm, article: Article) -> list[dict[str, Any]]:
    """Return the topics that this save added to the article and that the page has no box for yet."""
    shown = {*form.topics.suggested, *(form.topics.data or ()), *form.list_filed()}
    return [{"id": topic.id, "name": topic.name} for topic in article.topics if topic.id not in shown]


def answer_overwritten(form: EditorForm, article: Article) -> ResponseReturnValue:
    """Return that there is a newer version of *article* (409), and keep what was sent as a working copy; commits."""
    copy = save_copy(db.session, article, current_user.id, read_editor_values(form), read_clock())
    db.session.commit()
    refused = f"{_('Your text was not saved.')} {newer_version_message(article)}"
    return jsonify(refused=refused, errors={}, compare=True, key=copy.key, at=copy.stamp), 409


def answer_invalid(form: EditorForm) -> ResponseReturnValue:
    """Return the errors of each faulty field (422)."""
    errors = {name: " ".join(map(str, messages)) for name, messages in form.errors.items() if name}
    return jsonify(refused=_("Not saved. Please check what is marked."), errors=errors), 422


def answer_locked(message: str) -> ResponseReturnValue:
    """Return that the article cannot be changed in its state (409)."""
    return jsonify(refused=message, errors={}, compare=False), 409


def describe_fields(article: Article) -> dict[str, str]:
    """Return the fields that the page shows otherwise once they are in the article."""
    return {"slug": editor_slug(article), "lead_kept": ""}


def describe_new_page() -> dict[str, Any]:
    """Return what a page without article needs; nothing of it is kept."""
    addresses = {"address": url_for(".new"), "copies": url_for(".autosave_new"), "presence": "", "pages": ""}
    words = _("Not saved yet")
    return {**addresses, "kept": False, "at": "", "seen": "", "said": words, "brief": words, "others": "", "newer": ""}


def describe_page(article: Article) -> dict[str, Any]:
    """Return the version that the page has, its addresses from now on, and for one without article more links."""
    return {
        "seen": article.revision,
        "address": url_for(".edit", id=article.id),
        "copies": url_for(".autosave", id=article.id),
        "presence": url_for(".heartbeat", id=article.id),
        "pages": render_template("authoring/editor/details/_pages.html", article=article)
        if not request.view_args
        else "",
        "has_photo": article.lead_picture_id is not None,
    }


def newer_version_message(article: Article) -> str:
    """Return the message about the newer version: who saved it, and when."""
    writer = find_last_writer(db.session, article)
    newest = find_latest_revision(db.session, article)
    person = db.session.get(Person, writer.person_id) if writer else newest.person if newest else None
    time = format_time(article.updated_at, "short")
    if person == current_user:
        return str(_("You saved a newer version in another window at %(time)s.", time=time))
    name = person.name if person else _("Someone")
    return str(_("%(name)s saved a newer version at %(time)s.", name=name, time=time))
