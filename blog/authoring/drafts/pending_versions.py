"""Pending versions: changes to a public article, kept beside it as a draft until they replace its text."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import delete, select, update

from blog.authoring.drafts.comparing import Comparison, compare_revisions, make_current_revision
from blog.authoring.drafts.restoring import to_manuscript
from blog.authoring.drafts.revisions import RevisionMetadata
from blog.authoring.drafts.slugs import change_slug
from blog.authoring.drafts.writing import (
    Manuscript,
    create_draft,
    for_update,
    require_unchanged,
    save_draft,
    update_slug,
)
from blog.database import AnySession
from blog.models import Article, ArticleEvent, PreviewLink, Remark, Revision, WorkingCopy
from blog.text.merging import merge_texts

TEXTS = ("headline", "standfirst", "body_markdown")
NOT_REPLACED = frozenset({"slug", "bylines", "coauthors", "reviewer", "reviewer_id", "reviewer_credit", "ends_at"})
"""Details of a revision that belong to the public article alone; its pending version leaves them as they are."""
OUTLIVING = (ArticleEvent, PreviewLink, Remark, WorkingCopy)
"""What is about a pending version and stays when it has been published: history, guests, unsaved texts."""


class Contents(NamedTuple):
    """What is compared: the public content at the beginning, the pending one, and the public one now."""

    base: Mapping[str, Any]
    own: Mapping[str, Any]
    present: Mapping[str, Any]


class PendingVersionExists(Exception):
    """The article has a pending version already."""


class PublicTextChanged(Exception):
    """The public text was changed after the pending version was begun, which would undo it."""


def keep_for_later(
    session: AnySession,
    article: Article,
    manuscript: Manuscript,
    now: datetime,
    *,
    seen: str,
    metadata: RevisionMetadata,
) -> Article:
    """Keep *manuscript* as the pending version of *article* and return it; readers see nothing of it.

    It is a draft of the same author. The caller has locked the row of the
    public article and commits.

    Raises:
        EditConflict: the current version of the article is not *seen*.
        PendingVersionExists: it has one already.
        SlugTaken: another article has the address that it is to get.
        TooLong: the body has more characters than an article may have.
    """
    require_unchanged(article, seen)
    if session.scalar(select(Article.id).where(Article.pending_for_id == article.id)) is not None:
        raise PendingVersionExists(article.slug)
    unlisted = replace(manuscript, slug=f"{article.slug}-pending")
    pending = create_draft(session, article.author, unlisted, now, metadata=metadata)
    pending.pending_for, pending.base_content = article, read_content(article)
    set_change_note(pending, metadata)
    session.flush()
    update_slug(session, pending, manuscript, now)
    session.flush()
    return pending


def set_change_note(pending: Article, metadata: RevisionMetadata) -> None:
    """Set what the public history will say about the change."""
    pending.change_note, pending.is_minor_change = metadata.note, metadata.is_minor


def read_content(article: Article) -> dict[str, Any]:
    """Return what a pending version replaces: the texts, and the details that are not the public article's alone."""
    revision = make_current_revision(article)
    details = {name: value for name, value in revision.details.items() if name not in NOT_REPLACED}
    return {**{name: getattr(revision, name) for name in TEXTS}, **details}


def to_revision(content: Mapping[str, Any]) -> Revision:
    """Return *content* as a transient revision, for comparison."""
    details = {name: value for name, value in content.items() if name not in TEXTS}
    return Revision(**{name: content.get(name, "") for name in TEXTS}, details=details)


def compare_contents(old: Mapping[str, Any], new: Mapping[str, Any]) -> Comparison:
    """Return the differences from *old* to *new*."""
    return compare_revisions(to_revision(old), to_revision(new))


def compare_with_public(pending: Article) -> Comparison | None:
    """Return what publishing *pending* would change for readers; None for an article of its own."""
    if pending.pending_for is None:
        return None
    contents = read_contents(pending, pending.pending_for)
    return compare_contents(contents.present, contents.own)


