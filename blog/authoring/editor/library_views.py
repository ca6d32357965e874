"""Choosing a library picture from the editor: without script on a page of its own, with the typed text kept."""

from dataclasses import dataclass, replace

from flask import abort, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from blog.authoring.blueprint import blueprint
from blog.authoring.drafts.picture_markdown import make_picture_markdown
from blog.authoring.drafts.writing import TICK
from blog.authoring.editor.form_parts.picture_form import PictureForm
from blog.authoring.editor.form_parts.uploaded_pictures import EditContext
from blog.authoring.editor.form_values import read_editor_values
from blog.authoring.editor.forms import EditorForm, untitled
from blog.authoring.editor.saving import KEPT_IN, store_uploads
from blog.authoring.editor.working_copies import create_draft_from_values, find_copy, save_copy
from blog.authoring.fields import max_length
from blog.authoring.lookup import get_article_or_abort
from blog.database import db
from blog.models import Article, Picture, Role, WorkingCopy
from blog.pictures.library.descriptions import PictureText, describe_if_empty, describe_upload
from blog.pictures.library.views import find_page
from blog.text.cleaning import clean_line
from blog.web.access.policy import staff
from blog.web.clock import read_clock
from blog.web.forms.base import CleanHiddenField, Form, LineField

PLACES = {"body": "picture-panel", "lead": "lead-photo", "share": "details-share"}
"""For what a picture can be chosen: the text, the lead photo, or shared links; and where the editor shows it."""


class UploadedPictureForm(PictureForm):
    """What is said of a picture beside its upload; one that was in the library before comes without a credit."""

    picture_credit = LineField(_l("Credit"), validators=[max_length(200)])

    def has_credit(self) -> bool:
        """Return whether the credit was asked for."""
        return bool(self.picture_credit.raw_data)

    def is_picture_described(self) -> bool:
        """Return whether the texts are valid; adds errors where they are not."""
        is_credit_valid = self.picture_credit.validate(self)
        return super().is_picture_described() and is_credit_valid

    def picture_problems(self) -> str:
        """Return the errors of the texts as one message."""
        return " ".join(filter(None, [super().picture_problems(), *self.picture_credit.errors]))


class PictureChoiceForm(Form):
    """One picture of the library, its place, and the working copy that takes it."""

    picture = CleanHiddenField()
    place = CleanHiddenField()
    copy = CleanHiddenField()


@dataclass(frozen=True)
class PictureChoice:
    """The article, its working copy, and the place in it for which a picture is chosen."""

    article: Article
    copy: WorkingCopy
    place: str


def read_description(form: PictureForm) -> PictureText:
    """Return the description that *form* gives for its picture."""
    return PictureText(form.picture_alt.data or "", form.picture_caption.data or "", bool(form.picture_decorative.data))


@blueprint.post("/desk/media/<id:id>/mark")
@staff(Role.CONTRIBUTOR)
def picture_markdown(id: int) -> ResponseReturnValue:
    """Answer with the Markdown of the picture with the alt text and caption of the form, for the editor's script.

    If the person may edit it, a new upload takes them with the credit, and any other picture what it lacks.
    """
    picture: Picture = db.get_or_404(Picture, id)
    form = UploadedPictureForm()
    if not form.is_picture_described():
        return jsonify(error=form.picture_problems()), 422
    description = read_description(form)
    if picture.is_editable_by(current_user):
        if form.has_credit():
            describe_upload(db.session, picture, description, form.picture_credit.data or "")
        else:
            describe_if_empty(db.session, picture, description)
    db.session.commit()
    return jsonify(markdown=make_picture_markdown(picture.key, description.alt, description.caption))


def open_library(form: EditorForm, article: Article | None, context: EditContext, *, place: str) -> ResponseReturnValue:
    """Keep *form* and its files as a working copy and redirect to the library; commits."""
    store_uploads(db.session, form, context)
    values, now = read_editor_values(form), read_clock()
    article = article or create_draft_from_values(db.session, current_user, values, untitled(), now)
    kept = {name: [form[name].data] for name in KEPT_IN.values() if form[name].data}
    values = replace(values, seen=form.seen.data or article.revision, fields={**values.fields, **kept})
    copy = save_copy(db.session, article, current_user.id, values, now)
    db.session.commit()
    return redirect(url_for(".choose_picture", id=article.id, copy=copy.key, place=place), code=303)


def find_picture_choice(article_id: int, copy_key: str, place: str) -> PictureChoice:
    """Return the choice that the address or the form names, else 404."""
    article = get_article_or_abort(Article.texts_editable_by(current_user), article_id)
    copy = find_copy(db.session, article.id, current_user.id, copy_key)
    if copy is None or place not in PLACES:
        abort(404)
    return PictureChoice(article, copy, place)


@blueprint.get("/desk/articles/<id:id>/pictures")
@staff(Role.CONTRIBUTOR)
def choose_picture(id: int) -> ResponseReturnValue:
    """Show the library with a button for each picture."""
    choice = find_picture_choice(id, clean_line(request.args.get("copy")), clean_line(request.args.get("place")))
    filters, page = find_page()
    form = PictureChoiceForm(formdata=None)
    return render_template("authoring/editor/picture_choice.html", choice=choice, page=page, form=form, **filters)


@blueprint.post("/desk/articles/<id:id>/pictures")
@staff(Role.CONTRIBUTOR)
def insert_chosen_picture(id: int) -> ResponseReturnValue:
    """Put the chosen picture into the working copy and redirect to the editor."""
    form, now = PictureChoiceForm(), read_clock()
    choice = find_picture_choice(id, form.copy.data or "", form.place.data or "")
    picture: Picture = db.one_or_404(db.select(Picture).where(Picture.key == (form.picture.data or "")))
    fields = picture_fields(picture, choice)
    choice.copy.fields = {**choice.copy.fields, **fields}
    choice.copy.saved_at = max(now, choice.copy.saved_at + TICK)
    db.session.commit()
    return redirect(url_for(".edit", id=id, copy=choice.copy.key, _anchor=PLACES[choice.place]), code=303)


def picture_fields(picture: Picture, choice: PictureChoice) -> dict[str, list[str]]:
    """Return the editor's fields for *picture* in the place for which it was chosen."""
    if choice.place == "share":
        return {"social_picture": [picture.key], "social_remove": []}
    return body_picture_fields(picture) if choice.place == "body" else lead_photo_fields(picture, choice)


def body_picture_fields(picture: Picture) -> dict[str, list[str]]:
    """Return the editor's fields for a picture of the text, which ask for its alt text and caption."""
    return {
        "picture_kept": [picture.key],
        "picture_alt": [picture.alt[:300]],
        "picture_caption": [picture.caption],
        "picture_decorative": ["y"] if picture.is_decorative else [],
    }


def lead_photo_fields(picture: Picture, choice: PictureChoice) -> dict[str, list[str]]:
    """Return the editor's fields for the lead photo; texts that were typed before there was a photo stay."""
    had_photo = choice.article.lead_picture_id is not None or any(choice.copy.fields.get("lead_kept", ()))
    stored = {"lead_alt": picture.alt, "lead_caption": picture.caption, "lead_credit": picture.credit}
    typed = {} if had_photo else {name: choice.copy.fields.get(name) for name in stored}
    texts = {name: typed.get(name) if any(typed.get(name) or ()) else [text] for name, text in stored.items()}
    return {"lead_kept": [picture.key], "lead_remove": [], **texts}  # type: ignore[dict-item]
