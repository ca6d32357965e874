"""Deletion of what is older than the operator wants to keep it: activity log, histories, page views, captured mail."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from blog.config.settings import Settings
from blog.database import AnySession, delete_selected
from blog.delivery.alerts.ledger_deletion import ledger_cleanup
from blog.delivery.devmail.smtp_server import FILE_NAME
from blog.delivery.worker.job_runner import Job
from blog.models import Article, ArticleEvent, ArticleState, AuditEvent, AuditKind, EventKind
from blog.models.page_views import delete_oldest_day

MONTH = timedelta(days=31)
MAX_MONTHS = 1200
CHUNK = 500
"""Rows or files that one step deletes."""
DONE_STATES = (ArticleState.PUBLISHED, ArticleState.WITHDRAWN, ArticleState.ENDED, ArticleState.DELETED)


def retention_jobs(settings: Settings, captured_mail: Path) -> Sequence[Job]:
    """Return the jobs that delete what is older than *settings* say; none for what is kept for ever."""

    def delete_captured(_session: AnySession, now: datetime) -> bool:
        return delete_old_mail(captured_mail, now - age_of(settings.captured_mail_months))

    wanted = (
        (settings.ledger_months, ledger_cleanup(age_of(settings.ledger_months))),
        (settings.audit_months, row_cleanup(delete_old_audit, settings.audit_months)),
        (settings.article_event_months, row_cleanup(delete_old_events, settings.article_event_months)),
        (settings.page_view_months, row_cleanup(delete_old_views, settings.page_view_months)),
        (settings.captured_mail_months, delete_captured),
    )
    return [job for months, job in wanted if months]


def age_of(months: int) -> timedelta:
    """Return the time that *months* are, 31 days each and a century at most, so that nothing leaves early."""
    return min(months, MAX_MONTHS) * MONTH


def row_cleanup(deed: Callable[[AnySession, datetime], bool], months: int) -> Job:
    """Return the job that does *deed* with what is older than *months*."""
    return lambda session, now: deed(session, now - age_of(months))


def delete_old_audit(session: AnySession, before: datetime, limit: int = CHUNK) -> bool:
    """Delete up to *limit* lines of the activity log from *before*; return whether more may be left.

    The last sign-in of each person stays, since the page of people shows it.
    The caller commits.
    """
    later = aliased(AuditEvent)
    is_last_visit = and_(
        AuditEvent.kind == AuditKind.SIGNED_IN,
        AuditEvent.person_id.is_not(None),
        ~exists().where(
            later.person_id == AuditEvent.person_id,
            later.kind == AuditKind.SIGNED_IN,
            or_(
                later.happened_at > AuditEvent.happened_at,
                and_(later.happened_at == AuditEvent.happened_at, later.id > AuditEvent.id),
            ),
        ),
    )
    newest = select(func.max(later.id)).scalar_subquery()
    is_old = AuditEvent.happened_at < before
    old = select(AuditEvent.id).where(is_old, AuditEvent.id < newest, ~is_last_visit).order_by(AuditEvent.id)
    return delete_selected(session, AuditEvent, old.limit(limit)) >= limit


def delete_old_events(session: AnySession, before: datetime, limit: int = CHUNK) -> bool:
    """Delete up to *limit* lines of histories from *before*; return whether more may be left. The caller commits.

    Those of an article on which work goes on stay, and so do the reasons for
    publishing against a check: they keep it from being asked again.
    """
    pending = aliased(Article)
    is_done = and_(
        Article.state.in_(DONE_STATES),
        Article.pending_for_id.is_(None),
        ~exists().where(pending.pending_for_id == Article.id),
    )
    newest = select(func.max(aliased(ArticleEvent).id)).scalar_subquery()
    old = select(ArticleEvent.id).join(ArticleEvent.article).where(is_done, ArticleEvent.happened_at < before)
    old = old.where(ArticleEvent.kind != EventKind.OVERRULED, ArticleEvent.id < newest).order_by(ArticleEvent.id)
    return delete_selected(session, ArticleEvent, old.limit(limit)) >= limit


def delete_old_views(session: AnySession, before: datetime) -> bool:
    """Delete the page views of one day *before* that moment; return whether more may be left. The caller commits."""
    return delete_oldest_day(session, before.date())


def delete_old_mail(folder: Path, before: datetime, limit: int = CHUNK) -> bool:
    """Delete up to *limit* captured messages in *folder* from *before*; return whether more may be left."""
    moment = int(before.timestamp() * 1_000_000_000)
    named = ((path, FILE_NAME.fullmatch(path.name)) for path in folder.glob("*.eml"))
    old = list(islice((path for path, found in named if found and int(found[1]) < moment), limit))
    for path in old:
        path.unlink(missing_ok=True)
    return len(old) >= limit
