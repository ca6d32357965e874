"""The page of a merge says what will happen, and does it only for whoever is sure."""

import pytest
from sqlalchemy import select

from blog.database import db
from blog.models import AlertState, FollowRequest, Frequency, FrontArrangement, Podcast, Role, Topic, TopicRedirect
from tests.authoring.conftest import Desk, Sit
from tests.delivery.alert_factories import make_alert
from tests.factories import NOW, make_article, make_follow, make_subscriber, make_topic, save
from tests.pictures.picture_factories import make_picture


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


def test_everything_else_that_will_happen_is_said_too(editor: Desk) -> None:
    picture, place = make_picture(width=1400, height=1400), {"masthead_position": 1}
    source = make_topic("Series", is_series=True, description="Of harbours", picture=picture, **place)
    target = make_topic("Volunteers", masthead_position=None)
    save(TopicRedirect(slug="older", topic_id=source.id, created_at=NOW))
    consent = {"frequency": Frequency.DAILY, "consent_wording": "Yes", "consent_form": "/", "requested_at": NOW}
    save(FollowRequest(subscriber=make_subscriber(), key="k", topic_id=source.id, **consent))
    about = {"owner_name": "N", "owner_address": "n@example.org", "category": "News", "guid": "g"}
    save(Podcast(topic_id=source.id, artwork_id=picture.id, is_explicit=False, is_locked=False, **about))
    save(FrontArrangement(id=1, plan={"topics": [source.id]}, version=3))
    given = (
        "request to follow “Series” waits",
        "1 former address of “Series” redirects there, too",
        "The podcast of “Series” goes on as that of “Volunteers”",
        "“Volunteers” has no description and gets that of “Series”",
        "“Volunteers” has no picture and gets that of “Series”",
        "“Volunteers” takes the place of “Series” in the masthead",
        "On the front page “Volunteers” takes the place of “Series”",
        "the order of its parts is lost",
    )
    there = f"/desk/topics/merge?source={source.id}&target={target.id}"

    page = editor.get(there).text
    target.description, target.picture, target.masthead_position = "Who helps", picture, 2
    save(Podcast(topic_id=target.id, artwork_id=picture.id, is_explicit=False, is_locked=False, **about))
    other = editor.get(there).text

    assert [words for words in given if words not in page] == []
    for words in ("The podcast of “Series” ends", "that of “Series” is lost", "that of “Series” stays in the library"):
        assert words in other
        assert words not in page
    assert "“Series” leaves the masthead" in other


@pytest.mark.parametrize("chosen", ["source=&target=", "source=0&target=0", "source=x&target=-1"])
def test_what_is_not_chosen_is_asked_for_beside_its_field(editor: Desk, chosen: str) -> None:
    values = dict(pair.split("=") for pair in chosen.split("&"))

    for answer in (editor.get(f"/desk/topics/merge?{chosen}"), editor.post("/desk/topics/merge", **values)):
        assert answer.text.count('aria-invalid="true"') == 2


def test_a_second_press_says_that_one_of_the_two_is_gone(editor: Desk) -> None:
    chosen = {"source": make_topic().id, "target": make_topic().id, "is_sure": "y"}

    first, second = (editor.post("/desk/topics/merge", **chosen) for _ in range(2))

    assert (first.status_code, second.status_code) == (303, 409)
    assert "one of the two is gone" in second.text


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
