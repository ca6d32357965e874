"""Store readers' error reports, within rate limits."""

from datetime import datetime

from blog.database import AnySession
from blog.models import Article, ErrorReport
from blog.text.markdown.paragraphs import list_paragraphs
from blog.web.access.rate_limits import RateLimit, check_rate_limit, client_network

HOUR = 3600
BY_NETWORK = RateLimit("report-network", 10, HOUR)
BY_ARTICLE = RateLimit("report-article", 40, HOUR)
BY_ALL = RateLimit("report-all", 200, HOUR)
"""Against a flood from many networks: more than any true error brings, and no more than a desk can clear."""


def check_report_limits(session: AnySession, client: str | None, article: Article, secret: str, now: datetime) -> None:
    """Count one report from the IP address *client*; the caller commits.

    Raises:
        RateLimitExceeded: the limit of the network, of the article or of the site is reached.
    """
    check_rate_limit(session, BY_NETWORK, client_network(client), secret, now)
    check_rate_limit(session, BY_ARTICLE, str(article.id), secret, now)
    check_rate_limit(session, BY_ALL, "all", secret, now)


def report_error(
    session: AnySession, article: Article, paragraph: int, text: str, address: str | None, now: datetime
) -> ErrorReport:
    """Add a report about one paragraph to the desk's queue; 0 means the article as a whole. The caller commits.

    The paragraph is stored as quoted now, since it may change before an editor
    looks. No mail is sent before the desk has answered.
    """
    quote = next((each.quote for each in list_paragraphs(article.body_html) if each.number == paragraph), "")
    report = ErrorReport(
        article=article,
        paragraph=paragraph if quote else 0,
        quote=quote,
        words=text,
        address=address or None,
        reported_at=now,
    )
    session.add(report)
    session.flush()
    return report
