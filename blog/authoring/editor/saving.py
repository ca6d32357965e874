"""From the filled-in editor to the deed; what is refused is marked beside its field."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from flask_wtf.file import FileField
from sqlalchemy import select

from blog.authoring.drafts.revisions import Occasion
from blog.authoring.drafts.slugs import SlugTaken
from blog.authoring.drafts.writing import Locked, Overwritten, create_draft, demand_unchanged, locked, save_draft
from blog.authoring.editor.forms import EditorForm
from blog.authoring.fields import add_error
from blog.database import AnySession
from blog.models import Article, Person, Picture
from blog.pictures.files.storage import Storage
from blog.pictures.files.upload import PictureRefused, record_file_name, save_picture


@dataclass(frozen=True)
class Editing:
    """Who is at work and when, where pictures are kept, and how large they may be."""

    person_id: int
    now: datetime
    storage: Storage
    max_bytes: int
    max_pixels: int


def save_form(session: AnySession, form: EditorForm, article_id: int | None, editing: Editing) -> Article | None:
    """Return the article as *form* has it, new when *article_id* is None; the caller commits.

    None means refused, with the reason marked in *form*; the caller rolls back.
    """
    try:
        return write_form(session, form, article_id, editing)
    except Locked:
        form.is_locked = True
    except Overwritten:
        form.is_overwritten = True
    except SlugTaken:
        add_error(form.slug, _("Another article has this address. Choose another one."))
    except PictureRefused as refusal:
        add_error(form.lead_file, str(refusal))
    return None


def write_form(session: AnySession, form: EditorForm, article_id: int | None, editing: Editing) -> Article:
    """Keep the photo, then save the texts with it.

    Raises:
        Locked, Overwritten, SlugTaken, PictureRefused: see drafts.writing and pictures.files.upload.
    """
    seen = form.seen.data or ""
    if article_id is not None:
        demand_unchanged(session.get_one(Article, article_id), seen)
    photo = take_photo(session, form, editing)
    person = session.get_one(Person, editing.person_id)
    if article_id is None:
        return create_draft(session, person, form.to_manuscript(photo), editing.now)
    article = session.scalar(locked(Article.editable_by(person).where(Article.id == article_id)))
    if article is None:
        raise Locked(article_id)
    manuscript = form.to_manuscript(photo or form.kept_photo(article))
    occasion = Occasion(editing.person_id, note=form.change_note.data or "", is_minor=bool(form.is_minor.data))
    save_draft(session, article, manuscript, editing.now, seen=seen, occasion=occasion)
    return article


def take_photo(session: AnySession, form: EditorForm, editing: Editing) -> Picture | None:
    """Return the lead photo that came with *form* or, kept, with the one before it; None for none."""
    if form.lead_file.data:
        return keep_upload(session, form.lead_file, form.lead_alt.data or "", editing)
    return find_kept(session, form.lead_kept.data)


def find_kept(session: AnySession, key: str | None) -> Picture | None:
    """Return the picture of the library that has this *key*, or None.

    On Postgres, and but for a page that only reads, nobody deletes it until the caller commits.
    """
    if not key:
        return None
    return session.scalar(select(Picture).where(Picture.key == key).with_for_update(read=True, key_share=True))


def find_lead(session: AnySession, form: EditorForm, article: Article | None) -> Picture | None:
    """Return the lead photo that the article will have if *form* is saved as it is, or None."""
    if kept := find_kept(session, form.lead_kept.data):
        return kept
    return form.kept_photo(article) if article else None


def keep_files(session: AnySession, form: EditorForm, editing: Editing) -> None:
    """Keep the files that came with a form which goes back to its author, since browsers forget them.

    Nothing else may be written yet: what the session holds is rolled back. The caller commits.
    """
    for field, kept in ((form.lead_file, form.lead_kept), (form.picture_file, form.picture_kept)):
        if field.data and not field.errors and (picture := add_picture(session, field, "", editing)):
            kept.data = picture.key


def add_body_picture(session: AnySession, form: EditorForm, editing: Editing) -> Picture | None:
    """Return the picture for the text with its description, sent now or kept before; None if it was refused."""
    alt = form.picture_alt.data or ""
    if form.picture_file.data:
        return add_picture(session, form.picture_file, alt, editing)
    picture = find_kept(session, form.picture_kept.data)
    if picture is None:
        add_error(form.picture_file, _("Choose a picture file first."))
    return picture


def keep_upload(session: AnySession, field: FileField, alt: str, editing: Editing) -> Picture:
    """Return the picture that *field* holds, kept and flushed.

    Raises:
        PictureRefused: it is none or too large.
    """
    field.data.seek(0)
    data = field.data.read(editing.max_bytes + 1)
    # Encoding takes a second: on SQLite an open transaction would keep all other writers waiting.
    session.rollback()
    picture = save_picture(
        session,
        editing.storage,
        data,
        alt=alt,
        uploader_id=editing.person_id,
        now=editing.now,
        max_pixels=editing.max_pixels,
        max_bytes=editing.max_bytes,
    )
    record_file_name(session, picture, field.data.filename or "")
    return picture


def add_picture(session: AnySession, field: FileField, alt: str, editing: Editing) -> Picture | None:
    """Return the picture for a body, kept and flushed; None if it was refused, with the reason beside *field*."""
    try:
        return keep_upload(session, field, alt, editing)
    except PictureRefused as refusal:
        add_error(field, str(refusal))
        return None
