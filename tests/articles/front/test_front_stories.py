"""What a plan adds to the newest stories."""

from flask import Flask
from sqlalchemy import event

from blog.articles.front.front_stories import gather, read_bands
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


def test_eight_bands_ask_as_many_questions_as_one_and_keep_order(app: Flask) -> None:
    topics = [make_topic(f"Topic {number}") for number in range(8)]
    for age in range(24):
        make_article(str(age), age, topics=[topics[age % 8], topics[(age + 1) % 8]])
    ids = [topic.id for topic in topics]
    asked: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *parts: asked.append(parts[2]))

    counts = []
    for chosen in (ids[:1], ids[:1], ids[::-1]):
        asked.clear()
        bands = read_bands(db.session, chosen)
        counts.append(len(asked))

    assert counts[1] == counts[2]  # The first one also reads the language of the site.
    assert [link.name for link, _ in bands] == [f"Topic {number}" for number in range(7, -1, -1)]
    assert [story.headline for story in bands[7][1]] == ["0", "7", "8", "15", "16", "23"]
    assert read_bands(db.session, [999]) == []
