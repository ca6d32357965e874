"""Drafts: created, saved over the version that was opened, and deleted."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from blog.authoring.drafts.writing import (
    EditConflict,
    Manuscript,
    WasPublic,
    apply_unsaved,
    create_draft,
    delete_draft,
    save_draft,
)
from blog.database import db
from blog.database.search.index import count_hits
from blog.database.search.query import SearchQuery
from blog.database.search.query_parser import parse_terms
from blog.models import Article, ArticleState, AuditEvent, AuditKind, Topic
from blog.text.markdown import TooLong
from tests.factories import NOW, make_article, make_draft, make_person, make_topic

LATER = NOW + timedelta(hours=1)


def save(article: Article, manuscript: Manuscript) -> None:
    save_draft(db.session, article, manuscript, LATER, seen=article.revision)
    db.session.commit()


def test_a_new_draft_holds_what_was_written(app: Flask) -> None:
    author, topic = make_person(), make_topic("Grants")

    article = create_draft(
        db.session, author, Manuscript("Tea", "A drink.", "It is **hot**.", topic_ids=[topic.id]), NOW
    )
    db.session.commit()

    assert article.state is ArticleState.DRAFT
    assert (article.headline, article.standfirst, article.slug) == ("Tea", "A drink.", "tea")
    assert article.body_html.strip() == "<p>It is <strong>hot</strong>.</p>"
    assert (article.body_text, article.word_count) == ("It is hot.", 3)
    assert article.topics == [topic]
    assert article.author == author


def test_two_drafts_with_one_headline_get_two_addresses(app: Flask) -> None:
    author = make_person()

    slugs = [create_draft(db.session, author, Manuscript("Tea"), NOW).slug for _ in range(3)]

    assert slugs == ["tea", "tea-2", "tea-3"]


def test_a_draft_that_is_too_long_is_not_made(app: Flask) -> None:
    with pytest.raises(TooLong):
        create_draft(db.session, make_person(), Manuscript("Tea", body="x" * 200_001), NOW)


def test_pasted_script_is_stored_as_harmless_words(app: Flask) -> None:
    text = "<script>alert(1)</script> [x](javascript:alert(2)) <img src=x onerror=alert(3)>"

    article = create_draft(db.session, make_person(), Manuscript("Tea", body=text), NOW)

    assert article.body_markdown == text
    assert "<script" not in article.body_html
    assert "<img" not in article.body_html
    assert 'href="javascript' not in article.body_html


def test_a_save_renders_the_new_text_and_stamps_it(app: Flask) -> None:
    article = make_draft("Tea")

    save(article, Manuscript("Tea", body="# New"))

    assert '<h2 id="section-new">New</h2>' in article.body_html
    assert article.updated_at == LATER


def test_a_save_writes_the_words_that_search_finds_in_the_language_of_the_article(app: Flask) -> None:
    article = create_draft(db.session, make_person(), Manuscript("Notes", body="A lake.", language="en"), NOW)
    save_draft(db.session, article, Manuscript("Häuser", body="Am See.", language="de"), NOW, seen=article.revision)
    article.publish(NOW)
    db.session.commit()

    wanted = [SearchQuery(parse_terms(words)) for words in ("Haus", "see", "note", "lake")]

    assert [count_hits(db.session, query) for query in wanted] == [1, 1, 0, 0]


def test_a_save_over_a_newer_version_is_refused(app: Flask) -> None:
    article = make_draft("Tea", text="Old.")
    seen = article.revision
    save(article, Manuscript("Tea", body="Newer."))

    with pytest.raises(EditConflict):
        save_draft(db.session, article, Manuscript("Tea", body="Mine."), LATER, seen=seen)

    assert article.body_markdown == "Newer."


def test_two_saves_in_one_moment_have_different_stamps(app: Flask) -> None:
    article = make_draft("Tea", updated_at=LATER)
    before = article.revision

    save(article, Manuscript("Tea"))

    assert article.revision != before


def test_an_address_made_from_the_headline_follows_it(app: Flask) -> None:
    article = make_draft("Untitled", slug="untitled-2")

    save(article, Manuscript("Tea in Ceylon", slug="untitled-2"))

    assert article.slug == "tea-in-ceylon"


def test_an_address_that_was_chosen_stays_with_a_new_headline(app: Flask) -> None:
    article = make_draft("Untitled", slug="spring")

    save(article, Manuscript("Tea", slug="spring"))

    assert article.slug == "spring"


def test_an_emptied_address_is_made_from_the_headline(app: Flask) -> None:
    article = make_draft("Tea", slug="spring")

    save(article, Manuscript("Tea", slug=""))

    assert article.slug == "tea"


def test_a_new_headline_leaves_the_address_that_readers_know(app: Flask) -> None:
    article = make_article("Tea", slug="tea")

    save(article, Manuscript("Coffee"))

    assert (article.headline, article.slug) == ("Coffee", "tea")


def test_a_rehearsal_leaves_nothing_in_the_database(app: Flask) -> None:
    article = make_article("Tea", text="Old.")

    apply_unsaved(db.session, article, Manuscript("Coffee", body="New."))
    shown = article.body_html
    db.session.rollback()

    assert "New." in shown
    assert (article.headline, article.body_markdown) == ("Tea", "Old.")


def test_a_deleted_draft_is_gone_and_its_topics_stay(app: Flask) -> None:
    article = make_draft(topics=[make_topic("Grants")])

    delete_draft(db.session, article, NOW, by=None)
    db.session.commit()

    assert db.session.query(Article).all() == []
    assert [topic.name for topic in db.session.query(Topic)] == ["Grants"]


def test_what_readers_have_seen_is_not_deleted(app: Flask) -> None:
    article = make_article()
    article.withdraw(NOW)

    with pytest.raises(WasPublic):
        delete_draft(db.session, article, NOW, by=None)


def test_deleting_leaves_its_row_in_the_trail(app: Flask) -> None:
    person = make_person("Ann")

    delete_draft(db.session, make_draft("Tea"), NOW, by=person)

    [act] = db.session.scalars(select(AuditEvent))
    assert (act.kind, act.person_id, act.subject) == (AuditKind.DELETED, person.id, "Tea")
