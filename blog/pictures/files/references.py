"""Where pictures are shown, written when an article is saved, so that nobody ever searches through bodies."""

from collections.abc import Sequence

from sqlalchemy import Select, or_, select

from blog.database import AnySession
from blog.models import Article, Picture, PictureUse
from blog.pictures.files.search_terms import note_words
from blog.text.markdown import find_picture_keys
from blog.text.markdown.content_inspection import survey

LONGEST = {"alt": 500, "caption": 500, "credit": 200}


def note_uses(session: AnySession, article: Article) -> None:
    """Write which pictures *article*, which is flushed, shows now; what it showed before stays known as such.

    A picture that the library knows no words of takes those of the article.
    On Postgres the pictures are held until the caller commits, so that nobody
    deletes one meanwhile.
    """
    marked = {use.picture_id: use for use in session.scalars(select_uses(article.id))}
    pictures = list(find_used(session, article))
    for use in marked.values():
        use.is_lead = use.is_in_body = False
    for picture in pictures:
        if picture.id not in marked:
            marked[picture.id] = PictureUse(picture_id=picture.id, article_id=article.id)
            session.add(marked[picture.id])
        marked[picture.id].is_lead = picture.id == article.lead_picture_id
        marked[picture.id].is_in_body = picture.key in find_picture_keys(article.body_markdown)
    session.flush()
    lend_words(session, article, pictures)


def find_used(session: AnySession, article: Article) -> Sequence[Picture]:
    """Return the pictures that *article* shows, each once, held against deletion."""
    keys = find_picture_keys(article.body_markdown)
    if article.lead_picture_id is None and not keys:
        return ()
    is_used = or_(Picture.id == article.lead_picture_id, Picture.key.in_(keys))
    return session.scalars(select(Picture).where(is_used).with_for_update(read=True, key_share=True)).all()


def select_uses(article_id: int) -> Select[PictureUse]:
    """Select what one article shows and showed."""
    return select(PictureUse).where(PictureUse.article_id == article_id)


def lend_words(session: AnySession, article: Article, pictures: Sequence[Picture]) -> None:
    """Give the words of *article* to those of its *pictures* that the library has none for."""
    bare = [picture for picture in pictures if not picture.is_described]
    lead = next((picture for picture in pictures if picture.id == article.lead_picture_id), None)
    if lead is not None and not (lead.caption and lead.credit and lead.alt):
        fill_in(session, lead, alt=article.lead_alt, caption=article.lead_caption, credit=article.lead_credit)
    shown = {picture.key: picture for picture in survey(article.body_markdown).pictures} if bare else {}
    for picture in bare:
        if mark := shown.get(picture.key):
            fill_in(session, picture, alt=mark.alt, caption=mark.caption)


def fill_in(session: AnySession, picture: Picture, **words: str) -> None:
    """Put those of *words* into *picture* for which it has none."""
    missing = {name: word[: LONGEST[name]] for name, word in words.items() if word and not getattr(picture, name)}
    for name, word in missing.items():
        setattr(picture, name, word)
    if missing:
        session.flush()
        note_words(session, picture)
