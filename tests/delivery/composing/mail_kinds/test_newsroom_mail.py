"""When mail to the newsroom is out of date; its words are tested where it is sent."""

from datetime import timedelta

import pytest

from blog.delivery.composing.mail_kinds.newsroom_mail import skip_ended_link, skip_review
from blog.models import Article, ArticleEvent, ArticleState, EventKind, PasswordReset, SkipReason
from tests.factories import NOW

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"expires_at": NOW + HOUR}, None),
        ({"expires_at": NOW - HOUR}, SkipReason.EXPIRED),
        ({"expires_at": NOW + HOUR, "used_at": NOW}, SkipReason.EXPIRED),
    ],
)
def test_a_link_that_has_ended_is_not_sent(values: dict[str, object], reason: SkipReason | None) -> None:
    assert skip_ended_link(PasswordReset(**values), NOW) is reason


@pytest.mark.parametrize(
    ("kind", "state", "reason"),
    [
        (EventKind.SUBMITTED, ArticleState.IN_REVIEW, None),
        (EventKind.SUBMITTED, ArticleState.DRAFT, SkipReason.OVERTAKEN),
        (EventKind.RETURNED, ArticleState.DRAFT, None),
        (EventKind.PUBLISHED, ArticleState.PUBLISHED, None),
        (EventKind.PUBLISHED, ArticleState.WITHDRAWN, SkipReason.WITHDRAWN),
        (EventKind.MISSED, ArticleState.WITHDRAWN, SkipReason.WITHDRAWN),
    ],
)
def test_a_step_of_review_that_is_undone_is_not_sent(
    kind: EventKind, state: ArticleState, reason: SkipReason | None
) -> None:
    assert skip_review(ArticleEvent(kind=kind, article=Article(state=state)), NOW) is reason
