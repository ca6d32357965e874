"""A form that names what cannot be followed any more never subscribes anybody to something else."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from blog.database import db
from blog.models import ArticleState, Subscriber
from blog.web.clock import read_clock
from blog.web.extensions import links
from blog.web.forms.timestamps import make_timestamp
from tests.factories import make_article

GONE = "What you wanted to follow is no longer on the site."


@pytest.fixture
def slug(client: FlaskClient) -> str:
    """The address of an article that was withdrawn."""
    return make_article("Tea", state=ArticleState.WITHDRAWN).slug


@pytest.mark.parametrize("about", ["this", "site"])
def test_nobody_who_wanted_a_story_gets_the_whole_site_unasked(client: FlaskClient, slug: str, about: str) -> None:
    stamp = make_timestamp(links(), read_clock())
    sent = {"address": "ada@example.org", "article": slug, "about": about, "frequency": "daily", "stamp": stamp}

    answer = client.post("/subscribe", data=sent)
    readers = db.session.scalar(select(func.count()).select_from(Subscriber))

    assert (answer.status_code, readers) == ((422, 0) if about == "this" else (303, 1))
    assert (GONE in answer.text) == (about == "this")
    assert ("ada@example.org" in answer.text) == (about == "this")


def test_the_page_says_that_a_story_is_gone(client: FlaskClient, slug: str) -> None:
    assert GONE in client.get(f"/subscribe?article={slug}").text
    assert GONE not in client.get("/subscribe").text
