"""The public versions of an article, and the word diff of two of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import defer

from blog.database import AnySession
from blog.models import Article, Revision
from blog.text.diff import Passage, diff_passages
from blog.text.markdown.reading_text import read_blocks
from blog.text.quotation_marks import marks_of
from blog.text.smart_quotes import smarten

PICTURE = re.compile(
    r"""!\[((?:\\.|\[[^\[\]]*\]|[^\[\]\\])*)\]\([^)\s]{0,200}(?:\s+(?:"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'))?\)(?:\{\.\w+\})?"""
)


@dataclass(frozen=True)
class PublicVersion:
    """One revision that was public; *number* counts public revisions from 1."""

    number: int
    revision: Revision

    @property
    def is_minor(self) -> bool:
        """Return whether its author marked it as a minor edit; the first version never is one."""
        return self.number > 1 and self.revision.is_minor


@dataclass(frozen=True)
class Hunk:
    """A run of passages that are all unchanged or all changed."""

    is_changed: bool
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class VersionDiff:
    """The diff of two versions; a part that is the same in both is empty."""

    headline: tuple[Passage, ...]
    standfirst: tuple[Passage, ...]
    body: tuple[Hunk, ...]

    @property
    def change_count(self) -> int:
        """Return the number of changed parts and hunks."""
        return bool(self.headline) + bool(self.standfirst) + sum(hunk.is_changed for hunk in self.body)


def list_versions(session: AnySession, article: Article) -> list[PublicVersion]:
    """Return the public versions of *article*, oldest first; their bodies are loaded lazily."""
    seen = select(Revision).where(Revision.article_id == article.id, Revision.is_public).order_by(Revision.number)
    found = session.scalars(seen.options(defer(Revision.body_markdown), defer(Revision.details)))
    return [PublicVersion(number, revision) for number, revision in enumerate(found, 1)]


def select_pair(
    versions: Sequence[PublicVersion], older: str | None, newer: str | None
) -> tuple[PublicVersion, PublicVersion] | None:
    """Return the two versions with these numbers, by default the last two, the older one first.

    None when a number is invalid or both are the same.
    """
    numbers = (older or str(len(versions) - 1), newer or str(len(versions)))
    if not all(number.isascii() and number.isdecimal() and len(number) < 7 for number in numbers):
        return None
    first, last = sorted(map(int, numbers))
    return (versions[first - 1], versions[last - 1]) if 0 < first < last <= len(versions) else None


def diff_revisions(older: Revision, newer: Revision, language: str) -> VersionDiff:
    """Return the diff from *older* to *newer*, of the words that readers saw, not of their Markdown.

    *language* is the tag of the site's articles, for a revision that names none.
    """
    pair = [(each, marks_of(each.details.get("language") or language)) for each in (older, newer)]
    return VersionDiff(
        headline=diff_text(*(smarten(each.headline, marks) for each, marks in pair)),
        standfirst=diff_text(*(smarten(each.standfirst, marks) for each, marks in pair)),
        body=diff_body(*(read_blocks(replace_pictures(each.body_markdown), marks) for each, marks in pair)),
    )


def diff_text(older: str, newer: str) -> tuple[Passage, ...]:
    """Return the aligned passages of both texts, () when they are the same."""
    return tuple(diff_passages(older, newer)) if older != newer else ()


def diff_body(older: str, newer: str) -> tuple[Hunk, ...]:
    """Return the aligned passages of both bodies as hunks, so that a page can collapse the unchanged ones."""
    gathered = groupby(diff_text(older, newer), key=lambda passage: passage.is_changed)
    return tuple(Hunk(is_changed, tuple(passages)) for is_changed, passages in gathered)


def replace_pictures(text: str) -> str:
    """Return Markdown with each picture replaced by its alternative text and caption in brackets."""
    return PICTURE.sub(lambda match: f"[{' – '.join(filter(None, match.groups()))}]", text)


def group_versions(versions: Sequence[PublicVersion]) -> list[tuple[bool, list[PublicVersion]]]:
    """Return the versions newest first, in alternating groups of minor edits (True) and others (False)."""
    return [
        (is_minor, list(run)) for is_minor, run in groupby(reversed(versions), key=lambda version: version.is_minor)
    ]


def find_changes_since(versions: Sequence[PublicVersion], stamp: str) -> tuple[PublicVersion, PublicVersion] | None:
    """Return the version that was current at *stamp* (Article.revision), and the latest one.

    None when the stamp is invalid or everything since is a minor edit.
    """
    moment = parse_stamp(stamp)
    # A save has the time of the stamp; a publication is later than the save that it makes public. So the version
    # that the reader saw is the first that is not older than the stamp.
    candidates = [version for version in versions if moment is not None and version.revision.saved_at >= moment]
    later = candidates[1:]
    return (candidates[0], later[-1]) if any(not version.is_minor for version in later) else None


def parse_stamp(stamp: str) -> datetime | None:
    """Return *stamp* (Article.revision) as a time, None when it is invalid."""
    try:
        moment = datetime.fromisoformat(stamp[:40])
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None
