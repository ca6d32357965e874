"""Index of which article uses which picture and file, updated at each save, so that no search reads bodies."""

from collections.abc import Sequence

from sqlalchemy import Select, or_, select

from blog.database import AnySession
from blog.models import Article, Attachment, AttachmentUse, Picture, PictureUse
from blog.pictures.files.search_terms import index_picture
from blog.text.markdown import find_file_keys, find_picture_keys
from blog.text.markdown.as_written.content_inspection import inspect_content

MAX_LENGTHS = {"alt": 500, "caption": 500, "credit": 200}


def record_picture_uses(session: AnySession, article: Article) -> None:
    """Record the pictures and files that *article*, which is flushed, shows now; earlier uses stay as such.

    A picture without description takes the article's. On Postgres both
    are locked against deletion until the caller commits.
    """
    uses_by_id = {use.picture_id: use for use in session.scalars(select_uses(article.id))}
    pictures = list(lock_used_pictures(session, article))
    for use in uses_by_id.values():
        use.is_lead = use.is_in_body = use.is_social = False
    for picture in pictures:
        if picture.id not in uses_by_id:
            uses_by_id[picture.id] = PictureUse(picture_id=picture.id, article_id=article.id)
            session.add(uses_by_id[picture.id])
        uses_by_id[picture.id].is_lead = picture.id == article.lead_picture_id
        uses_by_id[picture.id].is_in_body = picture.key in find_picture_keys(article.body_markdown)
        uses_by_id[picture.id].is_social = picture.key == article.social_picture
    session.flush()
    describe_from_article(session, article, pictures)
    record_attachment_uses(session, article)


def record_attachment_uses(session: AnySession, article: Article) -> None:
    """Record the files that *article* offers now."""
    kept = select(AttachmentUse).where(AttachmentUse.article_id == article.id)
    uses_by_id = {use.attachment_id: use for use in session.scalars(kept)}
    keys = find_file_keys(article.body_markdown)
    if not keys and not uses_by_id:
        return
    named = select(Attachment.id).where(Attachment.key.in_(keys)).with_for_update(read=True, key_share=True)
    offered = set(session.scalars(named)) if keys else set[int]()
    for id, use in uses_by_id.items():
        use.is_present = id in offered
    for id in offered - uses_by_id.keys():
        session.add(AttachmentUse(attachment_id=id, article_id=article.id, is_present=True))
    session.flush()


def lock_used_pictures(session: AnySession, article: Article) -> Sequence[Picture]:
    """Return the pictures that *article* shows, each once, locked against deletion."""
    keys = {*find_picture_keys(article.body_markdown), *filter(None, [article.social_picture])}
    if article.lead_picture_id is None and not keys:
        return ()
    is_used = or_(Picture.id == article.lead_picture_id, Picture.key.in_(keys))
    return session.scalars(select(Picture).where(is_used).with_for_update(read=True, key_share=True)).all()


def select_uses(article_id: int) -> Select[PictureUse]:
    """Select the present and earlier uses of one article."""
    return select(PictureUse).where(PictureUse.article_id == article_id)


def describe_from_article(session: AnySession, article: Article, pictures: Sequence[Picture]) -> None:
    """Describe those of *pictures* that lack a description as *article* does."""
    undescribed = [picture for picture in pictures if not picture.is_described]
    lead = next((picture for picture in pictures if picture.id == article.lead_picture_id), None)
    if lead is not None and not (lead.caption and lead.credit and lead.alt):
        fill_empty(session, lead, alt=article.lead_alt, caption=article.lead_caption, credit=article.lead_credit)
    shown = {picture.key: picture for picture in inspect_content(article.body_markdown).pictures} if undescribed else {}
    for picture in undescribed:
        if inline := shown.get(picture.key):
            fill_empty(session, picture, alt=inline.alt, caption=inline.caption)


def fill_empty(session: AnySession, picture: Picture, **texts: str) -> None:
    """Store those of *texts* that *picture* lacks."""
    missing = [name for name, value in texts.items() if value and not getattr(picture, name)]
    for name in missing:
        setattr(picture, name, texts[name][: MAX_LENGTHS[name]])
    if missing:
        session.flush()
        index_picture(session, picture)
