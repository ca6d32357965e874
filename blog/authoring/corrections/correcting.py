"""Publishing, striking and announcing corrections of a public article."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from blog.authoring.corrections.wording import change_wording
from blog.authoring.drafts.revisions import RevisionMetadata, record_baseline, record_revision
from blog.authoring.drafts.writing import TICK, set_body
from blog.authoring.publishing.publishing import require_public
from blog.database import AnySession
from blog.delivery import outbox
from blog.models import Alert, Article, Correction, CorrectionKind, RevisionKind

MAX_REVISION_NOTE_LENGTH = 300
"""Of the change note of the revision; the correction keeps the whole explanation."""


@dataclass(frozen=True)
class CorrectionDraft:
    """A correction before it is published."""

    kind: CorrectionKind = CorrectionKind.CORRECTION
    old: str = ""
    new: str = ""
    explanation: str = ""
    is_replacing: bool = False
    """Whether the old wording is replaced in the body."""
    place: str = ""
    """The key of the place that was chosen, where the old wording occurs more than once."""


class CorrectionConflict(Exception):
    """Another correction was published since the page was shown."""


class BodyWouldBeEmpty(Exception):
    """The body would be empty without the old wording."""


class AlreadyStruck(Exception):
    """The correction was struck, so it cannot be announced."""


def correct(
    session: AnySession, article: Article, draft: CorrectionDraft, now: datetime, *, editor_id: int, seen: int
) -> Correction:
    """Publish a correction of *article*, and replace the wording in its body if asked; the caller has locked the row.

    *seen* is how many corrections the page showed, so that a form that is
    sent twice corrects once.

    Raises:
        NotPublished: the article is not public.
        CorrectionConflict: there are more corrections than *seen*.
        WordingRefused: the old wording is to be replaced and cannot be; see blog.authoring.corrections.wording.
        BodyWouldBeEmpty: the body would be empty.
    """
    require_public(article)
    if count_corrections(session, article) != seen:
        raise CorrectionConflict(article.slug)
    if draft.is_replacing:
        replace_wording(session, article, draft, now, editor_id)
    correction = Correction(
        article=article,
        kind=draft.kind,
        old_wording=draft.old,
        new_wording=draft.new,
        explanation=draft.explanation,
        editor_id=editor_id,
        corrected_at=now,
    )
    session.add(correction)
    session.flush()
    return correction


def count_corrections(session: AnySession, article: Article) -> int:
    """Return how many corrections *article* has, struck ones among them."""
    return session.scalar(select(func.count()).where(Correction.article_id == article.id)) or 0


def replace_wording(
    session: AnySession, article: Article, draft: CorrectionDraft, now: datetime, editor_id: int
) -> None:
    """Replace the old wording in the body, and record a public revision.

    Raises:
        WordingRefused, BodyWouldBeEmpty: see correct.
    """
    text = change_wording(session, article, draft.old, draft.new, draft.place)
    if not text.strip():
        raise BodyWouldBeEmpty(article.slug)
    record_baseline(session, article)
    set_body(session, article, text)
    article.updated_at = max(now, article.updated_at + TICK)
    metadata = RevisionMetadata(editor_id, RevisionKind.CORRECTION, note=draft.explanation[:MAX_REVISION_NOTE_LENGTH])
    record_revision(session, article, article.updated_at, metadata)


def strike(session: AnySession, correction: Correction, reason: str, now: datetime) -> bool:
    """Strike *correction* and cancel its alert; return whether that changed anything.

    Readers still see it, struck through, with the *reason*. The caller has locked the row and commits.
    """
    is_new = correction.strike(reason, now)
    if is_new:
        outbox.stop_correction(session, correction, now)
    return is_new


def notify_readers(
    session: AnySession, correction: Correction, now: datetime, *, grace: timedelta, person_id: int
) -> Alert:
    """Enqueue an alert about *correction* to readers who got the article by mail; idempotent. The caller commits.

    Raises:
        NotPublished: the article is not public.
        AlreadyStruck: the correction was struck.
    """
    require_public(correction.article)
    if correction.is_struck:
        raise AlreadyStruck(correction.id)
    return outbox.announce_correction(session, correction, now, grace=grace, announced_by_id=person_id)
