"""What a search finds, in which order, and what it marks; the same on both databases."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from blog.articles.pages.pagination import InvalidCursor
from blog.articles.search import search_results
from blog.articles.search.search_results import PAGE_LENGTH, ResultPage, search_articles
from blog.database import db
from blog.database.search import index
from blog.database.search.query import SearchQuery
from blog.database.search.query_parser import parse_terms
from blog.models import Article, ArticleState, article_coauthors, record_search_entry
from tests.factories import NOW, make_article, make_draft, make_person, make_topic


def look(query: str, key: str | None = None, *, is_by_date: bool = False, **more: Any) -> ResultPage:
    wanted = SearchQuery(parse_terms(query), **more)
    return search_articles(db.session, wanted, key, is_by_date=is_by_date) if wanted.terms or more else ResultPage()


def find(query: str, **more: Any) -> list[str]:
    return [hit.article.headline for hit in look(query, **more).hits]


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
        ("Mueller/Schmidt on wind/solar power", "schmidt solar"),
        ("The bridge fell.Nobody was hurt", "nobody"),
        ("A COVID-19 wave", "covid 19"),
        ("«Ёлки» в городе", "елки"),
        ("Die Straße und 1.000 Euro", "strasse 1000"),
        ("An O'Reilly e-mail", "oreilly email"),
        ("الإعلان", "الاعلان"),
        ("中国经济增长5.2%：统计局", "经济增长 统计局"),
        ("東京で大雪、交通に影響", "雪"),
        ("서울에서 대규모 집회가", "서울"),
        ("दिल्ली में चुनाव", "चुनाव"),
        ("Łódź, København", "lodz kobenhavn"),
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
        ("r++", []),
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

    results = look("heron")

    assert (list(results.hits), results.count) == ([], 0)


def test_the_index_follows_a_change_and_a_deletion(app: Flask) -> None:
    changed = make_article("Changed", text="An otter.")
    deleted = make_article("Deleted", text="An otter, too.")
    db.session.delete(deleted)
    changed.body_text = "A kingfisher."
    record_search_entry(db.session, changed)
    db.session.commit()

    assert find("otter") == []
    assert find("kingfisher") == ["Changed"]


def test_all_are_counted_and_paged_through_once_in_both_orders(app: Flask) -> None:
    author = make_person()
    names = [f"Heron {'heron ' * (number % 3)}{number}" for number in range(PAGE_LENGTH * 2 + 3)]
    for number, name in enumerate(names):
        make_article(name, number // 5, author=author)

    for is_by_date in (False, True):
        pages = list(walk("heron", is_by_date=is_by_date))

        seen = [hit.article.headline for page in pages for hit in page.hits]
        assert sorted(seen) == sorted(names)
        assert [(page.count, page.is_first) for page in pages] == [(23, True), (23, False), (23, False)]


def walk(query: str, *, is_by_date: bool) -> Iterator[ResultPage]:
    key: str | None = ""
    while key is not None:
        page = look(query, key, is_by_date=is_by_date)
        yield page
        key = page.next_cursor


@pytest.mark.parametrize("key", ["x", "1_x", "_1", "1_2_3", "9" * 30, "1_" + "9" * 30, "-1_1"])
def test_a_page_that_no_search_gave_out_is_none(app: Flask, key: str) -> None:
    make_article("Heron")

    with pytest.raises(InvalidCursor):
        look("heron", key)
    with pytest.raises(InvalidCursor):
        look("heron", "1_1", is_by_date=True)


def test_where_more_match_than_are_counted_the_newest_follow_the_headlines(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (index, search_results):
        monkeypatch.setattr(module, "MAX_COUNTED", 3)
        monkeypatch.setattr(module, "MAX_RANKED", 2)
    make_article("New", 1, standfirst="", text="One heron among many other birds.")
    make_article("Less new", 2, standfirst="", text="A heron, a heron, and a heron.")
    make_article("Old", 3, standfirst="", text="A heron.")
    make_article("Standfirst", 4, standfirst="About a heron.")
    make_article("The heron", 5, standfirst="")

    assert find("heron") == ["The heron", "Standfirst", "New", "Less new"]


def test_more_than_are_counted_are_said_to_be_more(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    for age in range(4):
        make_article("Heron", age)
    counts = []
    for most in (4, 2):
        for module in (index, search_results):
            monkeypatch.setattr(module, "MAX_COUNTED", most)
        results = [look("heron", is_by_date=is_by_date) for is_by_date in (False, True)]
        counts += [(result.count, result.is_counted, len(result.hits)) for result in results]

    assert counts == [(4, True, 4)] * 2 + [(3, False, 3), (3, False, 4)]


def test_where_nearly_everything_matches_the_best_are_headlines_and_the_newest(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "MAX_RANKED", 2)
    monkeypatch.setattr(search_results, "MAX_RANKED", 2)
    for age, name in enumerate(["New", "Less new", "Old", "Heron in the headline", "Heron once long ago"]):
        make_article(name, age, text="One heron among many other birds.", standfirst="")

    results = look("heron")

    headlines = [hit.article.headline for hit in results.hits]
    assert (headlines, results.count) == (["Heron in the headline", "Heron once long ago", "New", "Less new"], 5)
    assert results.is_truncated


def test_headline_comes_before_standfirst_and_that_before_body(app: Flask) -> None:
    make_article("Body", 1, standfirst="About rivers.", text="Here the heron stood.")
    make_article("Standfirst", 2, standfirst="About herons: the heron.", text="Here the rook stood.")
    make_article("The heron", 3, standfirst="About rivers.", text="Here the rook stood.")

    assert find("heron") == ["The heron", "Standfirst", "Body"]


def test_words_that_stand_together_come_before_scattered_ones(app: Flask) -> None:
    filler = "Other things happened meanwhile in the town, as they do. " * 3
    make_article("Scattered", 1, standfirst="", text=f"A river. {filler} A festival. {filler}")
    make_article("Together", 2, standfirst="", text=f"The river festival. {filler} {filler}")
    make_article("Neither", 3, standfirst="", text=filler)

    assert find("river festival") == ["Together", "Scattered"]


def test_the_whole_word_comes_before_a_beginning(app: Flask) -> None:
    make_article("Beginning", 1, standfirst="", text="An article about the artisan, no more.")
    make_article("Word", 2, standfirst="", text="A painting about the art, and no more.")

    assert find("art") == ["Word", "Beginning"]


def test_of_equals_the_newer_comes_first(app: Flask) -> None:
    for age in (3, 1, 2):
        make_article(f"Heron {age}", age)

    assert find("heron") == ["Heron 1", "Heron 2", "Heron 3"]


def test_a_search_is_narrowed_to_topic_author_and_time(app: Flask) -> None:
    topic, author, other = make_topic(), make_person(), make_person()
    make_article("Heron filed", 1, topics=[topic], author=author)
    make_article("Heron elsewhere", 2, author=author)
    make_article("Heron of another", 3, topics=[topic], author=other)

    assert find("heron", topic_id=topic.id) == ["Heron filed", "Heron of another"]
    assert find("heron", author_id=author.id) == ["Heron filed", "Heron elsewhere"]
    assert find("heron", topic_id=topic.id, author_id=author.id) == ["Heron filed"]
    assert find("heron", since=NOW - timedelta(days=2), until=NOW - timedelta(days=1)) == ["Heron elsewhere"]
    assert find("", author_id=author.id) == ["Heron filed", "Heron elsewhere"]
    assert find("", until=NOW - timedelta(days=2)) == ["Heron of another"]


def test_a_search_knows_topics_and_people_that_changed(app: Flask) -> None:
    before, after, author = make_topic(), make_topic(), make_person()
    article = make_article("Heron", topics=[before])

    article.topics = [after]
    article.author = author
    db.session.commit()
    db.session.execute(article_coauthors.insert(), {"article_id": article.id, "person_id": make_person().id})
    db.session.commit()

    coauthor = db.session.scalar(db.select(article_coauthors.c.person_id))
    assert [find("heron", topic_id=topic.id) for topic in (before, after)] == [[], ["Heron"]]
    assert [find("heron", author_id=id) for id in (author.id, coauthor)] == [["Heron"], ["Heron"]]


def test_an_article_leaves_the_index_and_comes_back(app: Flask) -> None:
    article = make_article("Heron", topics=[make_topic()])
    found = []
    for state in (ArticleState.WITHDRAWN, ArticleState.PUBLISHED, ArticleState.ENDED, ArticleState.PUBLISHED):
        article.state = state
        db.session.commit()
        found.append(find("heron"))

    assert found == [[], ["Heron"], [], ["Heron"]]


def test_the_index_is_whole_after_all_kinds_of_changes(app: Flask) -> None:
    topic = make_topic()
    kept, gone = (make_article(f"Heron {name}", topics=[topic, make_topic()]) for name in ("kept", "gone"))
    make_article("Heron long ago", published_at=datetime(1931, 5, 4, tzinfo=UTC))
    db.session.delete(gone)
    kept.topics = []
    kept.body_text = "An otter."
    record_search_entry(db.session, kept)
    db.session.commit()
    db.session.delete(topic)
    db.session.commit()

    if db.engine.dialect.name == "sqlite":
        db.session.execute(db.text("INSERT INTO article_search(article_search, rank) VALUES ('integrity-check', 1)"))
    assert find("heron") == ["Heron kept", "Heron long ago"]


@pytest.mark.parametrize("query", ["\ue000a", "\ue000t1", "t1", "a -\ue000a"])
def test_nobody_can_ask_for_what_the_index_keeps_of_topics(app: Flask, query: str) -> None:
    make_article("Found", topics=[make_topic()], standfirst="", text="Nothing.")

    assert find(query) == []


@pytest.mark.parametrize("text", ["𐐀𐐀-𐐁𐐁 " * 33_000, "한국" * 100_000, "a" * 200_000, "é-è " * 50_000])
def test_no_body_is_too_much_for_the_index(app: Flask, text: str) -> None:
    make_article("Long", text=text[:200_000])

    assert db.session.scalar(db.select(db.func.count(Article.id))) == 1


def test_what_was_found_is_marked_in_headline_and_excerpt(app: Flask) -> None:
    make_article("Herons and a Café", text="x " * 300 + "The cafe by the weir. " + "y " * 300, standfirst="")

    hit = look("café heron").hits[0]

    assert [piece.text for piece in hit.headline if piece.is_hit] == ["Herons", "Café"]
    assert [piece.text for piece in hit.excerpt if piece.is_hit] == ["cafe"]
