"""The most recent corrections, in short, for the front page."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import case, select

from blog.database import AnySession
from blog.models import READABLE, Article, Correction, CorrectionKind
from blog.web.cache.cacheable import keep_until

MAX_SHOWN = 2
SHOWN_FOR = timedelta(days=30)
MAX_CONSIDERED = 10
"""Of the newest corrections, since retractions come first though they may be older."""


class BriefCorrection(NamedTuple):
    """A correction that stands, of an article that can be read."""

    id: int
    is_retraction: bool
    text: str
    corrected_at: datetime
    slug: str
    headline: str
    language: str


WORDS = case((Correction.explanation != "", Correction.explanation), else_=Correction.new_wording)
NEWEST = (
    select(
        Correction.id, Correction.kind, WORDS, Correction.corrected_at,
        Article.slug, Article.headline, Article.language,
    )
    .join(Article, Article.id == Correction.article_id)
    .where(Correction.struck_at.is_(None), Article.state.in_(READABLE))
    .order_by(Correction.corrected_at.desc(), Correction.id.desc())
    .limit(MAX_CONSIDERED)
)  # fmt: skip


def read_newest_corrections(session: AnySession) -> Sequence[BriefCorrection]:
    """Return the newest corrections that stand, newest first."""
    rows = session.connection().execute(NEWEST).all()
    return [BriefCorrection(*(*row[:1], row.kind is CorrectionKind.RETRACTION, *row[2:])) for row in rows]


def choose_corrections(newest: Sequence[BriefCorrection], now: datetime) -> Sequence[BriefCorrection]:
    """Return at most two of the last 30 days, retractions first; the page is not kept longer than they are shown."""
    recent = [correction for correction in newest if now - correction.corrected_at < SHOWN_FOR]
    shown = sorted(recent, key=lambda correction: not correction.is_retraction)[:MAX_SHOWN]
    for correction in shown:
        keep_until(correction.corrected_at + SHOWN_FOR)
    return shown
