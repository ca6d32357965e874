"""Differences between two revisions, for a comparison side by side."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from flask_babel import gettext

from blog.authoring.drafts.revisions import RevisionMetadata, make_revision, select_revisions
from blog.authoring.drafts.time_formats import format_moment
from blog.database import AnySession
from blog.models import Article, Revision
from blog.models.page_metadata import PAGE_METADATA
from blog.text.diff import Passage, diff_passages
from blog.text.language_tags import native_name
from blog.web.formatting.article_kinds import find_kind

LEAD_PHOTO_DETAILS = ("lead_picture", "lead_alt", "lead_caption", "lead_credit")
DETAILS = (
    "kind",
    "language",
    "slug",
    "topics",
    *LEAD_PHOTO_DETAILS,
    "bylines",
    "reviewer",
    "reviewer_credit",
    "ends_at",
    *PAGE_METADATA,
)


@dataclass(frozen=True)
class DiffBlock:
    """Adjacent passages that are all equal or all changed."""

    is_changed: bool
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Comparison:
    """Differences between two states of an article, by part; an equal part is empty."""

    headline: tuple[Passage, ...]
    standfirst: tuple[Passage, ...]
    body: tuple[DiffBlock, ...]
    details: dict[str, tuple[str, str]]

    @property
    def is_changed(self) -> bool:
        """Return whether anything differs."""
        is_body_changed = any(block.is_changed for block in self.body)
        return bool(self.headline or self.standfirst or is_body_changed or self.details)


def compare_revisions(old: Revision, new: Revision) -> Comparison:
    """Return the differences from *old* to *new*."""
    return Comparison(
        headline=compare_texts(old.headline, new.headline),
        standfirst=compare_texts(old.standfirst, new.standfirst),
        body=compare_bodies(old.body_markdown, new.body_markdown),
        details={name: pair for name in DETAILS if (pair := format_pair(old, new, name))[0] != pair[1]},
    )


def compare_texts(old: str, new: str) -> tuple[Passage, ...]:
    """Return both texts aligned, or nothing when they are equal."""
    return tuple(diff_passages(old, new)) if old != new else ()


def compare_bodies(old: str, new: str) -> tuple[DiffBlock, ...]:
    """Return both bodies aligned, with equal passages in blocks, so that a page can collapse them."""
    groups = groupby(diff_passages(old, new), key=lambda passage: passage.is_changed)
    return tuple(DiffBlock(is_changed, tuple(passages)) for is_changed, passages in groups)


def format_pair(old: Revision, new: Revision, name: str) -> tuple[str, str]:
    """Return one detail of both revisions, formatted."""
    formatter = FORMATTERS.get(name, format_detail)
    return formatter(old.details.get(name)), formatter(new.details.get(name))


def format_end(value: str | None) -> str:
    """Return the end of an article in the site's time zone."""
    return format_moment(datetime.fromisoformat(value)) if value else ""


def format_detail(value: object) -> str:
    """Return a detail without formatter of its own as text."""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")


def format_credit(value: str | None) -> str:
    """Return the label of a review credit."""
    words = {"reviewed": gettext("Reviewed"), "fact_checked": gettext("Facts checked")}
    return str(words.get(value or "", ""))


def format_choice(value: bool | None) -> str:
    """Return "Yes" for what was chosen, else nothing."""
    return gettext("Yes") if value else ""


def format_language(value: str | None) -> str:
    """Return the name of a language in itself."""
    return native_name(value) if value else ""


def format_kind(value: str | None) -> str:
    """Return the name of the kind with this key, or the key of one that is gone."""
    kind = find_kind(value) if value else None
    return kind.name if kind else value or ""


FORMATTERS: dict[str, Callable[[Any], str]] = {
    "ends_at": format_end,
    "kind": format_kind,
    "language": format_language,
    "reviewer_credit": format_credit,
    "is_card_drawn": format_choice,
    "is_noindex": format_choice,
}


def find_revision(session: AnySession, article: Article, number: int) -> Revision | None:
    """Return the revision of *article* with this number, or None."""
    return session.scalar(select_revisions(article.id).where(Revision.number == number))


def make_current_revision(article: Article) -> Revision:
    """Return *article* as a transient revision, for comparison."""
    return make_revision(article, article.updated_at, RevisionMetadata(), number=0)


def list_revisions(session: AnySession, article: Article, *, before: int | None, limit: int) -> Iterator[Revision]:
    """Yield *limit* revisions, newest first, those below the number *before* if given."""
    query = select_revisions(article.id).limit(limit)
    yield from session.scalars(query if before is None else query.where(Revision.number < before))