def read_contents(pending: Article, public: Article) -> Contents:
    """Return the contents of *pending* and *public*; the address is part of them if another one is planned."""
    base, own, present = pending.base_content or {}, read_content(pending), read_content(public)
    if pending.planned_slug is None:
        return Contents({name: value for name, value in base.items() if name != "slug"}, own, present)
    return Contents(base, {**own, "slug": pending.planned_slug}, {**present, "slug": public.slug})


def list_public_changes(pending: Article, public: Article) -> list[str]:
    """Return the names of what was changed in *public* after *pending* was begun, and is not the same in *pending*."""
    base, own, present = read_contents(pending, public)
    return [name for name in {**base, **present} if present.get(name) not in (base.get(name), own.get(name))]


def require_public_text_unchanged(pending: Article, public: Article) -> None:
    """Check that publishing *pending* undoes nothing that was changed in *public* since.

    Raises:
        PublicTextChanged: it would.
    """
    if list_public_changes(pending, public):
        raise PublicTextChanged(public.slug)


def take_over_public_changes(
    session: AnySession, pending: Article, now: datetime, *, person_id: int, seen: str, public_seen: str
) -> None:
    """Let *pending* rest on the public text as it is now; what only the public text changed is taken from there.

    Where both changed a field, or the same words of the body, *pending*
    stays as it is. The caller has locked its row and commits.

    Raises:
        EditConflict: *seen* or *public_seen* is not the current version of *pending* or of the public article.
    """
    public = lock_public_article(session, pending)
    require_unchanged(public, public_seen)
    base, own, present = read_contents(pending, public)
    manuscript = to_manuscript(session, pending, to_revision(merge_contents(base, own, present)))
    save_draft(session, pending, manuscript, now, seen=seen, metadata=RevisionMetadata(person_id))
    pending.base_content = dict(present)


def merge_contents(base: Mapping[str, Any], own: Mapping[str, Any], present: Mapping[str, Any]) -> dict[str, Any]:
    """Return *own* with the fields, and the words of the body, that only *present* changed."""
    merged = {name: (present if own.get(name) == base.get(name) else own).get(name) for name in {**own, **present}}
    body = merge_texts(*(content.get("body_markdown", "") for content in (base, own, present)))
    return {name: value for name, value in {**merged, "body_markdown": body}.items() if value is not None}


def lock_public_article(session: AnySession, pending: Article) -> Article:
    """Return the public article of *pending*, with its row locked until the caller commits."""
    return session.scalars(for_update(select(Article).where(Article.id == pending.pending_for_id))).one()


def replace_public_text(
    session: AnySession, pending: Article, article: Article, now: datetime, *, person_id: int | None
) -> None:
    """Replace the content of *article* by its *pending* version, which is deleted; bylines and end stay.

    The caller has locked both rows, has checked that the public text is
    unchanged, and commits.

    Raises:
        SlugTaken: another article has the planned address, which was free when it was planned.
    """
    if pending.planned_slug:
        change_slug(session, article, pending.planned_slug, now)
    manuscript = to_manuscript(session, article, make_current_revision(pending))
    metadata = RevisionMetadata(person_id, note=pending.change_note, is_minor=pending.is_minor_change)
    save_draft(session, article, manuscript, now, seen=article.revision, metadata=metadata)
    delete_keeping_history(session, pending)


def delete_keeping_history(session: AnySession, pending: Article) -> None:
    """Delete *pending*; its events, preview links with remarks, and unsaved texts become those of its article."""
    session.execute(
        delete(WorkingCopy).where(WorkingCopy.article_id == pending.id, WorkingCopy.applied_at.is_not(None))
    )
    for model in OUTLIVING:
        session.execute(update(model).where(model.article_id == pending.id).values(article_id=pending.pending_for_id))
    session.delete(pending)
    session.flush()
