"""A preview link opens until it is revoked, expires or the article is public; remarks are answered and closed."""

from datetime import datetime, timedelta

import pytest

from blog.models import ArticleState, PreviewLink, Remark
from tests.models.rows import NOW, article

DAY = timedelta(days=1)


def link(state: ArticleState = ArticleState.DRAFT, published_at: datetime | None = None, **more: object) -> PreviewLink:
    about = article(state, published_at=published_at)
    return PreviewLink(**{"article": about, "created_at": NOW, "expires_at": NOW + DAY, **more})


@pytest.mark.parametrize(
    ("row", "is_open"),
    [
        (link(), True),
        (link(expires_at=NOW), False),
        (link(revoked_at=NOW), False),
        (link(ArticleState.PUBLISHED, NOW), False),
        (link(ArticleState.ENDED, NOW), False),
        (link(ArticleState.WITHDRAWN, NOW - DAY), True),
        (link(ArticleState.WITHDRAWN, NOW), False),
    ],
)
def test_a_link_opens_until_it_is_revoked_expired_or_overtaken(row: PreviewLink, is_open: bool) -> None:
    assert row.is_open(NOW) == is_open


def test_a_later_answer_replaces_an_earlier_one() -> None:
    row = Remark()

    row.reply("Yes.", NOW)
    row.reply("No.", NOW + DAY)

    assert (row.answer, row.answered_at) == ("No.", NOW + DAY)


def test_a_remark_keeps_the_first_moment_of_closing_until_it_is_reopened() -> None:
    row = Remark()

    row.close(NOW)
    row.close(NOW + DAY)
    first = row.closed_at
    row.reopen()

    assert (first, row.closed_at) == (NOW, None)
