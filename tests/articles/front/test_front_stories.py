"""What a plan adds to the newest stories."""

from flask import Flask

from blog.articles.front.front_stories import gather
from blog.database import db
from blog.models import ArticleState, FrontChoice, FrontPlan
from tests.factories import NOW, make_article, make_draft, make_topic


def test_an_old_choice_is_read_and_a_hidden_one_is_not(app: Flask) -> None:
    new, old, gone = make_article(), make_article(age_days=400), make_article(state=ArticleState.WITHDRAWN)
    topic = make_topic("Alps")
    filed = make_article(age_days=500, topics=[topic])
    plan = FrontPlan(
        lead=FrontChoice(old.id), beside=(FrontChoice(gone.id), FrontChoice(make_draft().id)), topics=(topic.id, 999)
    )

    found = gather(db.session, plan, 1)

    assert [story.id for story in found.listing.articles] == [new.id]
    assert (found.lead(NOW).id, found.beside(NOW)) == (old.id, [])  # type: ignore[union-attr]
    assert [(link.name, [story.id for story in own]) for link, own in found.topics] == [("Alps", [filed.id])]
