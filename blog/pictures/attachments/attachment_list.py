"""Queries of the library of files: search, filter and pages, newest first; where a file is used."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import joinedload

from blog.database import AnySession
from blog.models import Article, ArticleState, Attachment, AttachmentUse, Person, is_among
from blog.pictures.inspection.file_kinds import KINDS

PAGE_SIZE = 50
MAX_USES = 50
MAX_WORDS = 8
SOUNDS = [kind.suffix for kind in KINDS.values() if kind.is_sound]


class AttachmentFilter(StrEnum):
    """Which files are shown."""

    ALL = "all"
    DOCUMENTS = "documents"
    SOUND = "sound"
    UNUSED = "unused"
    """No article offers them as it is now."""


@dataclass(frozen=True)
class AttachmentPage:
    """Some files; *older* is the *before* of the next page, None on the last."""

    attachments: Sequence[Attachment]
    older: int | None


@dataclass(frozen=True)
class AttachmentUsage:
    """Uses of a file: those that a person may see, last saved first, and the number of the others."""

    visible: Sequence[AttachmentUse]
    hidden_count: int


def find_attachments(
    session: AnySession,
    *,
    query: str = "",
    filter_by: AttachmentFilter = AttachmentFilter.ALL,
    before: int | None = None,
) -> AttachmentPage:
    """Return the newest files whose title, description or name holds all words of *query*, with ids below *before*."""
    words = query.split()[:MAX_WORDS]
    statement = select(Attachment).where(*map(has_word, words), *filter_conditions(filter_by))
    if before is not None:
        statement = statement.where(Attachment.id < before)
    found = session.scalars(statement.order_by(Attachment.id.desc()).limit(PAGE_SIZE + 1)).all()
    return AttachmentPage(found[:PAGE_SIZE], found[PAGE_SIZE - 1].id if len(found) > PAGE_SIZE else None)


def has_word(word: str) -> ColumnElement[bool]:
    """Return the condition that a text of a file holds *word*, in large or small letters."""
    columns = (Attachment.title, Attachment.description, Attachment.file_name)
    return or_(*(column.icontains(word, autoescape=True) for column in columns))


def filter_conditions(filter_by: AttachmentFilter) -> list[ColumnElement[bool]]:
    """Return the conditions of a filter."""
    is_used = exists().where(AttachmentUse.attachment_id == Attachment.id, AttachmentUse.is_present)
    conditions: dict[AttachmentFilter, ColumnElement[bool]] = {
        AttachmentFilter.DOCUMENTS: Attachment.kind.not_in(SOUNDS),
        AttachmentFilter.SOUND: Attachment.kind.in_(SOUNDS),
        AttachmentFilter.UNUSED: ~is_used,
    }
    return [conditions[filter_by]] if filter_by in conditions else []


def find_attachment_uses(session: AnySession, attachment: Attachment, person: Person) -> AttachmentUsage:
    """Return the uses of *attachment*; articles that *person* may neither edit nor read are only counted."""
    of_file = AttachmentUse.attachment_id == attachment.id
    public = select(Article).where(Article.state.in_((ArticleState.PUBLISHED, ArticleState.ENDED)))
    seen = or_(*(is_among(articles, AttachmentUse.article_id) for articles in (Article.editable_by(person), public)))
    visible = session.scalars(
        select(AttachmentUse)
        .join(AttachmentUse.article)
        .where(of_file, seen)
        .options(
            joinedload(AttachmentUse.article).defer(Article.body_html).defer(Article.body_text),
            joinedload(AttachmentUse.article).selectinload(Article.pending_version),
        )
        .order_by(Article.updated_at.desc(), Article.id.desc())
        .limit(MAX_USES)
    ).all()
    hidden = select(func.count()).select_from(AttachmentUse).where(of_file, ~seen)
    return AttachmentUsage(visible, session.scalar(hidden) or 0)
