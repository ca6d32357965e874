"""Which pages show an article that has come, moved or gone, though they did not show it before."""

from flask import Flask

from blog.database import db
from blog.models import ArticleState, RelatedArticle
from blog.operations.static_site.following.articles_beside import slugs_beside
from blog.operations.static_site.pages.article_records import read_records
from tests.factories import make_article, make_topic, save


def test_a_published_article_stands_beside_its_neighbours_and_where_it_is_related(app: Flask) -> None:
    water = make_topic("Water", slug="water")
    lone, full, far = (make_article(name, 5 + place, slug=name) for place, name in enumerate(("lone", "full", "far")))
    others = [make_article(f"Other {number}", 20 + number) for number in range(3)]
    lone.topics, full.topics = [water], [water]
    new = make_article("New", 3, slug="new", topics=[water])
    for place, other in enumerate(others):
        save(RelatedArticle(article_id=full.id, position=place, related_id=other.id))
    save(RelatedArticle(article_id=far.id, position=0, related_id=new.id))
    (record,) = read_records(db.session, [new.id]).values()

    assert slugs_beside(db.session, {new.id: (None, record)}) == {"new", "lone", "far"}
    assert slugs_beside(db.session, {new.id: (record, record)}) == set()


def test_what_has_ended_shows_the_articles_around_it_though_they_do_not_show_it(app: Flask) -> None:
    make_article("Older", 8, slug="older")
    for name, age in (("between", 6), ("also-between", 5.5), ("too-old", 9), ("too-new", 2)):
        make_article(name, age, slug=name).state = ArticleState.ENDED
    make_article("Newer", 3, slug="newer")
    moved = make_article("Moved", 5.7, slug="moved")
    (record,) = read_records(db.session, [moved.id]).values()

    beside = slugs_beside(db.session, {moved.id: (record._replace(moment="before"), record)})

    assert beside == {"older", "between", "also-between", "newer"}


def test_each_part_of_a_series_says_how_many_there_are(app: Flask) -> None:
    diary = make_topic("Diary", slug="diary", is_series=True)
    first, second = (make_article(name, number, slug=name, topics=[diary]) for number, name in enumerate(("a", "b")))
    (record,) = read_records(db.session, [second.id]).values()

    assert slugs_beside(db.session, {second.id: (record, record)}) == {first.slug, second.slug}
