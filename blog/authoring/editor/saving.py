"""Save the editor's form: uploads, lead photo and article; a refusal becomes an error of its field."""

from flask_babel import gettext as _

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
from blog.authoring.editor.form_parts.share_picture import (
    SharePictureRefused,
    store_share_file,
    take_share_picture,
)
from blog.authoring.editor.form_parts.uploaded_pictures import (
    EditContext,
    add_stored,
    find_library_picture,
    store_file,
    try_to_store_file,
)
from blog.authoring.editor.form_values import read_page_key
from blog.authoring.editor.forms import EditorForm
from blog.authoring.fields import add_error
from blog.database import AnySession
from blog.models import Article, Person, Picture
from blog.pictures.files.article_bodies import render_ahead
from blog.pictures.files.refusal_messages import PictureRefused


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
    except SharePictureRefused:
        pass  # The form says so beside the field.
    return None


def write_article(session: AnySession, form: EditorForm, article_id: int | None, context: EditContext) -> Article:
    """Store the pictures, then save the article with them, or its pending version, and return what was saved.

    Before the pictures, a long text is rendered: that rolls the session back.

    Raises:
        ArticleLocked, EditConflict, PendingVersionExists, SlugTaken, PictureRefused, SharePictureRefused: see
            drafts.writing, drafts.pending_versions, pictures.files.upload and form_parts.share_picture.
    """
    page = EditorPage(context.person_id, read_page_key(form))
    if article_id is not None:
        present = session.get_one(Article, article_id)
        require_unchanged(present, find_known_version(session, form, present, page))
    render_ahead(session, form.body.data or "", form.chosen_language())
    share_file = store_share_file(session, form, context)
    photo = find_or_store_lead_photo(session, form, context)
    shared = take_share_picture(session, form, share_file, context)
    person = session.get_one(Person, context.person_id)
    if article_id is None:
        return create_draft(session, person, form.to_manuscript(photo, shared), context.now)
    article = session.scalar(for_update(Article.texts_editable_by(person).where(Article.id == article_id)))
    if article is None:
        raise ArticleLocked(article_id)
    manuscript = form.to_manuscript(photo or form.remaining_photo(article), shared)
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
        stored = store_file(session, form.lead_file, context)
        photo = add_stored(session, form.lead_file, stored, context, form.lead_alt.data or "")
        offer_texts(form, "lead", photo)
        return photo
    return find_library_picture(session, form.lead_kept.data)


def find_lead_photo(session: AnySession, form: EditorForm, article: Article | None) -> Picture | None:
    """Return the lead photo that a save of *form* would give the article, or None."""
    if kept := find_library_picture(session, form.lead_kept.data):
        return kept
    return form.remaining_photo(article) if article else None


def find_shown_pictures(session: AnySession, form: EditorForm, article: Article | None) -> dict[str, Picture | None]:
    """Return the lead photo and the picture of shared links as *form* shows them."""
    shared = find_library_picture(session, form.social_picture.data)
    return {"lead_photo": find_lead_photo(session, form, article), "share_picture": shared}


def store_uploads(session: AnySession, form: EditorForm, context: EditContext) -> None:
    """Store the uploads of a form that is shown again, since browsers drop them; the caller commits.

    Rolls the session back first, so nothing else may be pending.
    """
    fields = {kept: form[file] for file, kept in KEPT_IN.items() if form[file].data and not form[file].errors}
    # The rows come after all files: each file that is read rolls back what was added before.
    stored = {kept: try_to_store_file(session, field, context) for kept, field in fields.items()}
    for kept, photo in stored.items():
        if photo is not None:
            picture = add_stored(session, fields[kept], photo, context)
            form[kept].data = picture.key
            offer_texts(form, kept.removesuffix("_kept"), picture)
    if stored.get("social_picture"):
        form.social_remove.data = False


KEPT_IN = {"lead_file": "lead_kept", "picture_file": "picture_kept", "social_file": "social_picture"}
"""Where the form keeps the key of the picture that came with a file field."""


def offer_texts(form: EditorForm, place: str, picture: Picture) -> None:
    """Fill the empty fields of *form* for the picture of a *place*, lead or picture, with what its file says."""
    for name in ("alt", "caption", "credit"):
        if (field := f"{place}_{name}") in form and not form[field].data:
            form[field].data = getattr(picture, name)


def add_body_picture(session: AnySession, form: EditorForm, context: EditContext) -> Picture | None:
    """Return the picture for the text, uploaded now or stored before; None if it was refused."""
    if form.picture_file.data:
        stored = try_to_store_file(session, form.picture_file, context)
        if stored is None:
            return None
        picture = add_stored(session, form.picture_file, stored, context, form.picture_alt.data or "")
        offer_texts(form, "picture", picture)
        return picture
    found = find_library_picture(session, form.picture_kept.data)
    if found is None:
        add_error(form.picture_file, _("Choose a picture file first."))
    return found
