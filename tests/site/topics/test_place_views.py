"""Places in the masthead, by buttons and by a script, and the picture of a topic."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.database import db
from blog.models import Role, Topic
from tests.authoring.conftest import Desk, Sit
from tests.factories import make_article, make_topic
from tests.pictures.picture_factories import make_picture


@pytest.fixture
def editor(sit: Sit) -> Desk:
    return sit(role=Role.EDITOR)


def masthead() -> list[str]:
    db.session.expire_all()
    return [topic.name for topic in db.session.scalars(Topic.in_masthead())]


def make_three() -> list[int]:
    return [make_topic(name, masthead_position=place).id for place, name in enumerate("ABC", 1)]


def test_buttons_move_a_topic_and_stop_at_the_ends(editor: Desk) -> None:
    a, _, c = make_three()

    for id, step in ((a, "up"), (a, "down"), (c, "down"), (c, "up")):
        editor.post(f"/desk/topics/{id}/place", step=step)

    assert masthead() == ["B", "C", "A"]


def test_a_topic_leaves_the_masthead_and_comes_back_at_its_end(editor: Desk, client: FlaskClient) -> None:
    a, *_ = make_three()
    make_article(topics=[db.session.get_one(Topic, a)])

    editor.post(f"/desk/topics/{a}/place", step="out")
    without = masthead()
    editor.post(f"/desk/topics/{a}/place", step="in")

    assert (without, masthead()) == (["B", "C"], ["B", "C", "A"])
    assert client.get("/topics/").status_code == 200


def test_a_script_sends_the_whole_order_and_strangers_do_no_harm(editor: Desk) -> None:
    a, b, c = make_three()
    make_topic("Tag", masthead_position=None)

    answer = editor.post("/desk/topics/order", topic=[c, 99999, a])

    assert answer.status_code == 200
    assert masthead() == ["C", "A", "B"]
    assert db.session.get_one(Topic, b).masthead_position == 3


@pytest.mark.parametrize("step", ["", "sideways"])
def test_another_step_is_none(editor: Desk, step: str) -> None:
    assert editor.post(f"/desk/topics/{make_topic().id}/place", step=step).status_code == 400


def test_a_topic_gets_a_picture_of_the_library_which_is_then_not_deleted(editor: Desk) -> None:
    topic, picture = make_topic(), make_picture("A river")

    editor.post(f"/desk/topics/{topic.id}/picture", picture=picture.key)
    kept = editor.post(f"/desk/media/{picture.id}/deletion").status_code
    editor.post(f"/desk/topics/{topic.id}/picture", picture="")

    assert kept != 303
    assert db.session.scalars(select(Topic.picture_id)).all() == [None]
    assert editor.post(f"/desk/topics/{topic.id}/picture", picture="nothing").status_code == 404
