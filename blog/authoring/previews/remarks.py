"""What guests remark on the paragraphs of an article that they were shown."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from blog.database import AnySession
from blog.models import Article, Person, PreviewLink, Remark
from blog.text.markdown.paragraphs import Paragraph, list_paragraphs
from blog.web.access.rate_limits import RateLimit, check_rate_limit, client_network

MOST_REMARKS = 500
"""On one article."""
HOUR = 3600
BY_NETWORK = RateLimit("remark-network", 60, HOUR)
BY_LINK = RateLimit("remark-link", 200, HOUR)


class RemarksFull(Exception):
    """The article has as many remarks as it may have."""


@dataclass
class Place:
    """A paragraph and what was remarked on it; no paragraph stands for the article as a whole, or words now gone."""

    paragraph: Paragraph | None
    remarks: list[Remark] = field(default_factory=list)


def brake(session: AnySession, client: str | None, link: PreviewLink, secret: str, now: datetime) -> None:
    """Count one remark from the address *client*; the caller commits.

    Raises:
        RateLimitExceeded: its network, or all together behind this link, remark too often.
    """
    check_rate_limit(session, BY_NETWORK, client_network(client), secret, now)
    check_rate_limit(session, BY_LINK, str(link.id), secret, now)


def add_remark(session: AnySession, link: PreviewLink, name: str, number: int, words: str, now: datetime) -> Remark:
    """Add what *name* says of paragraph *number*; 0 means the article as a whole. The caller commits.

    The paragraph is kept as it stands now, since the author goes on writing.

    Raises:
        RemarksFull: there are 500 already.
    """
    count = session.scalar(select(func.count(Remark.id)).where(Remark.article_id == link.article_id)) or 0
    if count >= MOST_REMARKS:
        raise RemarksFull
    quote = next((one.quote for one in list_paragraphs(link.article.body_html) if one.number == number), "")
    remark = Remark(
        article=link.article,
        link=link,
        name=name,
        paragraph=number if quote else 0,
        quote=quote,
        words=words,
        written_at=now,
    )
    session.add(remark)
    session.flush()
    return remark


def list_remarks(session: AnySession, article: Article) -> Sequence[Remark]:
    """Return all remarks on *article*, the first one first."""
    return session.scalars(select(Remark).where(Remark.article_id == article.id).order_by(Remark.id)).all()


def count_open(session: AnySession, article: Article) -> int:
    """Return how many remarks on *article* nobody has dealt with."""
    waiting = select(func.count(Remark.id)).where(Remark.article_id == article.id, Remark.closed_at.is_(None))
    return session.scalar(waiting) or 0


def find_remark(session: AnySession, key: int, person: Person) -> Remark | None:
    """Return the remark if *person* may edit its article, locked until the caller commits."""
    editable = Article.editable_by(person).with_only_columns(Article.id)
    mine = select(Remark).where(Remark.id == key, Remark.article_id.in_(editable))
    return session.scalar(mine.options(joinedload(Remark.article)).with_for_update(of=Remark))


def put_in_place(remarks: Sequence[Remark], paragraphs: Sequence[Paragraph]) -> list[Place]:
    """Return *remarks* by the paragraphs that they are about, in the order of the text.

    A paragraph is known by its words, wherever it has moved to, and of several
    alike the one at the old place. What is about no paragraph, or about words
    that have changed since, comes last.
    """
    places = {one.number: Place(one) for one in paragraphs}
    rest = Place(None)
    for remark in remarks:
        alike = [one.number for one in paragraphs if remark.quote and one.quote == remark.quote]
        nearest = min(alike, key=lambda number: abs(number - remark.paragraph), default=0)
        places.get(nearest, rest).remarks.append(remark)
    return [place for place in (*places.values(), rest) if place.remarks]
