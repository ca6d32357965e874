"""The words of an article are written with each save of its texts."""

from flask import Flask
from sqlalchemy import text

from blog.database import db
from tests.factories import make_article


def read_words(article_id: int) -> list[str]:
    row = db.session.execute(
        text("SELECT headline, standfirst, body_text FROM article_search_folded WHERE article_id = :id"),
        {"id": article_id},
    )
    return list(row.one())


def test_a_new_article_has_its_words(app: Flask) -> None:
    article = make_article("Über E-Mail", standfirst="", text="Straße")

    assert read_words(article.id) == ["uber e mail email", "", "strasse"]


def test_a_changed_text_has_new_words_even_where_they_fold_to_the_same(app: Flask) -> None:
    article = make_article("Heron", standfirst="", text="Otter")
    article.headline = "heron!"
    db.session.commit()

    assert read_words(article.id) == ["heron", "", "otter"]


def test_another_change_leaves_the_words(app: Flask) -> None:
    article = make_article("Heron", standfirst="", text="Otter")
    article.word_count = 7
    db.session.commit()

    assert read_words(article.id) == ["heron", "", "otter"]
