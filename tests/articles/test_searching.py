"""What a search finds, in which order, and what it marks; the same on both databases."""

import pytest
from flask import Flask

from blog.articles.searching import MOST_SHOWN, search_articles
from blog.database import db
from blog.models import Article, ArticleState
from tests.factories import make_article, make_draft, make_person


def find(query: str) -> list[str]:
    return [hit.article.headline for hit in search_articles(db.session, query).hits]


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("The café opened", "cafe"),
        ("The cafe opened", "Café"),
        ("Ärger in Überlingen", "uberlingen"),
        ("Herons at the weir", "heron"),
        ("Τα ποτάμια της χώρας", "ΠΟΤΆΜΙΑ"),
        ("Η οδός του ποταμού", "ΟΔΌΣ"),
        ("وصلت المكتبة إلى القرية", "المكتبة"),
        ("She said “enough” and left—quietly", "enough quietly"),
        ("A well-being survey", "well-being"),
        ("The grant is 12,400 euros", "12,400"),
        ("He wrote to ann@example.org", "ann@example.org"),
    ],
)
def test_a_search_finds(app: Flask, text: str, query: str) -> None:
    make_article("Found", text=text, standfirst="")
    make_article("Other", text="Nothing of the kind.", standfirst="")

    assert find(query) == ["Found"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("river meadow", ["Both"]),
        ('"river meadow"', []),
        ('"meadow by the river"', ["Both"]),
        ("river -meadow", ["River"]),
        ('river -"by the"', ["River"]),
        ("-river", []),
        ("riv", ["River", "Both"]),
        ('"riv"', []),
        ("ri", []),
        ("", []),
        ("!!! ???", []),
        ("river !!!", ["River", "Both"]),
    ],
)
def test_a_query_means(app: Flask, query: str, found: list[str]) -> None:
    make_article("Both", 1, text="The meadow by the river.", standfirst="")
    make_article("River", 2, text="A river, and a river again.", standfirst="")

    assert sorted(find(query)) == sorted(found)


def test_a_hit_in_the_headline_comes_before_a_hit_in_the_body(app: Flask) -> None:
    make_article("Body", 0, text="A heron stood there, and the water was cold in March.")
    make_article("The heron", 5, text="It stood there, and the water was cold in March.")

    assert find("heron") == ["The heron", "Body"]


def test_no_unpublished_article_is_found(app: Flask) -> None:
    make_draft("Draft heron")
    make_draft("Withdrawn heron", state=ArticleState.WITHDRAWN)

    results = search_articles(db.session, "heron")

    assert (results.hits, results.count) == ([], 0)


def test_the_index_follows_a_change_and_a_deletion(app: Flask) -> None:
    changed = make_article("Changed", text="An otter.")
    deleted = make_article("Deleted", text="An otter, too.")
    db.session.delete(deleted)
    changed.body_text = "A kingfisher."
    db.session.commit()

    assert find("otter") == []
    assert find("kingfisher") == ["Changed"]


def test_only_the_best_are_shown_but_all_are_counted(app: Flask) -> None:
    author = make_person()
    for number in range(MOST_SHOWN + 2):
        make_article(f"Heron {number}", author=author)

    results = search_articles(db.session, "heron")

    assert (len(results.hits), results.count) == (MOST_SHOWN, MOST_SHOWN + 2)


def test_where_nearly_everything_matches_the_newest_come_first(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("blog.searchindex.MOST_RANKED", 1)
    make_article("Heron heron heron", 5)
    make_article("New", 1, text="One heron among many other birds.")

    assert find("heron") == ["New", "Heron heron heron"]


@pytest.mark.parametrize("text", ["𐐀𐐀-𐐁𐐁 " * 33_000, "한국" * 100_000, "a" * 200_000, "é-è " * 50_000])
def test_no_body_is_too_much_for_the_index(app: Flask, text: str) -> None:
    make_article("Long", text=text[:200_000])

    assert db.session.scalar(db.select(db.func.count(Article.id))) == 1


def test_what_was_found_is_marked_in_headline_and_excerpt(app: Flask) -> None:
    make_article("Herons and a Café", text="x " * 300 + "The cafe by the weir. " + "y " * 300, standfirst="")

    hit = search_articles(db.session, "café heron").hits[0]

    assert [piece.text for piece in hit.headline if piece.is_hit] == ["Herons", "Café"]
    assert [piece.text for piece in hit.excerpt if piece.is_hit] == ["cafe"]
