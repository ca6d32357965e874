"""Translations at the desk: linking articles in several languages, and drafting one from an article."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, or_, select, update

from blog.authoring.drafts.writing import Manuscript, create_draft
from blog.database import AnySession, content_language_tag
from blog.models import Article, ArticleState, Person
from blog.models.page_metadata import PageMetadata


class SameLanguage(Exception):
    """The group has a text in this language already."""


class NotLinkable(Exception):
    """It is the article itself, a deleted one, or a pending version."""


class OtherGroup(Exception):
    """The article is a translation of another one, or has translations."""


def original_id(article: Article) -> int:
    """Return the id of the original of *article*: its own where it is none's translation."""
    return article.translation_of_id or article.id


def select_group(article: Article) -> Select[Article]:
    """Select *article* and its translations, the original first."""
    first = original_id(article)
    group = select(Article).where(or_(Article.id == first, Article.translation_of_id == first))
    return group.where(Article.state != ArticleState.DELETED).order_by(Article.id != first, Article.id)


def list_group(session: AnySession, article: Article) -> Sequence[Article]:
    """Return *article* and its translations, the original first."""
    return session.scalars(select_group(article)).all()


def link_translation(session: AnySession, article: Article, other: Article) -> None:
    """Make *other* a translation in the group of *article*; the caller has locked both and commits.

    Raises:
        NotLinkable: *other* cannot be a translation of it.
        OtherGroup: *other* belongs to a group already.
        SameLanguage: the group has this language.
    """
    if other.id == article.id or other.is_pending or article.is_pending or other.state is ArticleState.DELETED:
        raise NotLinkable(other.slug)
    if len(list_group(session, other)) > 1:
        raise OtherGroup(other.slug)
    require_new_language(session, article, other.language)
    other.translation_of_id = original_id(article)
    session.flush()


def require_new_language(session: AnySession, article: Article, language: str) -> None:
    """Check that no text of the group of *article* has *language*.

    Raises:
        SameLanguage: one has.
    """
    usual = content_language_tag(session)
    if (language or usual) in {one.language or usual for one in list_group(session, article)}:
        raise SameLanguage(language or usual)


def unlink_translation(session: AnySession, article: Article) -> None:
    """Take *article* out of its group; an original gives way to its oldest translation. The caller commits."""
    if article.translation_of_id is not None:
        article.translation_of_id = None
    else:
        _article, *rest = [*list_group(session, article)]
        if rest:
            first, *others = rest
            first.translation_of_id = None
            moved = update(Article).where(Article.id.in_([one.id for one in others]))
            session.execute(moved.values(translation_of_id=first.id, updated_at=Article.updated_at))
    session.flush()


def start_translation(session: AnySession, article: Article, language: str, author: Person, now: datetime) -> Article:
    """Return a new draft of *author* in *language* with the text, pictures and topics of *article*, linked to it.

    The caller commits.

    Raises:
        NotLinkable: *article* is a pending version.
        SameLanguage: the group has this language.
    """
    if article.is_pending:
        raise NotLinkable(article.slug)
    require_new_language(session, article, language)
    draft = create_draft(session, author, copy_of(article, language), now)
    draft.translation_of_id = original_id(article)
    session.flush()
    return draft


def copy_of(article: Article, language: str) -> Manuscript:
    """Return what a translator begins with: the text as it is, to be written over."""
    return Manuscript(
        headline=article.headline,
        standfirst=article.standfirst,
        body=article.body_markdown,
        topic_ids=[topic.id for topic in article.topics],
        lead_picture=article.lead_picture,
        lead_alt=article.lead_alt,
        lead_caption=article.lead_caption,
        lead_credit=article.lead_credit,
        language=language,
        page_metadata=PageMetadata(social_picture=article.social_picture),
    )
