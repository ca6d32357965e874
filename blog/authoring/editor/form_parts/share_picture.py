"""The picture of shared links that the editor's form names, brings or takes away."""

from flask_babel import gettext as _

from blog.authoring.editor.form_parts.uploaded_pictures import (
    EditContext,
    add_stored,
    find_library_picture,
    try_to_store_file,
)
from blog.authoring.fields import MetadataForm, add_error
from blog.database import AnySession
from blog.models import Picture
from blog.pictures.files.upload import StoredPhoto


class SharePictureRefused(Exception):
    """The form says beside the field why the picture is not taken."""


def store_share_file(session: AnySession, form: MetadataForm, context: EditContext) -> StoredPhoto | None:
    """Store the uploaded picture of shared links without its row; None where none was sent.

    Rolls the session back first, so nothing else may be pending.

    Raises:
        SharePictureRefused: it is no picture, or too large.
    """
    if not form.social_file.data:
        return None
    stored = try_to_store_file(session, form.social_file, context)
    if stored is None:
        raise SharePictureRefused
    return stored


def take_share_picture(
    session: AnySession, form: MetadataForm, stored: StoredPhoto | None, context: EditContext
) -> Picture | None:
    """Return the picture of shared links, the one that was *stored* or the one that *form* names; None for none.

    Raises:
        SharePictureRefused: the library has no such picture.
    """
    if stored is not None:
        return add_stored(session, form.social_file, stored, context)
    return find_share_picture(session, form)


def find_share_picture(session: AnySession, form: MetadataForm) -> Picture | None:
    """Return the picture of the library that *form* names, locked against deletion; None for none.

    Raises:
        SharePictureRefused: the library has no such picture.
    """
    key = form.to_page_metadata().social_picture
    picture = find_library_picture(session, key)
    if key and picture is None:
        add_error(form.social_file, _("This picture is not in the library any more. Choose another one, or remove it."))
        raise SharePictureRefused
    return picture
