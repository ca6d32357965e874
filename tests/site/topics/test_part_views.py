"""The order of the parts of a series at the desk: by buttons, and as a script sends it."""

import pytest

from blog.authoring.drafts.topics import list_parts
from blog.database import db
from blog.models import Article, Role, Topic
from blog.site.topics import editing
from tests.authoring.conftest import Desk, Sit
from tests.factories import make_article, make_draft, make_topic


@pytest.fixture
def editor(sit: Sit) -> Desk:
    return sit(role=Role.EDITOR)


def make_series() -> Topic:
    series = make_topic("The harbour", is_series=True)
    make_article("Two", 1, topics=[series])
    make_article("One", 2, topics=[series])
    make_draft("Draft", topics=[series])
    return series


def order(series_id: int) -> list[str]:
    db.session.expire_all()
    return [db.session.get_one(Article, key).headline for key in list_parts(db.session, series_id)]


def test_parts_follow_by_date_until_a_button_moves_one(editor: Desk) -> None:
    series = make_series()
    path, parts = f"/desk/topics/{series.id}/parts", list_parts(db.session, series.id)
    before = order(series.id)

    answer = editor.post(path, part=parts, move=f"up-{parts[2]}")

    assert before == ["One", "Two", "Draft"]
    assert answer.location == f"{path}#part-{parts[2]}"
    assert order(series.id) == ["One", "Draft", "Two"]
    page = editor.get(path).text
    assert page.index(">One<") < page.index(">Draft<") < page.index(">Two<")


def test_a_script_sends_the_order_and_what_is_no_part_does_no_harm(editor: Desk) -> None:
    series, other = make_series(), make_article("Other")
    path, (one, two, draft) = f"/desk/topics/{series.id}/parts", list_parts(db.session, series.id)
    new = make_article("New", 0, topics=[series])

    sent = {"csrf_token": editor.token, "part": [draft, other.id, two, draft, one], "move": "up-9" * 9}
    answer = editor.client.post(path, data=sent, headers={"Accept": "application/json"})

    assert answer.json == {"said": "The order is saved."}
    assert order(series.id) == ["Draft", "Two", "One", new.headline]
    assert other.topics == []


def test_only_a_series_has_parts_and_only_with_a_token_they_move(editor: Desk, desk: Desk) -> None:
    series, topic = make_series(), make_topic()
    path, parts = f"/desk/topics/{series.id}/parts", list_parts(db.session, series.id)

    assert editor.get(f"/desk/topics/{topic.id}/parts").status_code == 404
    assert editor.client.post(path, data={"part": parts[::-1]}).status_code == 400
    assert desk.post(path, part=parts[::-1]).status_code == 403
    assert order(series.id) == ["One", "Two", "Draft"]


def test_a_topic_becomes_a_series_and_a_large_one_does_not(editor: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    topic, large = make_topic("The harbour", slug="harbour"), make_topic("Politics", slug="politics")
    make_article(topics=[topic, large])
    make_article(topics=[large])
    monkeypatch.setattr(editing, "MAX_PARTS", 1)

    done = editor.post(f"/desk/topics/{topic.id}", name="The harbour", slug="harbour", is_series="y")
    refused = editor.post(f"/desk/topics/{large.id}", name="Politics", slug="politics", is_series="y")

    assert (done.status_code, refused.status_code) == (303, 422)
    assert "this topic has 2" in refused.text
    db.session.expire_all()
    assert (topic.is_series, large.is_series) == (True, False)


def test_a_new_series_is_not_put_in_the_masthead_and_leaves_new_topics_theirs(editor: Desk) -> None:
    editor.post("/desk/topics/new", name="The harbour", is_series="y")
    editor.post("/desk/topics/new", name="Politics")

    places = dict(db.session.execute(db.select(Topic.name, Topic.masthead_position)).all())
    assert places == {"The harbour": None, "Politics": 1}
