"""What waits for one person at the desk: reviews, what was sent back, reports, remarks, mail and missed schedules."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, select

from blog.authoring.dashboard.overview.alert_figures import list_troubled
from blog.authoring.previews.remarks import list_waiting_remarks
from blog.authoring.publishing.article_history import list_returned, list_review_queue
from blog.authoring.publishing.notifications import list_schedule_problems
from blog.authoring.reports.report_closing import select_open_reports
from blog.database import AnySession
from blog.models import Article, ArticleEvent, ArticleState, Person, Remark, Role

MAX_OF_A_KIND = 20


class WaitingKind(StrEnum):
    """Why something waits."""

    RETURNED = "returned"
    """An editor sent it back."""
    REVIEW = "review"
    ACCEPTED = "accepted"
    REPORT = "report"
    REMARKS = "remarks"
    PROBLEM = "problem"
    """The worker did otherwise than was planned."""
    MAIL = "mail"


@dataclass(frozen=True)
class WaitingItem:
    """One thing that waits, about *article*; *target_id* is the key of what its page shows."""

    kind: WaitingKind
    article: Article
    target_id: int
    at: datetime | None = None
    """Since when it waits."""
    by: str = ""
    """Whose turn it was before."""
    words: str = ""
    """What the author, the editor, the reader or the guest wrote."""
    number: int = 0
    """How many remarks or messages there are."""
    event: ArticleEvent | None = None
    """The problem of a schedule."""


def list_waiting(session: AnySession, person: Person, now: datetime) -> list[WaitingItem]:
    """Return what waits for *person*, at most MAX_OF_A_KIND of each kind, in the order of the work."""
    items = [*list_returned_items(session, person), *list_problems(session, person, now)]
    if person.may(Role.EDITOR):
        items += list_reviews(session)
    if person.may(Role.AUTHOR):
        items += list_reports(session, person)
    items += list_remarked(session, person)
    if person.may(Role.EDITOR):
        items += list_mail(session, now)
    return items


def list_returned_items(session: AnySession, person: Person) -> Iterator[WaitingItem]:
    """Yield what was sent back to *person*, with the reason."""
    for step in list_returned(session, person)[:MAX_OF_A_KIND]:
        by = step.person.name if step.person else ""
        yield WaitingItem(WaitingKind.RETURNED, step.article, step.article_id, step.happened_at, by, step.note)


def list_problems(session: AnySession, person: Person, now: datetime) -> Iterator[WaitingItem]:
    """Yield the schedules that were not kept."""
    for event in list_schedule_problems(session, person, now):
        yield WaitingItem(WaitingKind.PROBLEM, event.article, event.article_id, event.happened_at, event=event)


def list_reviews(session: AnySession) -> Iterator[WaitingItem]:
    """Yield what editors decide about, with the author's question."""
    for article, step in list_review_queue(session, MAX_OF_A_KIND):
        is_accepted = article.state is ArticleState.ACCEPTED
        kind = WaitingKind.ACCEPTED if is_accepted else WaitingKind.REVIEW
        at, words = (step.happened_at, step.note) if step else (article.updated_at, "")
        yield WaitingItem(kind, article, article.id, at, article.author.name, "" if is_accepted else words)


def list_reports(session: AnySession, person: Person) -> Iterator[WaitingItem]:
    """Yield the open reports of readers, the oldest first."""
    for report in session.scalars(select_open_reports(person).limit(MAX_OF_A_KIND)):
        yield WaitingItem(WaitingKind.REPORT, report.article, report.id, report.reported_at, words=report.words)


def list_remarked(session: AnySession, person: Person) -> Iterator[WaitingItem]:
    """Yield the own articles on which guests have remarked, with the latest open remark."""
    found = list_waiting_remarks(session, person)
    latest = find_latest_remarks(session, [article.id for article, _ in found])
    for article, number in found:
        remark = latest.get(article.id)
        at, by, words = (remark.written_at, remark.name, remark.words) if remark else (None, "", "")
        yield WaitingItem(WaitingKind.REMARKS, article, article.id, at, by, words, number)


def find_latest_remarks(session: AnySession, article_ids: Sequence[int]) -> dict[int, Remark]:
    """Return the latest open remark on each of the articles."""
    newest = select(func.max(Remark.id)).where(Remark.article_id.in_(article_ids), Remark.closed_at.is_(None))
    remarks = session.scalars(select(Remark).where(Remark.id.in_(newest.group_by(Remark.article_id))))
    return {remark.article_id: remark for remark in remarks}


def list_mail(session: AnySession, now: datetime) -> Iterator[WaitingItem]:
    """Yield the alerts of the last days with messages that a person must look at."""
    for figures in list_troubled(session, now):
        alert = figures.alert
        number = figures.deferred + figures.unconfirmed
        yield WaitingItem(WaitingKind.MAIL, alert.article, alert.id, alert.announced_at, number=number)


def count_waiting(session: AnySession, person: Person, now: datetime) -> int:
    """Return how many things wait for *person*, as the front page lists them."""
    return len(list_waiting(session, person, now))
