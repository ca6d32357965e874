"""Names of the files of texts: by year, never leading out, never too long for a disk."""

from datetime import UTC, datetime

import pytest

from blog.models import Article, ArticleState
from blog.operations.moving_out.text_files import path_of


@pytest.mark.parametrize(
    ("slug", "path"),
    [
        ("a-story", "content/articles/2026/a-story.md"),
        ("../../etc/passwd", "content/articles/2026/7.md"),
        (".hidden", "content/articles/2026/7.md"),
        ("ж" * 120, "content/articles/2026/7.md"),
    ],
)
def test_a_slug_is_the_name_if_it_is_a_good_one(slug: str, path: str) -> None:
    article = Article(id=7, slug=slug, created_at=datetime(2026, 5, 4, tzinfo=UTC), state=ArticleState.DRAFT)

    assert path_of(article) == path


def test_pages_have_a_folder_of_their_own() -> None:
    page = Article(id=7, slug="~about", created_at=datetime(2026, 5, 4, tzinfo=UTC), state=ArticleState.PAGE_DRAFT)

    assert path_of(page) == "content/pages/about.md"
