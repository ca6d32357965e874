"""Names and labels of kinds."""

from flask import Flask

from blog.database import db
from blog.web.formatting.article_kinds import find_kind, kind_of, list_kinds, load_kinds
from tests.databases import asked_of_database
from tests.factories import make_article, make_kind


def test_a_paid_kind_is_always_labelled_and_news_is_not_unless_asked(app: Flask) -> None:
    assert (list_kinds()[None].name, list_kinds()[None].label) == ("News", "")
    make_kind("sponsored", is_sponsored=True, is_labelled=False)
    make_kind("news", is_labelled=True)
    make_kind("column", name="Kolumne")

    assert [find_kind(key).label for key in ("sponsored", "column")] == ["Sponsored", "Kolumne"]  # type: ignore[union-attr]
    assert list_kinds()[None].label == "News"


def test_what_the_worker_has_loaded_is_not_read_for_each_message(app: Flask) -> None:
    article = make_article(kind_id=make_kind("opinion", is_labelled=True).id)
    db.session.refresh(article)
    load_kinds(db.session)

    with asked_of_database() as statements:
        labels = [kind_of(article).label for _ in range(3)]

    assert labels == ["Opinion"] * 3
    assert statements == []
