"""What does not fit a column moves, with all its words."""

import pytest
from flask import Flask

from blog.operations.moving_in.imported_items import ArticleItem
from blog.operations.moving_in.prepared_articles import ArticleRefused, Pictures, is_public_here, prepare
from tests.operations.moving_in.exports import NOW


def test_a_title_that_is_too_long_is_whole_in_the_text(app: Flask) -> None:
    prepared = prepare(ArticleItem("1", "word " * 60, "<p>Body</p>"), "")

    assert len(prepared.headline) <= 200
    assert prepared.write(Pictures({})) == f"**{'word ' * 59}word**\n\nBody"


def test_a_long_summary_begins_the_text(app: Flask) -> None:
    prepared = prepare(ArticleItem("1", "T", "<p>Body</p>", standfirst="word " * 200), "")

    assert prepared.standfirst == ""
    assert prepared.write(Pictures({})).startswith("word word")


def test_an_article_without_title_is_called_by_its_first_words(app: Flask) -> None:
    assert prepare(ArticleItem("7", "", "<p>Only a few words</p>"), "").headline == "Only a few words"
    assert prepare(ArticleItem("7", "", ""), "").headline == "#7"


def test_a_text_that_is_too_long_is_refused(app: Flask) -> None:
    with pytest.raises(ArticleRefused):
        prepare(ArticleItem("1", "T", "<p>" + "a " * 150_000 + "</p>"), "").write(Pictures({}))


def test_what_has_no_words_or_lies_ahead_stays_a_draft(app: Flask) -> None:
    empty = prepare(ArticleItem("1", "T", "", is_public=True, published_at=NOW), "")
    ahead = prepare(ArticleItem("1", "T", "a", is_public=True, published_at=NOW.replace(year=2030)), "")

    assert [is_public_here(one, one.write(Pictures({})), NOW)[0] for one in (empty, ahead)] == [False, False]
