"""What is said of an act on several articles."""

from flask import Flask

from blog.authoring.dashboard.bulk_actions import BulkAct, BulkObstacle, BulkVerdict
from blog.authoring.dashboard.bulk_messages import MAX_NAMED, SENTENCES, name_all, obstacle_sentence, result_sentences
from blog.models import Article, Topic


def judge(headline: str, obstacle: BulkObstacle | None = None) -> BulkVerdict:
    return BulkVerdict(Article(headline=headline), obstacle)


def test_what_was_done_is_said_first_and_then_each_reason_with_its_articles(sqlite_app: Flask) -> None:
    verdicts = [judge("A"), judge("B", BulkObstacle.NOT_DRAFT), judge("C"), judge("D", BulkObstacle.NOT_DRAFT)]

    with sqlite_app.test_request_context():
        sentences = result_sentences(BulkAct.DELETE, [*verdicts, judge("E", BulkObstacle.NOT_OWN)], None, lost=1)

    assert sentences == [
        "2 drafts were deleted.",
        "“B” and “D” are not drafts: only drafts are deleted here.",
        "Only its first author or an editor may delete “E”.",
        "1 article is left out: it no longer exists, or it is not yours.",
    ]


def test_one_sentence_says_what_was_done(sqlite_app: Flask) -> None:
    with sqlite_app.test_request_context():
        assert result_sentences(BulkAct.WITHDRAW, [judge("A")], None, 0) == ["1 article was withdrawn."]
        assert result_sentences(BulkAct.ADD_TOPIC, [], Topic(name="Tea"), 0) == ["“Tea” was added to 0 articles."]


def test_each_obstacle_has_a_sentence_for_one_and_for_many(sqlite_app: Flask) -> None:
    assert set(SENTENCES) == set(BulkObstacle)
    with sqlite_app.test_request_context():
        for obstacle in BulkObstacle:
            many = obstacle_sentence(obstacle, ["A", "A"])
            assert obstacle_sentence(obstacle, ["A"]) != many.replace("“A” and “A”", "“A”")


def test_of_many_articles_the_first_are_named(sqlite_app: Flask) -> None:
    with sqlite_app.test_request_context():
        assert name_all(["A"] * (MAX_NAMED + 2)).endswith("“A”, and 2 more")
