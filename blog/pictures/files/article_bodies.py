"""Rendering of article bodies with the pictures that they name."""

from collections.abc import Collection

from sqlalchemy import select, update

from blog.database import AnySession
from blog.models import Article, Picture, PictureUse
from blog.text.language import article_marks
from blog.text.markdown import InlinePicture, Rendered, find_picture_keys, render

MAX_RERENDERED = 50
"""Bodies, the newest; what is shown in more of them is no photo, and mail waits for the same worker."""


def render_body(session: AnySession, text: str, language: str = "") -> Rendered:
    """Return the Markdown *text* rendered with the pictures that it names; unknown ones leave their alternative text.

    *language* is that of the article: a tag, or "" for that of the site's articles.

    Raises:
        TooLong: *text* has more than 200,000 characters.
    """
    return render(text, find_inline_pictures(session, find_picture_keys(text)), article_marks(language))


def find_inline_pictures(session: AnySession, keys: Collection[str]) -> dict[str, InlinePicture]:
    """Return the pictures with these *keys* as a body needs them; unknown keys are missing."""
    found = session.scalars(select(Picture).where(Picture.key.in_(keys))) if keys else ()
    return {picture.key: to_inline(picture) for picture in found}


def to_inline(picture: Picture) -> InlinePicture:
    """Return *picture* as a body needs it."""
    widths, formats = tuple(picture.widths), tuple(picture.formats)
    return InlinePicture(picture.key, picture.width, picture.height, widths, formats, picture.credit)


def rerender_bodies(session: AnySession, picture_id: int) -> None:
    """Render the newest bodies that show a picture again, with its present renditions; the caller commits.

    Nothing but the HTML changes: no date, no revision. A text that another
    transaction has changed stays as it is.
    """
    article_ids = select(PictureUse.article_id).where(PictureUse.picture_id == picture_id, PictureUse.is_in_body)
    columns = select(Article.id, Article.body_markdown, Article.language)
    newest = columns.where(Article.id.in_(article_ids)).order_by(Article.id.desc())
    bodies = session.execute(newest.limit(MAX_RERENDERED)).all()
    pictures = find_inline_pictures(session, set().union(*(find_picture_keys(text) for _, text, _ in bodies)))
    for id, text, language in bodies:
        unchanged = update(Article).where(Article.id == id, Article.body_markdown == text)
        session.execute(unchanged.values(body_html=render(text, pictures, article_marks(language)).html))
