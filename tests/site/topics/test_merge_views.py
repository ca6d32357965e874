"""The page of a merge says what will happen, and does it only for whoever is sure."""

import pytest
from sqlalchemy import select

from blog.database import db
from blog.models import AlertState, Role, Topic
from tests.authoring.conftest import Desk, Sit
from tests.delivery.alert_factories import make_alert
from tests.factories import make_article, make_follow, make_subscriber, make_topic


@pytest.fixture
def editor(sit: Sit) -> Desk:
    return sit(role=Role.EDITOR)


def test_what_will_happen_is_said_in_numbers_before_it_is_done(editor: Desk) -> None:
    source, target = make_topic("Volunteering", slug="volunteering"), make_topic("Volunteers", slug="volunteers")
    make_article(topics=[source])
    for topics in ((source,), (source, target)):
        reader = make_subscriber()
        for topic in topics:
            make_follow(reader, topic_id=topic.id)

    page = editor.get(f"/desk/topics/merge?source={source.id}&target={target.id}").text

    for words in (
        "1 article moves to “Volunteers”",
        "1 follower follows “Volunteers” from now on",
        "1 reader follows both and keeps one",
        "/topics/volunteering and its feeds redirect to /topics/volunteers",
        "No one is e-mailed",
        "Merge 1 article",
    ):
        assert words in page


def test_whoever_is_not_sure_merges_nothing(editor: Desk) -> None:
    source, target = make_topic(), make_topic()

    unsure = editor.post("/desk/topics/merge", source=source.id, target=target.id)
    sure = editor.post("/desk/topics/merge", source=source.id, target=target.id, is_sure="y")

    assert (unsure.status_code, sure.status_code) == (422, 303)
    assert db.session.scalars(select(Topic)).one().id == target.id


@pytest.mark.parametrize("target", ["", "x", "0", "99999", "99999999999999999999", "same"])
def test_a_choice_that_is_none_is_refused(editor: Desk, target: str) -> None:
    topic = make_topic()
    chosen = str(topic.id) if target == "same" else target

    answer = editor.post("/desk/topics/merge", source=topic.id, target=chosen, is_sure="y")

    assert answer.status_code in {409, 422}
    assert editor.get(f"/desk/topics/merge?source={topic.id}&target={chosen}").status_code == 200


def test_an_alert_that_is_about_to_go_out_comes_first(editor: Desk) -> None:
    source, target = make_topic(), make_topic()
    make_alert(AlertState.EXPANDING, article=make_article(topics=[source]))

    answer = editor.post("/desk/topics/merge", source=source.id, target=target.id, is_sure="y")

    assert answer.status_code == 409
    assert "about to go out" in answer.text
