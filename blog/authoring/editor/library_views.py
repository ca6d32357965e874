"""Pictures from the library for the article at work: without script on a page of its own, and nothing typed is lost."""

from dataclasses import dataclass, replace

from flask import abort, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from blog.authoring.blueprint import blueprint
from blog.authoring.drafts.picture_markdown import mark_picture
from blog.authoring.drafts.writing import TICK
from blog.authoring.editor.form_values import read_typed
from blog.authoring.editor.forms import EditorForm
from blog.authoring.editor.picture_forms import PictureForm
from blog.authoring.editor.saving import Editing, keep_files
from blog.authoring.editor.working_copies import find_copy, found_draft, keep_copy
from blog.authoring.fields import KeyField
from blog.authoring.lookup import find
from blog.database import db
from blog.models import Article, Picture, Role, WorkingCopy
from blog.pictures.library.descriptions import PictureText, describe_if_empty
from blog.pictures.library.views import find_page
from blog.text.cleaning import clean_line
from blog.web.access.policy import staff
from blog.web.clock import read_clock
from blog.web.forms.base import Form

PLACES = frozenset({"body", "lead"})
"""For what a picture can be chosen: the text, or the lead photo."""


class ChoiceForm(Form):
    """One picture of the library, and where it goes."""

    picture = KeyField()
    place = KeyField()
    copy = KeyField()


@dataclass(frozen=True)
class Choice:
    """For which article and copy a picture is chosen, and for which place in it."""

    article: Article
    copy: WorkingCopy
    place: str


def read_words(form: PictureForm) -> PictureText:
    """Return what *form* says of its picture."""
    return PictureText(form.picture_alt.data or "", form.picture_caption.data or "", bool(form.picture_decorative.data))


@blueprint.post("/desk/media/<id:id>/mark")
@staff(Role.CONTRIBUTOR)
def mark(id: int) -> ResponseReturnValue:
    """Answer with the Markdown that shows the picture with the words of the form, for the script of the editor.

    A picture that nobody has described takes them, if it is the person's to describe.
    """
    picture: Picture = db.get_or_404(Picture, id)
    form = PictureForm()
    if not form.is_picture_described():
        return jsonify(error=form.picture_problems()), 422
    words = read_words(form)
    if picture.is_editable_by(current_user):
        describe_if_empty(db.session, picture, words)
    db.session.commit()
    return jsonify(markdown=mark_picture(picture.key, words.alt, words.caption))


def lead_to_library(form: EditorForm, article: Article | None, editing: Editing, *, place: str) -> ResponseReturnValue:
    """Keep what *form* holds as a text that is not saved, files too, and lead to the library."""
    keep_files(db.session, form, editing)
    typed, now = read_typed(form), read_clock()
    article = article or found_draft(db.session, current_user, typed, _("Untitled"), now)
    kept = {name: [form[name].data] for name in ("lead_kept", "picture_kept") if form[name].data}
    typed = replace(typed, seen=form.seen.data or article.revision, fields={**typed.fields, **kept})
    copy = keep_copy(db.session, article, current_user.id, typed, now)
    db.session.commit()
    return redirect(url_for(".choose", id=article.id, copy=copy.key, place=place), code=303)


def find_choice(key: int, copy_key: str, place: str) -> Choice:
    """Return what the page chooses for, or 404."""
    article = find(Article.editable_by(current_user), key)
    copy = find_copy(db.session, article.id, current_user.id, copy_key)
    if copy is None or place not in PLACES:
        abort(404)
    return Choice(article, copy, place)


@blueprint.get("/desk/articles/<id:id>/pictures")
@staff(Role.CONTRIBUTOR)
def choose(id: int) -> ResponseReturnValue:
    """Show the library with a button for each picture."""
    chosen_for = find_choice(id, clean_line(request.args.get("copy")), clean_line(request.args.get("place")))
    asked, page = find_page()
    form = ChoiceForm(formdata=None)
    return render_template("authoring/editor/picture_choice.html", it=chosen_for, page=page, form=form, **asked)


@blueprint.post("/desk/articles/<id:id>/pictures")
@staff(Role.CONTRIBUTOR)
def take_choice(id: int) -> ResponseReturnValue:
    """Put the chosen picture into the text that is not saved, and lead back to the editor."""
    form, now = ChoiceForm(), read_clock()
    it = find_choice(id, form.copy.data or "", form.place.data or "")
    picture: Picture = db.one_or_404(db.select(Picture).where(Picture.key == (form.picture.data or "")))
    fields = in_text(picture) if it.place == "body" else over_text(picture, it)
    it.copy.fields = {**it.copy.fields, **fields}
    it.copy.saved_at = max(now, it.copy.saved_at + TICK)
    db.session.commit()
    anchor = "picture-panel" if it.place == "body" else "lead-photo"
    return redirect(url_for(".edit", id=id, copy=it.copy.key, _anchor=anchor), code=303)


def in_text(picture: Picture) -> dict[str, list[str]]:
    """Return the fields of the editor that ask for the words of a picture before it comes into the text."""
    return {
        "picture_kept": [picture.key],
        "picture_alt": [picture.alt[:300]],
        "picture_caption": [picture.caption],
        "picture_decorative": ["y"] if picture.is_decorative else [],
    }


def over_text(picture: Picture, it: Choice) -> dict[str, list[str]]:
    """Return the fields of the lead photo; words that were typed for no photo yet stay."""
    had_photo = it.article.lead_picture_id is not None or any(it.copy.fields.get("lead_kept", ()))
    words = {"lead_alt": picture.alt, "lead_caption": picture.caption, "lead_credit": picture.credit}
    typed = {} if had_photo else {name: it.copy.fields.get(name) for name in words}
    said = {name: typed.get(name) if any(typed.get(name) or ()) else [word] for name, word in words.items()}
    return {"lead_kept": [picture.key], "lead_remove": [], **said}  # type: ignore[dict-item]
