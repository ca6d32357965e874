"""The public versions of an article, and what differs between two of them, word by word."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import defer

from blog.database import AnySession
from blog.models import Article, Revision
from blog.text.diff import Passage, align

PICTURE = re.compile(r"!\[([^\]]*)\]\([^)\s]*(?:\s+\"([^\"]*)\")?\)")


@dataclass(frozen=True)
class Version:
    """One state that readers saw; *number* counts from 1 as they do, drafts left out."""

    number: int
    revision: Revision

    @property
    def is_minor(self) -> bool:
        """Return whether its author says that nothing of substance changed; the first version says all."""
        return self.number > 1 and self.revision.is_minor


@dataclass(frozen=True)
class Stretch:
    """Neighbouring passages that all stayed or all changed."""

    is_changed: bool
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Difference:
    """What two versions say otherwise; a part that is the same in both is empty."""

    headline: tuple[Passage, ...]
    standfirst: tuple[Passage, ...]
    body: tuple[Stretch, ...]

    @property
    def places(self) -> int:
        """Return in how many places something differs."""
        return bool(self.headline) + bool(self.standfirst) + sum(stretch.is_changed for stretch in self.body)


def list_versions(session: AnySession, article: Article) -> list[Version]:
    """Return what readers have seen of *article*, the first version first; texts are loaded when they are asked for."""
    seen = select(Revision).where(Revision.article_id == article.id, Revision.is_public).order_by(Revision.number)
    found = session.scalars(seen.options(defer(Revision.body_markdown), defer(Revision.details)))
    return [Version(number, revision) for number, revision in enumerate(found, 1)]


def find_pair(versions: Sequence[Version], older: str | None, newer: str | None) -> tuple[Version, Version] | None:
    """Return the two versions with these numbers, the last two where none are given; None when there are no such two.

    Whichever way they are named, the older one comes first.
    """
    names = (older or str(len(versions) - 1), newer or str(len(versions)))
    if not all(name.isascii() and name.isdecimal() and len(name) < 7 for name in names):
        return None
    first, last = sorted(map(int, names))
    return (versions[first - 1], versions[last - 1]) if 0 < first < last <= len(versions) else None


def compare(older: Revision, newer: Revision) -> Difference:
    """Return what *newer* says otherwise than *older*."""
    return Difference(
        headline=compare_part(older.headline, newer.headline),
        standfirst=compare_part(older.standfirst, newer.standfirst),
        body=compare_bodies(readable(older.body_markdown), readable(newer.body_markdown)),
    )


def compare_part(older: str, newer: str) -> tuple[Passage, ...]:
    """Return both texts with their differences, or nothing when they are the same."""
    return tuple(align(older, newer)) if older != newer else ()


def compare_bodies(older: str, newer: str) -> tuple[Stretch, ...]:
    """Return both bodies with their differences, with neighbours that stayed gathered, so that a page can fold them."""
    gathered = groupby(compare_part(older, newer), key=lambda passage: passage.is_changed)
    return tuple(Stretch(is_changed, tuple(passages)) for is_changed, passages in gathered)


def readable(text: str) -> str:
    """Return Markdown as a reader of differences wants it: of a picture its words alone."""
    return PICTURE.sub(lambda match: f"[{' – '.join(filter(None, match.groups()))}]", text)


def fold(versions: Sequence[Version]) -> list[tuple[bool, list[Version]]]:
    """Return the versions newest first in groups: runs of minor ones, and those between them."""
    return [(is_minor, list(run)) for is_minor, run in groupby(reversed(versions), key=lambda one: one.is_minor)]


def find_since(versions: Sequence[Version], stamp: str) -> tuple[Version, Version] | None:
    """Return the version that was read when the article bore *stamp*, and the present one.

    None when there is nothing to tell: the stamp is none, nothing has changed
    since, or nothing but what its author calls minor. A save bears the stamp
    of its article; a publication is later than the save that it makes public.
    """
    moment = read_stamp(stamp)
    known = [one for one in versions if moment is not None and one.revision.saved_at >= moment]
    later = known[1:]
    return (known[0], later[-1]) if any(not one.is_minor for one in later) else None


def read_stamp(stamp: str) -> datetime | None:
    """Return the moment that the stamp of a version names (Article.revision), or None."""
    try:
        moment = datetime.fromisoformat(stamp[:40])
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None
