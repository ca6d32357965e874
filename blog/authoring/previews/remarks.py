"""Remarks of guests on the paragraphs of a previewed article."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import exists, func, select
from sqlalchemy.orm import defer, joinedload, selectinload

from blog.database import AnySession
from blog.delivery import outbox
from blog.models import READABLE, Article, Delivery, DeliveryState, Person, PreviewLink, Remark, is_among
from blog.text.markdown.paragraphs import Paragraph, list_paragraphs
from blog.web.access.rate_limits import RateLimit, check_rate_limit, client_network

MAX_REMARKS = 500
"""On one article."""
HOUR = 3600
GATHERING = timedelta(minutes=5)
"""How long the mail about a remark waits for the next ones of a guest who is reading."""
MAX_WAITING = 20
"""Articles with open remarks on the front page of the desk."""
BY_NETWORK = RateLimit("remark-network", 60, HOUR)
BY_LINK = RateLimit("remark-link", 200, HOUR)


class RemarksFull(Exception):
    """The article has as many remarks as it may have."""


@dataclass
class ParagraphRemarks:
    """A paragraph and its remarks; None stands for the whole article, or text that has changed since."""

    paragraph: Paragraph | None
    remarks: list[Remark] = field(default_factory=list)


def check_remark_limits(session: AnySession, client: str | None, link: PreviewLink, secret: str, now: datetime) -> None:
    """Count one remark from the address *client*; the caller commits.

    Raises:
        RateLimitExceeded: its network, or all together behind this link, remark too often.
    """
    check_rate_limit(session, BY_NETWORK, client_network(client), secret, now)
    check_rate_limit(session, BY_LINK, str(link.id), secret, now)


def add_remark(session: AnySession, link: PreviewLink, name: str, number: int, text: str, now: datetime) -> Remark:
    """Add a remark of *name* on paragraph *number*; 0 means the article as a whole. The caller commits.

    The paragraph is kept as it stands now, since the author goes on writing.

    Raises:
        RemarksFull: there are 500 already.
    """
    count = session.scalar(select(func.count(Remark.id)).where(Remark.article_id == link.article_id)) or 0
    if count >= MAX_REMARKS:
        raise RemarksFull
    quote = next((one.quote for one in list_paragraphs(link.article.body_html) if one.number == number), "")
    remark = Remark(
        article=link.article,
        link=link,
        name=name,
        paragraph=number if quote else 0,
        quote=quote,
        words=text,
        written_at=now,
    )
    session.add(remark)
    session.flush()
    notify_author(session, remark, now)
    return remark


def notify_author(session: AnySession, remark: Remark, now: datetime) -> None:
    """Enqueue a mail about *remark* to the author of its article, who can still sign in; it waits for further remarks.

    While one waits, it will tell of this remark too. The caller commits.
    """
    waiting = exists().where(
        Delivery.kind == "remark",
        Delivery.state.in_((DeliveryState.WAITING, DeliveryState.DEFERRED)),
        Delivery.remark_id == Remark.id,
        Remark.article_id == remark.article_id,
    )
    author = remark.article.author
    if not (author.is_suspended or author.is_guest) and not session.scalar(select(waiting)):
        outbox.enqueue(session, "remark", remark, now, due_at=now + GATHERING)


def list_waiting_remarks(session: AnySession, person: Person) -> Sequence[tuple[Article, int]]:
    """Return the own articles of *person* that are not public and have open remarks, with how many, newest first."""
    count = func.count(Remark.id)
    mine = select(Article, count).join(Remark, Remark.article_id == Article.id)
    mine = mine.where(Remark.closed_at.is_(None), Article.is_work_of(person), Article.state.not_in(READABLE))
    texts = (defer(text) for text in (Article.body_markdown, Article.body_html, Article.body_text))
    mine = mine.options(selectinload(Article.lead_picture), *texts)
    rows = session.execute(mine.group_by(Article.id).order_by(func.max(Remark.id).desc()).limit(MAX_WAITING))
    return [(article, number) for article, number in rows]


def list_remarks(session: AnySession, article: Article) -> Sequence[Remark]:
    """Return all remarks on *article*, the first one first."""
    return session.scalars(select(Remark).where(Remark.article_id == article.id).order_by(Remark.id)).all()


def count_open_remarks(session: AnySession, article: Article) -> int:
    """Return the number of open remarks on *article*."""
    waiting = select(func.count(Remark.id)).where(Remark.article_id == article.id, Remark.closed_at.is_(None))
    return session.scalar(waiting) or 0


def find_remark(session: AnySession, remark_id: int, person: Person) -> Remark | None:
    """Return the remark if *person* may edit its article, locked until the caller commits."""
    is_editable = is_among(Article.editable_by(person), Remark.article_id)
    mine = select(Remark).where(Remark.id == remark_id, is_editable)
    return session.scalar(mine.options(joinedload(Remark.article)).with_for_update(of=Remark))


def group_by_paragraph(remarks: Sequence[Remark], paragraphs: Sequence[Paragraph]) -> list[ParagraphRemarks]:
    """Return *remarks* grouped by paragraph, in the order of the text.

    A paragraph is identified by its text, wherever it has moved to; of several
    equal ones the nearest to its old number counts. Remarks on no paragraph, or
    on text that has changed since, come last.
    """
    groups = {one.number: ParagraphRemarks(one) for one in paragraphs}
    rest = ParagraphRemarks(None)
    for remark in remarks:
        alike = [one.number for one in paragraphs if remark.quote and one.quote == remark.quote]
        nearest = min(alike, key=lambda number: abs(number - remark.paragraph), default=0)
        groups.get(nearest, rest).remarks.append(remark)
    return [group for group in (*groups.values(), rest) if group.remarks]
