"""What is related shares rare words and topics; the worker finds it, and readers see only what is public."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from blog.articles.search.related_articles import MAX_RELATED, relate_next
from blog.authoring.publishing.expiry import end_next
from blog.database import db
from blog.models import Article, ArticleState, DueRelation, RelatedArticle, Topic, record_search_entry
from blog.web.cache.watched_tables import TABLE
from tests.factories import NOW, make_article, make_draft, make_person, make_topic, save
from tests.web.cache.test_triggers import version

HARBOUR = "The new ferry to Lindhaven was tied up at the quay when its battery failed in the storm."
FERRY = "Engineers found salt in the battery of the ferry, and Lindhaven waits for a new one at its quay."
OTHERS = (
    "The council chose a colour for the doors of the town hall after a long evening.",
    "A baker in the old quarter sells rye bread again, as her grandmother once did.",
    "The library opens on Sundays from spring on, with coffee for whoever reads.",
    "Herons nest in the park again, and the gardeners leave the reeds alone.",
    "The orchestra plays Sibelius in the gym while its hall is mended.",
    "A class of nine measured the wind on the hill for a whole year.",
)


def work() -> int:
    """Let the worker do all that is due; return how many turns that took."""
    turns = 0
    while relate_next(db.session):
        db.session.commit()
        db.session.expunge_all()
        turns += 1
        assert turns < 100
    db.session.commit()
    return turns


def related_to(article_id: int) -> list[str]:
    """Return the slugs that are stored for an article, in order."""
    rows = select(Article.slug).join(RelatedArticle, RelatedArticle.related_id == Article.id)
    return list(db.session.scalars(rows.where(RelatedArticle.article_id == article_id).order_by("position")))


def shown_beside(client: FlaskClient, slug: str) -> list[str]:
    """Return the slugs that the page of an article names as related."""
    html = client.get(f"/articles/{slug}").text
    part = html.partition("related-heading")[2].partition('<footer class="footer"')[0]
    return re.findall(r'href="/articles/([\w-]+)"', part)


@pytest.fixture
def town(app: Flask) -> Topic:
    """A topic with a story of a ferry, an old one about the same, and newer ones about something else."""
    topic, author = make_topic("Town", slug="town"), make_person()
    make_article("The ferry that stood still", 40, slug="ferry", text=HARBOUR, topics=[topic], author=author)
    make_article("Salt in the battery", 300, slug="salt", text=FERRY, topics=[topic], author=author)
    make_article("Between", 100, slug="between", text="It rained.", standfirst="", author=author)
    for number, text in enumerate(OTHERS):
        more = {"text": text, "topics": [topic], "author": author, "standfirst": ""}
        make_article(f"News of the week {number}", number, slug=f"news-{number}", **more)
    return topic


def find(slug: str) -> Article:
    return db.session.scalars(select(Article).where(Article.slug == slug)).one()


def test_an_old_article_about_the_same_comes_before_newer_ones_of_the_same_topic(town: Topic) -> None:
    work()

    assert related_to(find("ferry").id)[0] == "salt"
    assert related_to(find("salt").id)[0] == "ferry"


def test_two_that_share_a_rare_topic_come_before_those_that_share_a_common_one(town: Topic) -> None:
    rare = make_topic("Birds")
    for slug in ("news-0", "news-5"):
        find(slug).topics = [town, rare]
    db.session.commit()

    work()

    assert related_to(find("news-0").id)[0] == "news-5"


def test_articles_of_no_common_topic_are_related_by_their_words(town: Topic) -> None:
    for slug in ("ferry", "salt"):
        find(slug).topics = []
    db.session.commit()

    work()

    assert related_to(find("ferry").id) == ["salt"]


def test_one_common_word_alone_relates_nothing(app: Flask) -> None:
    for number, text in enumerate((*OTHERS, "A heron and the orchestra.")):
        make_article(f"Story {number}", number, text=text, standfirst="")

    work()

    assert db.session.scalar(select(func.count()).select_from(RelatedArticle)) == 0


def test_what_is_stored_is_bounded_and_names_each_article_once(town: Topic) -> None:
    for number in range(12):
        make_article(f"Ferry {number}", number, text=FERRY, topics=[town, make_topic()])

    work()
    found = related_to(find("ferry").id)

    assert len(found) == len(set(found)) == MAX_RELATED


def test_an_idle_worker_has_nothing_to_do(town: Topic) -> None:
    work()

    assert relate_next(db.session) is False
    assert db.session.scalar(select(func.count()).select_from(DueRelation)) == 0


def test_the_worker_does_few_at_a_time(town: Topic) -> None:
    assert work() >= 3


@pytest.mark.parametrize("state", [ArticleState.WITHDRAWN, ArticleState.ENDED])
def test_what_left_the_lists_is_never_shown(town: Topic, client: FlaskClient, state: ArticleState) -> None:
    work()
    before = shown_beside(client, "ferry")
    find("salt").state = state
    db.session.commit()

    assert before[0] == "salt"
    assert "salt" not in shown_beside(client, "ferry")

    work()

    assert "salt" not in shown_beside(client, "ferry")


def test_a_neighbour_that_stands_beside_already_is_not_named_twice(town: Topic, client: FlaskClient) -> None:
    find("between").state = ArticleState.DRAFT
    db.session.commit()
    work()

    assert related_to(find("salt").id)[0] == "ferry"
    assert 'href="/articles/ferry"' in client.get("/articles/salt").text
    assert "ferry" not in shown_beside(client, "salt")


def test_an_edit_is_followed(town: Topic) -> None:
    work()
    article = find("news-1")
    article.headline, article.body_text = "Why the ferry to Lindhaven fails", FERRY
    record_search_entry(db.session, article)
    db.session.commit()

    work()

    assert related_to(find("news-1").id)[0] in {"ferry", "salt"}
    assert "news-1" in related_to(find("ferry").id)[:2]


def test_another_topic_is_followed(town: Topic) -> None:
    work()
    find("ferry").topics = []
    db.session.commit()

    assert db.session.scalars(select(DueRelation.article_id)).all() == [find("ferry").id]


def test_a_new_article_is_named_by_the_old_ones_it_continues(town: Topic) -> None:
    work()
    make_article("The ferry sails again", 0, slug="sails", text=FERRY, topics=[town])

    work()

    assert set(related_to(find("ferry").id)[:2]) == {"salt", "sails"}


@pytest.mark.parametrize("change", ["draft", "updated_at"])
def test_what_no_reader_sees_is_not_worked_out(town: Topic, change: str) -> None:
    work()
    if change == "draft":
        save(make_draft(topics=[town]))
    else:
        find("ferry").updated_at = NOW
        db.session.commit()

    assert db.session.scalars(select(DueRelation)).all() == []


def test_what_stays_as_it_was_makes_no_page_stale(town: Topic) -> None:
    work()
    db.session.add(DueRelation(article_id=find("ferry").id, is_change=False))
    db.session.commit()
    before = version()

    work()

    assert TABLE == "content_version"
    assert version() == before


def test_until_it_is_worked_out_the_newest_of_the_topic_are_named_as_such(town: Topic, client: FlaskClient) -> None:
    html = client.get("/articles/salt").text

    assert "More on Town" in html
    assert shown_beside(client, "salt") == ["news-0", "news-1", "news-2", "news-3"]

    work()

    assert "More on Town" not in client.get("/articles/salt").text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a" * 400_000,
        " ".join(f"w{number:05}x" for number in range(60_000)),
        '" OR * NEAR( ' * 5_000,
        "' & | ! :* \\ <-> \x01" * 5_000,
        "\ue000a \ue000t1 " * 5_000,
        "未来の船は港に" * 20_000,
    ],
    ids=["empty", "one word", "all different", "fts", "tsquery", "marks", "no spaces"],
)
def test_hostile_texts_are_worked_out_in_bounds(town: Topic, text: str) -> None:
    key = make_article("ferry OR NOT AND battery", slug="evil", text=text, topics=[town]).id

    work()

    assert "ferry" in related_to(key)


def test_an_article_that_has_ended_keeps_what_is_related(town: Topic, client: FlaskClient) -> None:
    work()
    find("ferry").ends_at = NOW
    db.session.commit()
    end_next(db.session, NOW)
    db.session.commit()

    assert "salt" in shown_beside(client, "ferry")
