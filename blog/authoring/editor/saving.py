"""Save the editor's form: uploads, lead photo and article; a refusal becomes an error of its field."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from flask_wtf.file import FileField
from sqlalchemy import select

from blog.authoring.drafts.last_writer import EditorPage, is_last_writer
from blog.authoring.drafts.pending_versions import PendingVersionExists, keep_for_later, set_change_note
from blog.authoring.drafts.slugs import SlugTaken
from blog.authoring.drafts.writing import (
    ArticleLocked,
    EditConflict,
    create_draft,
    for_update,
    require_unchanged,
    save_draft,
)
from blog.authoring.editor.form_values import read_page_key
from blog.authoring.editor.forms import EditorForm
from blog.authoring.fields import add_error
from blog.database import AnySession
from blog.models import Article, Person, Picture
from blog.pictures.files.article_bodies import render_ahead
from blog.pictures.files.refusal_messages import PictureRefused
from blog.pictures.files.storage import Storage
from blog.pictures.files.upload import Upload, UploadLimits, save_picture


@dataclass(frozen=True)
class EditContext:
    """The person, the time, the picture storage and its limits for one request of the editor."""

    person_id: int
    now: datetime
    storage: Storage
    limits: UploadLimits


def save_form(session: AnySession, form: EditorForm, article_id: int | None, context: EditContext) -> Article | None:
    """Save *form* and return the article, a new one when *article_id* is None; the caller commits.

    Returns None when refused, with the error in *form*; the caller rolls back then.
    """
    try:
        return write_article(session, form, article_id, context)
    except ArticleLocked:
        form.is_locked = True
    except EditConflict:
        form.is_overwritten = True
    except PendingVersionExists:
        form.is_pending_taken = True
    except SlugTaken:
        add_error(
            form.slug,
            _("Another page has this address. Choose another one.")
            if form.is_page
            else _("Another article has this address. Choose another one."),
        )
    except PictureRefused as refusal:
        add_error(form.lead_file, str(refusal))
    return None


def write_article(session: AnySession, form: EditorForm, article_id: int | None, context: EditContext) -> Article:
    """Store the lead photo, then save the article with it, or its pending version, and return what was saved.

    Before the photo, a long text is rendered: that rolls the session back.

    Raises:
        ArticleLocked, EditConflict, PendingVersionExists, SlugTaken, PictureRefused: see drafts.writing,
            drafts.pending_versions and pictures.files.upload.
    """
    page = EditorPage(context.person_id, read_page_key(form))
    if article_id is not None:
        present = session.get_one(Article, article_id)
        require_unchanged(present, find_known_version(session, form, present, page))
    render_ahead(session, form.body.data or "", form.chosen_language())
    photo = find_or_store_lead_photo(session, form, context)
    person = session.get_one(Person, context.person_id)
    if article_id is None:
        return create_draft(session, person, form.to_manuscript(photo), context.now)
    article = session.scalar(for_update(Article.texts_editable_by(person).where(Article.id == article_id)))
    if article is None:
        raise ArticleLocked(article_id)
    manuscript = form.to_manuscript(photo or form.remaining_photo(article))
    metadata, seen = form.to_metadata(context.person_id), find_known_version(session, form, article, page)
    if form.is_for_later:
        return keep_for_later(session, article, manuscript, context.now, seen=seen, metadata=metadata)
    if article.is_pending:
        set_change_note(article, metadata)
    save_draft(session, article, manuscript, context.now, seen=seen, metadata=metadata, page=page)
    return article


def find_known_version(session: AnySession, form: EditorForm, article: Article, page: EditorPage) -> str:
    """Return the stamp of the version that *page* knows: the present one if it wrote it, even if it was never told."""
    return article.revision if is_last_writer(session, article, page) else form.seen.data or ""


def find_or_store_lead_photo(session: AnySession, form: EditorForm, context: EditContext) -> Picture | None:
    """Return the uploaded lead photo, stored, or the one that an earlier request stored; None for neither."""
    if form.lead_file.data:
        photo = store_upload(session, form.lead_file, form.lead_alt.data or "", context)
        offer_texts(form, "lead", photo)
        return photo
    return find_library_picture(session, form.lead_kept.data)


def find_library_picture(session: AnySession, key: str | None) -> Picture | None:
    """Return the library picture with this *key*, or None.

    On Postgres its row is locked against deletion until the caller commits.
    """
    if not key:
        return None
    return session.scalar(select(Picture).where(Picture.key == key).with_for_update(read=True, key_share=True))


def find_lead_photo(session: AnySession, form: EditorForm, article: Article | None) -> Picture | None:
    """Return the lead photo that a save of *form* would give the article, or None."""
    if kept := find_library_picture(session, form.lead_kept.data):
        return kept
    return form.remaining_photo(article) if article else None


def store_uploads(session: AnySession, form: EditorForm, context: EditContext) -> None:
    """Store the uploads of a form that is shown again, since browsers drop them; the caller commits.

    Rolls the session back first, so nothing else may be pending.
    """
    for place in ("lead", "picture"):
        field = form[f"{place}_file"]
        if field.data and not field.errors and (picture := try_to_store_upload(session, field, "", context)):
            form[f"{place}_kept"].data = picture.key
            offer_texts(form, place, picture)


def offer_texts(form: EditorForm, place: str, picture: Picture) -> None:
    """Fill the empty fields of *form* for the picture of a *place*, lead or picture, with what its file says."""
    for name in ("alt", "caption", "credit"):
        if (field := f"{place}_{name}") in form and not form[field].data:
            form[field].data = getattr(picture, name)


def add_body_picture(session: AnySession, form: EditorForm, context: EditContext) -> Picture | None:
    """Return the picture for the text, uploaded now or stored before; None if it was refused."""
    alt = form.picture_alt.data or ""
    if form.picture_file.data:
        picture = try_to_store_upload(session, form.picture_file, alt, context)
        if picture:
            offer_texts(form, "picture", picture)
        return picture
    picture = find_library_picture(session, form.picture_kept.data)
    if picture is None:
        add_error(form.picture_file, _("Choose a picture file first."))
    return picture


def store_upload(session: AnySession, field: FileField, alt: str, context: EditContext) -> Picture:
    """Store the upload of *field* and return its picture, flushed; rolls the session back first.

    Raises:
        PictureRefused: it is no picture, or too large.
    """
    sent = Upload(field.data.stream, field.data.filename or "", context.person_id, context.now, alt)
    # Decoding takes a second: on SQLite an open transaction would keep all other writers waiting.
    session.rollback()
    return save_picture(session, context.storage, sent, context.limits)


def try_to_store_upload(session: AnySession, field: FileField, alt: str, context: EditContext) -> Picture | None:
    """Store the upload of *field*; return None if it was refused, with the error beside *field*."""
    try:
        return store_upload(session, field, alt, context)
    except PictureRefused as refusal:
        add_error(field, str(refusal))
        return None
