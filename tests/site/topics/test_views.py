"""The topics at the desk: list, search, form errors, rights, adding while one writes."""

import json
import re
from html import unescape

import pytest
from flask import Flask
from sqlalchemy import select

from blog.database import db
from blog.models import AuditEvent, AuditKind, Role, Topic
from blog.site.topics.topic_list import PAGE_SIZE
from tests.authoring.conftest import Desk, Sit
from tests.databases import asked_of_database
from tests.factories import make_article, make_follow, make_subscriber, make_topic

HOSTILE = ('<script>alert("1")</script>', "%(name)s {x}", "\u202eevil", "Ж" * 60)


@pytest.fixture
def editor(sit: Sit) -> Desk:
    return sit(role=Role.EDITOR)


def test_the_list_says_what_hangs_on_each(editor: Desk) -> None:
    topic = make_topic("Caucasus")
    make_article(topics=[topic])
    make_follow(make_subscriber(), topic_id=topic.id)

    page = editor.get("/desk/topics").text

    assert "1 article" in page
    assert "1 follower" in page


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_only_a_name(editor: Desk, name: str) -> None:
    editor.post("/desk/topics/new", name=name)

    (topic,) = db.session.scalars(select(Topic))
    assert "<script>alert" not in editor.get("/desk/topics").text
    assert topic.slug.replace("-", "").isalnum()
    assert editor.get(f"/desk/topics/{topic.id}").status_code == 200


@pytest.mark.parametrize(
    ("name", "words"),
    [("", "Give the topic a name"), ("x" * 200, "up to 60"), ("A, b", "commas"), ("gránts", "already")],
)
def test_what_is_wrong_is_said_beside_the_field_and_kept(editor: Desk, name: str, words: str) -> None:
    make_topic("Grants")
    other = make_topic("Other")

    for path in ("/desk/topics/new", f"/desk/topics/{other.id}"):
        answer = editor.post(path, name=name, description="Kept as typed", slug="other")
        assert answer.status_code == 422
        assert words in answer.text
        assert "Kept as typed" in answer.text


def test_a_change_is_said_and_audited(editor: Desk) -> None:
    topic = make_topic("Feild reports", slug="feild-reports")

    editor.post(f"/desk/topics/{topic.id}", name="Field reports", description="", slug="feild-reports")

    assert "The old address leads to the new one" in editor.get("/desk/topics").text
    assert db.session.scalars(select(AuditEvent.kind)).one() is AuditKind.TOPIC_CHANGED


def test_an_address_that_another_had_is_refused_in_words(editor: Desk) -> None:
    make_topic(slug="taken")
    topic = make_topic("Other", slug="other")

    answer = editor.post(f"/desk/topics/{topic.id}", name="Other", description="", slug="taken")

    assert answer.status_code == 422
    assert "Another topic has this address" in answer.text


def test_a_topic_is_found_without_its_accents_and_tags_come_in_pages(editor: Desk) -> None:
    for number in range(PAGE_SIZE + 5):
        make_topic(f"Tag {number:03}", masthead_position=None)
    make_topic("Économie", masthead_position=None)

    assert "Économie" in editor.get("/desk/topics?q=econ").text
    assert f"Tag {PAGE_SIZE:03}" not in editor.get("/desk/topics").text
    last = db.session.scalars(select(Topic.id).where(Topic.name == f"Tag {PAGE_SIZE - 2:03}")).one()
    assert f"Tag {PAGE_SIZE:03}" in editor.get(f"/desk/topics?after={last}").text
    assert editor.get("/desk/topics?after=99999999999999999999").status_code == 200


def test_the_list_asks_as_little_with_many_topics_as_with_few(editor: Desk) -> None:
    def count() -> int:
        with asked_of_database() as asked:
            editor.get("/desk/topics")
        return len(asked)

    make_topic()
    few = count()
    for place in range(40):
        make_topic(masthead_position=place % 2 or None)

    assert count() <= few


def test_a_script_adds_a_topic_while_one_writes(editor: Desk) -> None:
    headers = {"Accept": "application/json", "Sec-Fetch-Site": "same-origin"}
    fields = {"csrf_token": editor.token}

    made = editor.client.post("/desk/topics/new", data={**fields, "name": "Wells"}, headers=headers)
    again = editor.client.post("/desk/topics/new", data={**fields, "name": "WELLS"}, headers=headers)

    assert (made.status_code, made.json["name"]) == (201, "Wells")
    assert again.status_code == 422
    assert "already" in again.json["error"]


def test_suggestions_begin_with_what_is_typed(sit: Sit) -> None:
    for name in ("Old grants", "Grants", "Water"):
        make_topic(name)

    found = json.loads(sit(role=Role.CONTRIBUTOR).get("/desk/topics/suggestions?q=GRÁ").text)

    assert [topic["name"] for topic in found["topics"]] == ["Grants", "Old grants"]


def test_only_editors_manage_topics(app: Flask, sit: Sit) -> None:
    topic = make_topic("Grants")

    author = sit(role=Role.AUTHOR)

    assert {author.get(path).status_code for path in ("/desk/topics", f"/desk/topics/{topic.id}")} == {403}
    assert author.post(f"/desk/topics/{topic.id}", name="Mine").status_code == 403


def test_a_topic_that_is_used_is_not_deleted_but_merged(editor: Desk) -> None:
    used, unused = make_topic(), make_topic()
    make_article(topics=[used])

    answers = [editor.post(f"/desk/topics/{topic.id}/deletion").status_code for topic in (used, unused)]

    assert answers == [409, 303]
    assert f"/desk/topics/merge?source={used.id}" in editor.get(f"/desk/topics/{used.id}/deletion").text


def test_a_new_name_is_undone_with_one_press(editor: Desk) -> None:
    topic = make_topic("Grants", slug="grants")
    former, words = topic.slug, 'Who gives "what" & why'
    topic.description = words
    db.session.commit()
    where = f"/desk/topics/{topic.id}"

    editor.post(where, name="Money", slug=former, description="Other words")
    page = editor.get("/desk/topics").text
    notice = page[page.index('class="notice"') :].partition("</form>")[0]
    fields = {name: unescape(value) for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', notice)}
    assert f'action="{where}"' in notice
    assert topic.slug == "money"
    editor.post(where, **fields)

    db.session.refresh(topic)
    assert (topic.name, topic.slug, topic.description) == ("Grants", former, words)
    assert editor.get("/topics/money").location == f"/topics/{former}"
    assert ">Undo</button>" in editor.get("/desk/topics").text
    assert ">Undo</button>" not in editor.get("/desk/topics").text
