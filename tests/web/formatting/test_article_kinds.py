"""Names and labels of kinds."""

from flask import Flask

from blog.web.formatting.article_kinds import find_kind, list_kinds
from tests.factories import make_kind


def test_a_paid_kind_is_always_labelled_and_news_is_not_unless_asked(app: Flask) -> None:
    assert (list_kinds()[None].name, list_kinds()[None].label) == ("News", "")
    make_kind("sponsored", is_sponsored=True, is_labelled=False)
    make_kind("news", is_labelled=True)
    make_kind("column", name="Kolumne")

    assert [find_kind(key).label for key in ("sponsored", "column")] == ["Sponsored", "Kolumne"]  # type: ignore[union-attr]
    assert list_kinds()[None].label == "News"
