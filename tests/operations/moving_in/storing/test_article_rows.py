"""What the report says of an article is what the origin keeps."""

from datetime import UTC, datetime

from blog.models import ImportOrigin, OriginKind
from blog.operations.moving_in.imported_items import ArticleItem, Loss, LossKind
from blog.operations.moving_in.moving_report import Outcome
from blog.operations.moving_in.storing.article_rows import make_row


def test_a_row_says_where_it_stood_and_what_is_lost() -> None:
    item = ArticleItem("7", "The harbour", "", paths=["/2019/03/harbour/", "/?p=7"])
    origin = ImportOrigin(
        source="wordpress", kind=OriginKind.ARTICLE, foreign_key="7", imported_at=datetime(2026, 5, 4, tzinfo=UTC),
        words_before=9, words_after=8, losses=[["words", "1: sea"]],
    )  # fmt: skip

    row = make_row(item, Outcome.DELETED, origin)

    assert (row.old_path, row.path, row.is_public) == ("/2019/03/harbour/", "", False)
    assert (row.words_before, row.words_after, row.losses) == (9, 8, [Loss(LossKind.WORDS, "1: sea")])


def test_an_article_that_never_came_has_no_words() -> None:
    row = make_row(ArticleItem("8", "Gone", ""), Outcome.NEW, None)

    assert (row.old_path, row.words_before, row.losses) == ("", 0, [])
