"""What publishing costs with many readers, against publishing with ten."""

from collections.abc import Iterator

from benchmarks.stage import NOW, add_article, add_readers, set_stage, time_of
from blog.authoring.publishing import publish
from blog.database import db
from blog.models import ArticleState

FEW, MANY = 10, 100_000


def measure() -> Iterator[str]:
    """Yield one line."""
    few, many = (publish_to(readers) for readers in (FEW, MANY))
    yield f"publishing to {MANY:,} readers: {many * 1000:.1f} ms, {many / few:.2f} of publishing to {FEW}"


def publish_to(readers: int) -> float:
    """Return the seconds from the deed to the commit."""
    with set_stage():
        article = add_article(ArticleState.DRAFT)
        add_readers(readers)

        def deed() -> None:
            article.state = ArticleState.DRAFT
            publish(db.session, article, NOW, is_announced=True)
            db.session.commit()

        return time_of(deed, 20)
