"""Order and places of pages."""

from flask import Flask

from blog.database import db
from blog.models import PagePlace, SitePage
from blog.site.pages.arrangement import arrange_pages, move_within_place
from tests.site.page_factories import make_page

TOP, FOOT = PagePlace.MASTHEAD, PagePlace.FOOTER


def titles() -> list[str]:
    db.session.flush()
    return [page.article.headline for page in db.session.scalars(SitePage.in_order())]


def test_a_page_that_the_order_forgets_comes_last_and_strange_ids_do_nothing(app: Flask) -> None:
    ids = {title: make_page(title, position=number).article_id for number, title in enumerate(("A", "B", "C"))}

    arrange_pages(db.session, [ids["C"], 99_999, ids["A"], ids["C"]], {ids["A"]: TOP})

    assert titles() == ["C", "A", "B"]
    assert db.session.get_one(SitePage, ids["A"]).place is TOP
    assert db.session.get_one(SitePage, ids["B"]).place is FOOT


def test_a_page_moves_among_those_of_its_place() -> None:
    places = {1: FOOT, 2: TOP, 3: FOOT}

    assert move_within_place([1, 2, 3], places, 3, -1) == [3, 2, 1]
    assert move_within_place([1, 2, 3], places, 1, -1) == [1, 2, 3]
    assert move_within_place([1, 2, 3], places, 2, 1) == [1, 2, 3]
    assert move_within_place([1, 2], places, 9, 1) == [1, 2]
