"""The kind of an article: chosen on the writing page, and a filter of the list."""

import re

from sqlalchemy import select

from blog.database import db
from blog.models import Article
from tests.authoring.conftest import Desk
from tests.factories import make_draft, make_kind


def test_the_kind_is_chosen_in_the_editor_and_kept_in_its_revision(desk: Desk) -> None:
    opinion = make_kind("opinion")

    assert desk.post("/desk/articles/new", headline="Tea", kind="opinion").status_code == 303
    article = db.session.scalars(select(Article)).one()
    assert article.kind_id == opinion.id
    assert re.search(
        r'id="kind".*?<option selected value="opinion"', desk.get(f"/desk/articles/{article.id}/edit").text, re.DOTALL
    )
    assert desk.post("/desk/articles/new", headline="Tea", kind="gossip").status_code == 422


def test_the_list_at_the_desk_is_filtered_by_kind(desk: Desk) -> None:
    make_kind("news")
    opinion = make_kind("opinion")
    make_draft("A view", author=desk.person, kind_id=opinion.id)
    make_draft("A fact", author=desk.person)

    views, facts = (desk.get(f"/desk/articles?kind={key}").text for key in ("opinion", "news"))

    assert ("A view" in views, "A fact" in views) == (True, False)
    assert ("A view" in facts, "A fact" in facts) == (False, True)
