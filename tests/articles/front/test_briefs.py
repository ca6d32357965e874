"""The band of headlines alone."""

import pytest
from flask.testing import FlaskClient

from blog.articles.front.briefs import choose_briefs
from blog.database import db
from blog.models import FrontArrangement, FrontPlan
from tests.articles.front.stories import make_photo, make_story
from tests.factories import make_article, make_topic, save


@pytest.mark.parametrize(("texts", "pictured", "shown"), [(8, 0, 4), (3, 6, 2), (1, 9, 0), (4, 0, 0), (0, 0, 0)])
def test_four_or_two_without_a_photo_are_brief_where_a_list_is_left(texts: int, pictured: int, shown: int) -> None:
    without = [make_story("Grants", hours) for hours in range(texts)]
    rest = [*(make_story("Grants", photo=make_photo()) for _ in range(pictured)), *without]

    assert list(choose_briefs(rest)) == without[:shown]


def test_a_retracted_story_says_more_than_its_headline() -> None:
    stories = [make_story(is_retracted=number == 0) for number in range(9)]

    assert stories[0] not in choose_briefs(stories)


def test_the_front_page_shows_each_brief_once_and_none_where_it_is_left_out(client: FlaskClient) -> None:
    for age in range(24):
        make_article(f"Note <{age}>", age, topics=[make_topic("Kyiv <b>") if age == 12 else make_topic()])

    page = client.get("/").text
    brief = page.partition('<section class="briefs"')[2].partition("</section>")[0]
    headlines = [f"Note &lt;{age}&gt;" for age in range(24) if f"Note &lt;{age}&gt;" in brief]
    save(FrontArrangement(id=1, version=1, plan=FrontPlan(hidden=frozenset({"briefs"})).to_json()))
    db.session.commit()

    assert len(headlines) == 4
    assert [page.count(f">{headline}</a>") for headline in headlines] == [1, 1, 1, 1]
    assert 'class="briefs"' not in client.get("/").text
