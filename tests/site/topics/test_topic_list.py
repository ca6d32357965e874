"""Numbers and suggestions of topics."""

from flask import Flask

from blog.database import db
from blog.models import ArticleState
from blog.site.topics.topic_list import MAX_SUGGESTIONS, count_uses, suggest_topics
from tests.factories import make_article, make_draft, make_topic


def test_what_was_deleted_for_good_does_not_count_and_drafts_do(app: Flask) -> None:
    topic = make_topic()
    make_article(topics=[topic], state=ArticleState.DELETED)
    make_draft(topics=[topic])

    (row,) = count_uses(db.session, [topic])

    assert (row.article_count, row.follower_count, row.is_used) == (1, 0, True)


def test_hundreds_of_topics_are_suggested_a_few_at_a_time(app: Flask) -> None:
    for number in range(MAX_SUGGESTIONS + 5):
        make_topic(f"Topic {number}")

    assert len(suggest_topics(db.session, "topic")) == MAX_SUGGESTIONS
    assert suggest_topics(db.session, "100%") == []
