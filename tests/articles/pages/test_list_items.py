"""Articles as list items: those that are public, in the order of their ids."""

from flask import Flask

from blog.articles.pages.list_items import find_coauthors, find_list_items, find_pictures
from blog.database import db
from blog.models import ArticleState, CorrectionKind, article_coauthors
from tests.articles.corrections.correction_factories import make_correction
from tests.articles.photos import make_photo
from tests.factories import NOW, make_article, make_draft, make_person, make_topic


def test_items_come_in_the_order_of_the_ids_and_only_public_ones(app: Flask) -> None:
    one, two = make_article("One"), make_article("Two")
    hidden = [make_draft(), make_article(state=ArticleState.WITHDRAWN), make_article(state=ArticleState.ENDED)]

    found = find_list_items(db.session, [two.id, *(article.id for article in hidden), 999, one.id])

    assert [item.headline for item in found] == ["Two", "One"]
    assert find_list_items(db.session, []) == []


def test_the_kicker_is_the_first_topic_by_name(app: Flask) -> None:
    article = make_article(topics=[make_topic("Weirs"), make_topic("Birds"), make_topic("Rivers")])

    [item] = find_list_items(db.session, [article.id])

    assert [topic.name for topic in item.topics] == ["Birds"]


def test_a_picture_is_loaded_only_for_lists_that_show_it(app: Flask) -> None:
    article = make_article(**make_photo())

    [without] = find_list_items(db.session, [article.id])
    [item] = find_list_items(db.session, [article.id], with_pictures=True)

    assert (without.lead_picture, item.lead_picture) == (None, article.lead_picture)
    assert find_pictures(db.session, [None]) == {}


def test_the_last_retraction_that_stands_says_why(app: Flask) -> None:
    ferry, tea = make_article("Ferry"), make_article("Tea")
    reasons = {"Nobody asked the port.": None, "The port says no.": None, "It sank.": NOW}
    for hours, (reason, struck_at) in enumerate(reasons.items()):
        more = {"struck_at": struck_at, "strike_reason": "It held." if struck_at else ""}
        make_correction(ferry, hours, kind=CorrectionKind.RETRACTION, explanation=reason, **more)
    make_correction(tea, explanation="It was Monday.")

    items = find_list_items(db.session, [ferry.id, tea.id])

    assert [(item.is_retracted, item.retraction_reason) for item in items] == [(True, "The port says no."), (False, "")]


def test_co_authors_stand_in_byline_order(app: Flask) -> None:
    article, people = make_article(), [make_person(name) for name in ("Zoe Ames", "Ben Ito")]
    rows = [{"article_id": article.id, "person_id": person.id, "position": n} for n, person in enumerate(people)]
    db.session.execute(article_coauthors.insert(), rows)

    found = find_coauthors(db.session, [article.id])

    assert [link.name for link in found[article.id]] == ["Zoe Ames", "Ben Ito"]
