"""Topics in the editor: by box and by name, also with hundreds of them and with what is gone meanwhile."""

from sqlalchemy import select

from blog.authoring.drafts.topics import split_names
from blog.database import db
from blog.models import Article, Role, TopicRedirect
from tests.authoring.conftest import Desk, Sit
from tests.factories import NOW, make_draft, make_topic, save

NEW = "/desk/articles/new"


def test_an_author_files_by_name_what_exists_and_nothing_else(desk: Desk) -> None:
    make_topic("Kyiv")

    known = desk.post(NEW, headline="Known", new_topic="kyiv")
    unknown = desk.post(NEW, headline="Unknown", new_topic="Kyiv, Nowhere")

    assert (known.status_code, unknown.status_code) == (303, 422)
    assert "There is no topic “Nowhere”" in unknown.text
    assert [topic.name for topic in db.session.scalars(select(Article)).one().topics] == ["Kyiv"]


def test_tags_are_no_wall_of_boxes(desk: Desk) -> None:
    for number in range(100):
        make_topic(f"Tag {number}", masthead_position=None)
    make_topic("Section")

    page = desk.get(NEW).text

    assert page.count('name="topics"') == 1
    assert "Section" in page


def test_a_topic_that_was_merged_while_one_wrote_is_what_it_is_now(sit: Sit) -> None:
    editor, topic = sit(role=Role.EDITOR), make_topic("Volunteers")
    save(TopicRedirect(slug="volunteering", topic_id=topic.id, former_id=9001, created_at=NOW))
    article = make_draft("Tea", author=editor.person)

    fields = {"headline": "Tea", "seen": article.revision, "topics": ["9001", "9002"]}
    answer = editor.post(f"/desk/articles/{article.id}/edit", **fields)

    assert answer.status_code == 303
    assert db.session.get_one(Article, article.id).topics == [topic]


def test_a_name_that_is_too_long_is_refused(sit: Sit) -> None:
    answer = sit(role=Role.EDITOR).post(NEW, headline="Tea", new_topic="x" * 200)

    assert answer.status_code == 422
    assert split_names("x" * 200) == ["x" * 200]
    assert "up to 60 characters" in answer.text
