"""The states that readers can open; the words are stored and must not change."""

from blog.models import READABLE, ArticleState, ReviewCredit


def test_readers_open_published_and_ended_articles() -> None:
    assert set(READABLE) == {ArticleState.PUBLISHED, ArticleState.ENDED}


def test_the_stored_words_stay() -> None:
    stored = (
        "draft in_review accepted scheduled published withdrawn ended deleted page_draft page_published page_withdrawn"
    )

    assert " ".join(ArticleState) == stored
    assert " ".join(ReviewCredit) == "reviewed fact_checked"
