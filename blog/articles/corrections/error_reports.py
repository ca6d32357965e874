"""Taking in what a reader says is wrong."""

from datetime import datetime

from blog.database import AnySession
from blog.models import Article, ErrorReport
from blog.text.markdown.paragraphs import list_paragraphs
from blog.web.access.rate_limits import Limit, client_of, take

HOUR = 3600
BY_NETWORK = Limit("report-network", 10, HOUR)
BY_ARTICLE = Limit("report-article", 40, HOUR)
BY_ALL = Limit("report-all", 200, HOUR)
"""A flood from many networks: more than any true error brings, and no more than a desk can clear."""


def brake(session: AnySession, client: str | None, article: Article, secret: str, now: datetime) -> None:
    """Count one report from the address *client*; the caller commits.

    Raises:
        TooMany: its network, or all together about this article or any, report too often.
    """
    take(session, BY_NETWORK, client_of(client), secret, now)
    take(session, BY_ARTICLE, str(article.id), secret, now)
    take(session, BY_ALL, "all", secret, now)


def report_error(
    session: AnySession, article: Article, paragraph: int, words: str, address: str | None, now: datetime
) -> ErrorReport:
    """Put a report about one paragraph into the desk's queue; 0 means the article as a whole. The caller commits.

    The paragraph is kept as it stands now, since it may change before anybody
    looks. No mail goes out before the desk has answered.
    """
    quote = next((one.quote for one in list_paragraphs(article.body_html) if one.number == paragraph), "")
    report = ErrorReport(
        article=article,
        paragraph=paragraph if quote else 0,
        quote=quote,
        words=words,
        address=address or None,
        reported_at=now,
    )
    session.add(report)
    session.flush()
    return report
