"""What was saved without its words, by an older edition or by hand, is indexed by the worker."""

from flask import Flask
from sqlalchemy import text

from blog.articles.search.index_completion import index_next
from blog.database import db
from blog.database.search.index import count_hits
from blog.database.search.query import SearchQuery
from blog.database.search.query_parser import parse_terms
from tests.factories import make_article, make_draft


def count(query: str) -> int:
    return count_hits(db.session, SearchQuery(parse_terms(query)))


def rewrite(article_id: int, body: str) -> None:
    """Change a text as a program does that knows nothing of the index."""
    db.session.execute(text("UPDATE articles SET body_text = :body WHERE id = :id"), {"body": body, "id": article_id})
    db.session.commit()


def test_a_text_that_changed_without_its_words_is_found_after_the_next_run(app: Flask) -> None:
    article = make_article("Found", text="heron")
    rewrite(article.id, "Straße")
    before = count("heron"), count("strasse")

    assert index_next(db.session)
    db.session.commit()

    assert before == (0, 0)
    assert (count("heron"), count("strasse")) == (0, 1)
    assert not index_next(db.session)


def test_a_draft_gets_its_words_and_is_found_only_when_it_is_public(app: Flask) -> None:
    article = make_draft("Draft", text="heron")
    rewrite(article.id, "otter")
    index_next(db.session)
    db.session.commit()
    before = count("otter")
    db.session.execute(text("UPDATE articles SET state = 'published' WHERE id = :id"), {"id": article.id})

    assert (before, count("otter")) == (0, 1)


def test_a_deleted_article_leaves_no_words(app: Flask) -> None:
    article = make_article("Gone")
    db.session.delete(article)
    db.session.commit()

    assert db.session.scalar(text("SELECT count(*) FROM article_search_folded")) == 0
