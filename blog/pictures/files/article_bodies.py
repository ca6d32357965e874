"""The pictures that a body names, for the room that renders it."""

from collections.abc import Collection

from sqlalchemy import select, update

from blog.database import AnySession
from blog.models import Article, Picture, PictureUse
from blog.text.markdown import InlinePicture, Rendered, find_picture_keys, render

MOST_REFRESHED = 50
"""Bodies, the newest; what is shown in more of them is no photo, and mail waits for the same worker."""


def render_body(session: AnySession, text: str) -> Rendered:
    """Return the Markdown *text* rendered with the pictures that it names; unknown ones leave their words.

    Raises:
        TooLong: *text* has more than 200,000 characters.
    """
    return render(text, find_inline(session, find_picture_keys(text)))


def find_inline(session: AnySession, keys: Collection[str]) -> dict[str, InlinePicture]:
    """Return what a body needs to know of the pictures with these *keys*; unknown keys are missing."""
    found = session.scalars(select(Picture).where(Picture.key.in_(keys))) if keys else ()
    return {picture.key: describe(picture) for picture in found}


def describe(picture: Picture) -> InlinePicture:
    """Return *picture* as a body shows it."""
    return InlinePicture(picture.key, picture.width, picture.height, tuple(picture.widths), tuple(picture.formats))


def refresh_bodies(session: AnySession, picture_id: int) -> None:
    """Let the newest bodies that show a picture name all that stands of it now; the caller commits.

    Nothing but the HTML changes: no date, no revision. A text that is saved
    meanwhile stays as it is.
    """
    shown = select(PictureUse.article_id).where(PictureUse.picture_id == picture_id, PictureUse.is_in_body)
    newest = select(Article.id, Article.body_markdown).where(Article.id.in_(shown)).order_by(Article.id.desc())
    texts = [(key, text) for key, text in session.execute(newest.limit(MOST_REFRESHED))]
    pictures = find_inline(session, set().union(*(find_picture_keys(text) for _, text in texts)))
    for key, text in texts:
        unchanged = update(Article).where(Article.id == key, Article.body_markdown == text)
        session.execute(unchanged.values(body_html=render(text, pictures).html))
