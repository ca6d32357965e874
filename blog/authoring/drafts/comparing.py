"""Two revisions side by side."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from flask_babel import gettext

from blog.authoring.drafts.revisions import Occasion, describe, select_newest
from blog.authoring.drafts.time_formats import say_moment
from blog.database import AnySession
from blog.models import Article, Revision
from blog.text.diff import Passage, diff_passages

LEAD = ("lead_picture", "lead_alt", "lead_caption", "lead_credit")
DETAILS = ("slug", "topics", *LEAD, "bylines", "reviewer", "reviewer_credit", "ends_at")


@dataclass(frozen=True)
class Stretch:
    """Neighbouring passages that all stayed or all changed."""

    is_changed: bool
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Comparison:
    """What differs between two states of an article, part by part; a part that stayed is empty."""

    headline: tuple[Passage, ...]
    standfirst: tuple[Passage, ...]
    body: tuple[Stretch, ...]
    details: dict[str, tuple[str, str]]

    @property
    def is_changed(self) -> bool:
        """Return whether anything differs."""
        is_body_changed = any(stretch.is_changed for stretch in self.body)
        return bool(self.headline or self.standfirst or is_body_changed or self.details)


def compare_revisions(old: Revision, new: Revision) -> Comparison:
    """Return what *new* has otherwise than *old*."""
    return Comparison(
        headline=compare_part(old.headline, new.headline),
        standfirst=compare_part(old.standfirst, new.standfirst),
        body=compare_body(old.body_markdown, new.body_markdown),
        details={name: pair for name in DETAILS if (pair := read_pair(old, new, name))[0] != pair[1]},
    )


def compare_part(old: str, new: str) -> tuple[Passage, ...]:
    """Return both texts side by side, or nothing when they are the same."""
    return tuple(diff_passages(old, new)) if old != new else ()


def compare_body(old: str, new: str) -> tuple[Stretch, ...]:
    """Return both bodies side by side, with neighbours that stayed gathered, so that a page can fold them."""
    gathered = groupby(diff_passages(old, new), key=lambda passage: passage.is_changed)
    return tuple(Stretch(is_changed, tuple(passages)) for is_changed, passages in gathered)


def read_pair(old: Revision, new: Revision, name: str) -> tuple[str, str]:
    """Return one detail of both revisions in words."""
    say = SAYINGS.get(name, in_words)
    return say(old.details.get(name)), say(new.details.get(name))


def say_end(value: str | None) -> str:
    """Return the end of an article by the site's clock."""
    return say_moment(datetime.fromisoformat(value)) if value else ""


def in_words(value: object) -> str:
    """Return a detail as a person reads it."""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")


def say_credit(value: str | None) -> str:
    """Return what the reviewer did."""
    words = {"reviewed": gettext("Reviewed"), "fact_checked": gettext("Facts checked")}
    return str(words.get(value or "", ""))


SAYINGS = {"ends_at": say_end, "reviewer_credit": say_credit}


def find_revision(session: AnySession, article: Article, number: int) -> Revision | None:
    """Return the revision of *article* with this number, or None."""
    return session.scalar(select_newest(article.id).where(Revision.number == number))


def describe_present(article: Article) -> Revision:
    """Return *article* as a revision that is not kept, for comparing with it."""
    return describe(article, article.updated_at, Occasion(), number=0)


def list_revisions(session: AnySession, article: Article, *, before: int | None, most: int) -> Iterator[Revision]:
    """Yield *most* revisions, newest first, those under the number *before* when it is given."""
    query = select_newest(article.id).limit(most)
    yield from session.scalars(query if before is None else query.where(Revision.number < before))
