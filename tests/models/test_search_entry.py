"""The words of an article are written with each save, and only where its texts or their language changed."""

from flask import Flask
from sqlalchemy import text

from blog.database import db
from blog.models import record_search_entry
from tests.factories import make_article


def read_words(article_id: int) -> list[list[str]]:
    statement = "SELECT headline, standfirst, body_text FROM article_search_folded WHERE article_id = :id"
    row = db.session.execute(text(statement), {"id": article_id}).one()
    return [[word for word in part.split() if word.isalnum()] for part in row]


def test_a_new_article_has_its_words(app: Flask) -> None:
    article = make_article("Über E-Mail", standfirst="", text="Straße")

    assert read_words(article.id) == [["uber", "e", "mail", "email", "ueber"], [], ["strasse"]]


def test_a_changed_text_has_new_words_even_where_they_fold_to_the_same(app: Flask) -> None:
    article = make_article("Heron", standfirst="", text="Otter")
    article.headline = "heron!"
    record_search_entry(db.session, article)

    assert read_words(article.id) == [["heron"], [], ["otter"]]


def test_another_change_leaves_the_words_as_they_are(app: Flask) -> None:
    article = make_article("Heron", standfirst="", text="Otter")
    db.session.execute(text("UPDATE article_search_folded SET headline = 'kept'"))
    article.word_count = 7
    record_search_entry(db.session, article)

    assert read_words(article.id) == [["kept"], [], ["otter"]]
