"""States of an article and of a page, and what they mean for readers."""

import pytest

from blog.models import PAGE_STATES, READABLE, Article, ArticleState
from tests.factories import NOW


@pytest.mark.parametrize("state", PAGE_STATES)
def test_a_page_is_never_listed_and_public_only_when_it_is_published(state: ArticleState) -> None:
    page = Article(state=state)

    assert page.is_page
    assert not page.is_listed
    assert state not in READABLE
    assert page.is_public is (state is ArticleState.PAGE_PUBLISHED)
    assert page.was_public is (state is not ArticleState.PAGE_DRAFT)


def test_an_article_that_comes_back_keeps_its_date() -> None:
    article = Article(state=ArticleState.DRAFT)

    article.publish(NOW)
    article.withdraw(NOW)
    article.publish(NOW.replace(year=2030))

    assert (article.published_at, article.withdrawn_at, article.is_listed) == (NOW, None, True)
