"""Rendering of article bodies with the pictures and files that they name."""

from collections.abc import Collection
from contextlib import suppress
from functools import lru_cache

from sqlalchemy import Connection, Select, select, update

from blog.database import AnySession, reading_aside
from blog.models import Article, AttachmentUse, Picture, PictureUse
from blog.pictures.files.inline_files import find_inline_files
from blog.text.language import article_marks
from blog.text.markdown import InlineFile, InlinePicture, Rendered, find_file_keys, find_picture_keys, render
from blog.text.quotation_marks import QuotationMarks

LONG_BODY = 10_000
"""Characters from which rendering may take so long (seconds, for the longest) that no writer should wait for it."""
MAX_RERENDERED = 50
"""Bodies, the newest; what is shown in more of them is no photo, and mail waits for the same worker."""


def render_body(session: AnySession, text: str, language: str = "") -> Rendered:
    """Return the Markdown *text* rendered with the pictures and files that it names; of unknown ones words stay.

    *language* is that of the article: a tag, or "" for that of the site's articles.

    Raises:
        TooLong: *text* has more than 200,000 characters.
    """
    pictures = find_inline_pictures(session, find_picture_keys(text))
    files = find_inline_files(session, find_file_keys(text), language)
    return keep_rendered(text, frozenset(pictures.values()), article_marks(language), frozenset(files.values()))


def render_ahead(session: AnySession, text: str, language: str = "") -> None:
    """Render a long *text* while no transaction is open; render_body finds it then, if no picture changed.

    On SQLite a transaction of the desk keeps all other writers waiting. Rolls
    the session back for that, so nothing may be pending. A short text is left
    to render_body, and so is a text that cannot be rendered.
    """
    if len(text) < LONG_BODY:
        return
    marks = article_marks(language)
    session.rollback()
    with reading_aside(session) as reading:
        pictures = find_inline_pictures(reading, find_picture_keys(text))
        files = find_inline_files(reading, find_file_keys(text), language)
    with suppress(Exception):  # It fails again in render_body, whose callers have an answer for the person.
        keep_rendered(text, frozenset(pictures.values()), marks, frozenset(files.values()))


@lru_cache(maxsize=4)
def keep_rendered(
    text: str, pictures: frozenset[InlinePicture], marks: QuotationMarks, files: frozenset[InlineFile]
) -> Rendered:
    """Return *text* rendered with *pictures* and *files*; the last few are kept."""
    return render(text, {picture.key: picture for picture in pictures}, marks, {file.key: file for file in files})


def find_inline_pictures(session: AnySession | Connection, keys: Collection[str]) -> dict[str, InlinePicture]:
    """Return the pictures with these *keys* as a body needs them; unknown keys are missing."""
    columns = (Picture.key, Picture.width, Picture.height, Picture.widths, Picture.formats, Picture.credit)
    found = session.execute(select(*columns).where(Picture.key.in_(keys))) if keys else ()
    return {
        key: InlinePicture(key, width, height, tuple(widths), tuple(formats), credit)
        for key, width, height, widths, formats, credit in found
    }


def rerender_bodies(session: AnySession, picture_id: int) -> None:
    """Render the newest bodies that show a picture again, with its present renditions; the caller commits."""
    shown = PictureUse.picture_id == picture_id, PictureUse.is_in_body
    rerender_articles(session, select(PictureUse.article_id).where(*shown))


def rerender_bodies_with_file(session: AnySession, attachment_id: int) -> None:
    """Render the newest bodies that offer a file again, with its present words and size; the caller commits."""
    offered = AttachmentUse.attachment_id == attachment_id, AttachmentUse.is_present
    rerender_articles(session, select(AttachmentUse.article_id).where(*offered))


def rerender_articles(session: AnySession, article_ids: Select[int]) -> None:
    """Render the newest bodies among *article_ids* again.

    Nothing but the HTML changes: no date, no revision. A text that another
    transaction has changed stays as it is.
    """
    columns = select(Article.id, Article.body_markdown, Article.language)
    newest = columns.where(Article.id.in_(article_ids)).order_by(Article.id.desc())
    for id, text, language in session.execute(newest.limit(MAX_RERENDERED)).all():
        pictures = find_inline_pictures(session, find_picture_keys(text))
        files = find_inline_files(session, find_file_keys(text), language)
        html = render(text, pictures, article_marks(language), files).html
        unchanged = update(Article).where(Article.id == id, Article.body_markdown == text)
        session.execute(unchanged.values(body_html=html))
