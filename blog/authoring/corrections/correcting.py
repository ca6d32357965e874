"""Publishing a correction, and striking one: neither can be done in silence."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from blog.authoring.drafts.revisions import Occasion, record, record_before
from blog.authoring.drafts.writing import TICK, set_body
from blog.authoring.publishing.publishing import demand_public
from blog.database import AnySession
from blog.delivery import outbox
from blog.models import Alert, Article, Correction, CorrectionKind, RevisionKind

LONGEST_NOTE = 300
"""Of a revision; the correction itself keeps all of the explanation."""


@dataclass(frozen=True)
class Wording:
    """What an editor says was wrong and is right."""

    kind: CorrectionKind = CorrectionKind.CORRECTION
    old: str = ""
    new: str = ""
    explanation: str = ""
    is_replacing: bool = False
    """Whether the old wording is to give way to the new one in the text."""


class NotOnce(Exception):
    """The old wording stands in the text *count* times, so that nobody knows which one is meant."""

    def __init__(self, count: int) -> None:
        super().__init__(str(count))
        self.count = count


class CorrectedMeanwhile(Exception):
    """Somebody else has published a correction since the page was shown."""


class NothingLeft(Exception):
    """Without the old wording there would be no text."""


class StruckAlready(Exception):
    """The correction was taken back, so nobody is told about it."""


def correct(
    session: AnySession, article: Article, wording: Wording, now: datetime, *, editor_id: int, seen: int
) -> Correction:
    """Publish a correction of *article*, in its text too if that is wanted; the caller has locked the row and commits.

    *seen* is how many corrections the page showed, so that a form that is
    sent twice corrects once.

    Raises:
        NotPublished: the article is not public, so that there is nothing to correct for readers.
        CorrectedMeanwhile: there are more corrections than *seen*.
        NotOnce: the old wording is to be replaced and does not stand in the text exactly once.
        NothingLeft: nothing of the text would be left.
    """
    demand_public(article)
    if count_corrections(session, article) != seen:
        raise CorrectedMeanwhile(article.slug)
    if wording.is_replacing:
        replace_wording(session, article, wording, now, editor_id)
    correction = Correction(
        article=article,
        kind=wording.kind,
        old_wording=wording.old,
        new_wording=wording.new,
        explanation=wording.explanation,
        editor_id=editor_id,
        corrected_at=now,
    )
    session.add(correction)
    session.flush()
    return correction


def count_corrections(session: AnySession, article: Article) -> int:
    """Return how many corrections *article* has, struck ones among them."""
    return session.scalar(select(func.count()).where(Correction.article_id == article.id)) or 0


def replace_wording(session: AnySession, article: Article, wording: Wording, now: datetime, editor_id: int) -> None:
    """Put the new wording in the place of the old one, and keep the new text as a public version.

    Raises:
        NotOnce, NothingLeft: see correct.
    """
    count = count_places(article.body_markdown, wording.old)
    if count != 1:
        raise NotOnce(count)
    text = article.body_markdown.replace(wording.old, wording.new)
    if not text.strip():
        raise NothingLeft(article.slug)
    record_before(session, article)
    set_body(session, article, text)
    article.updated_at = max(now, article.updated_at + TICK)
    occasion = Occasion(editor_id, RevisionKind.CORRECTION, note=wording.explanation[:LONGEST_NOTE])
    record(session, article, article.updated_at, occasion)


def count_places(text: str, wording: str) -> int:
    """Return at how many places *wording* begins in *text*, those that overlap among them."""
    if not wording:
        return 0
    count, place = 0, text.find(wording)
    while place >= 0:
        count, place = count + 1, text.find(wording, place + 1)
    return count


def strike(session: AnySession, correction: Correction, reason: str, now: datetime) -> bool:
    """Take *correction* back for *reason*, and send nothing more about it; return whether that changed anything.

    It stays where readers find it, struck through, with the reason. The caller has locked the row and commits.
    """
    is_new = correction.strike(reason, now)
    if is_new:
        outbox.stop_correction(session, correction, now)
    return is_new


def tell_readers(
    session: AnySession, correction: Correction, now: datetime, *, grace: timedelta, person_id: int
) -> Alert:
    """Owe those who have had the article a message about *correction*; twice is once. The caller commits.

    Raises:
        NotPublished: the article is not public.
        StruckAlready: the correction no longer holds.
    """
    demand_public(correction.article)
    if correction.is_struck:
        raise StruckAlready(correction.id)
    return outbox.announce_correction(session, correction, now, grace=grace, announced_by_id=person_id)
