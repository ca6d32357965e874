"""Podcasts at the desk."""

import pytest

from blog.database import db
from blog.models import Podcast, Role
from tests.authoring.pictures import broken_file, picture_file
from tests.factories import make_topic

pytestmark = pytest.mark.usefixtures("media")
FACTS = {"owner_name": "IFBG", "owner_address": "pod@news.example.org", "category": "News"}


def test_a_podcast_begins_is_changed_and_ends(desk):
    topic = make_topic("Boats")
    page = f"/desk/files/podcasts/{topic.id}"

    begun = desk.post(page, artwork_file=picture_file(size=(1400, 1400)), is_locked="y", **FACTS)
    changed = desk.post(page, **{**FACTS, "owner_name": "Other", "is_explicit": "y"})

    podcast = db.session.get(Podcast, topic.id)
    assert (begun.status_code, changed.status_code) == (303, 303)
    assert (podcast.owner_name, podcast.is_explicit, podcast.is_locked) == ("Other", True, False)
    assert "Boats" in desk.get("/desk/files/podcasts").text
    assert f"/topics/{topic.slug}/podcast.rss" in desk.get(page).text
    assert desk.post(f"{page}/end").status_code == 303
    assert db.session.get(Podcast, topic.id) is None


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "without it no directory takes the podcast"),
        ({"artwork_file": picture_file(size=(1400, 1399))}, "must be square"),
        ({"artwork_file": picture_file(size=(600, 600))}, "must be square"),
        ({"artwork_file": broken_file()}, "Unsupported file type"),
        ({"owner_address": "nobody"}, "Enter an e-mail address"),
        ({"owner_name": ""}, "Say whose podcast it is."),
        ({"category": "Spam"}, "Not a valid choice"),
    ],
)
def test_what_directories_would_refuse_is_refused_and_what_was_typed_stays(desk, fields, words):
    topic = make_topic()

    answer = desk.post(f"/desk/files/podcasts/{topic.id}", **{**FACTS, "owner_name": "Kept <words>", **fields})

    assert (answer.status_code, words in answer.text) == (422, True)
    assert fields.get("owner_name") == "" or "Kept &lt;words&gt;" in answer.text
    assert db.session.get(Podcast, topic.id) is None


def test_editors_alone_set_podcasts(sit):
    assert sit(role=Role.AUTHOR).get("/desk/files/podcasts").status_code == 403
