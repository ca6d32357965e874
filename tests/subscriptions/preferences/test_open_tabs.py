"""Two pages of preferences open at once, and a reader who comes to another state between them."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.database import db
from blog.models import Follow
from tests.conftest import empty_database
from tests.factories import make_article, make_topic
from tests.subscriptions.preferences.test_save_all import fields_of
from tests.subscriptions.reader_states import DOORS, make_knock, state_now

CHANGES = {
    "stops what is followed": lambda shown: dict.fromkeys(
        (name for name in shown if name.startswith("follow_")), "never"
    ),
    "asks for one a day": lambda shown: dict.fromkeys(
        (name for name in shown if name.startswith("follow_")), "instant"
    ),
    "renames": lambda _shown: {"name": "Ann"},
    "asks for less": lambda _shown: {"site": "weekly"},
    "follows more": lambda _shown: {"what": "topic rivers"},
    "pauses": lambda _shown: {"until": "2037-01-01"},
    "changes nothing": lambda _shown: {},
}


@pytest.mark.parametrize("second", CHANGES)
@pytest.mark.parametrize("state", ["confirmed"])
def test_the_second_tab_is_answered_whatever_the_first_has_done(client: FlaskClient, state: str, second: str) -> None:
    for first in DOORS:
        empty_database()
        topic = make_topic("Rivers", slug="rivers")
        make_article(topics=[topic])
        at = make_knock(client, topic, state)
        shown = fields_of(client.get(at.home).text)

        DOORS[first](at)
        was = state_now()
        answer = client.post(at.home, data={**shown, **CHANGES[second](shown)})

        statuses = {"confirmed": {303, 422}, "left": {409}, "": {404}}
        assert answer.status_code in statuses[was], (first, second)
        assert state_now() == was, (first, second)
        if first in {"unfollow", "one-click unfollow"}:
            assert db.session.scalars(select(Follow)).all() == [], (first, second)
