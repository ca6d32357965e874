"""The page of the link finder."""

import pytest

from blog.database import db
from tests.authoring.conftest import Desk
from tests.factories import make_article

ITEMS = "/desk/finder/items"


def test_the_page_shows_the_markdown_to_copy_and_says_when_there_is_none(desk: Desk) -> None:
    make_article("The river bends", slug="river")

    assert 'value="[The river bends](/articles/river)"' in desk.get("/desk/finder?q=river").text
    assert "No public article has these words." in desk.get("/desk/finder?q=nowhere").text
    assert desk.get(f"{ITEMS}?q=nowhere").get_json()["said"] == "No public article has these words."


@pytest.mark.parametrize("query", ["%00", "%22", "(((", "*" * 5000, "-a", "AND OR NOT", "%ff", "<script>"])
def test_no_query_breaks_it(desk: Desk, query: str) -> None:
    assert desk.get(f"{ITEMS}?q={query}").status_code == 200
    assert desk.get(f"/desk/finder?q={query}").status_code == 200
    db.session.rollback()
