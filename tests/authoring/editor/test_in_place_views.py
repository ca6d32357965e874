"""A save in place: the page stays, is told its next stamps, and nothing typed is lost when it is refused."""

import re
from typing import Any

import pytest
from sqlalchemy import select

from blog.authoring.editor import views
from blog.database import db
from blog.models import Article, Revision, Role, WorkingCopy
from tests.authoring.conftest import Desk, Sit
from tests.databases import on_sqlite
from tests.factories import make_article, make_draft, make_topic

NEW, KEY = "/desk/articles/new", "page-number-one"


def save(desk: Desk, path: str, **fields: Any) -> Any:
    """Send the form as the script does."""
    data = {"csrf_token": desk.token, "deed": "save", "copy_key": KEY, **fields}
    return desk.client.post(path, data=data, headers={"Accept": "application/json"})


def fields_of(article: Article, **fields: Any) -> dict[str, Any]:
    shown = {"headline": article.headline, "standfirst": article.standfirst, "body": article.body_markdown}
    return {**shown, "slug": article.slug, "seen": article.revision, **fields}


def path_of(article: Article) -> str:
    return f"/desk/articles/{article.id}/edit"


def test_each_save_tells_the_stamps_with_which_the_next_one_works(desk: Desk) -> None:
    fields, path = {"headline": "Tea", "seen": ""}, NEW

    for words in ("One.", "Two.", "Three."):
        answer = save(desk, path, **fields, body=words)
        assert answer.status_code == 200
        fields["seen"], path = answer.json["seen"], answer.json["address"]

    bodies = db.session.scalars(select(Revision.body_markdown).order_by(Revision.number)).all()
    assert bodies == ["One.", "Two.", "Three."]
    assert answer.json["said"].startswith("Saved at")


def test_a_save_ends_the_copy_of_its_page(desk: Desk) -> None:
    article = make_article(author=desk.person)
    desk.post(f"/desk/articles/{article.id}/working-copy", **fields_of(article, body="Typed."), copy_key=KEY)

    said = save(desk, path_of(article), **fields_of(article, body="Typed.")).json

    assert db.session.scalars(select(WorkingCopy).where(WorkingCopy.applied_at.is_(None))).all() == []
    assert "Readers see it now" in said["said"]


def test_a_topic_that_was_added_can_be_ticked(sit: Sit) -> None:
    editor = sit(role=Role.EDITOR)
    known = make_topic("Water")
    article = make_draft(author=editor.person)

    said = save(editor, path_of(article), **fields_of(article), topics=[known.id], new_topic="Grants").json

    assert ([topic["name"] for topic in said["topics"]], said["saved"]["new_topic"]) == (["Grants"], "")
    assert save(editor, path_of(article), **fields_of(article), topics=[known.id]).json["topics"] == []


def test_every_faulty_field_is_named_and_nothing_is_written(desk: Desk) -> None:
    make_draft(slug="taken")
    article = make_draft("Tea", author=desk.person, text="As saved.")
    wrong = {"headline": "", "standfirst": "x" * 601, "body": "y" * 200_001, "lead_alt": "z" * 501}

    answers = [save(desk, path_of(article), **fields_of(article, **{name: value})) for name, value in wrong.items()]
    taken = save(desk, path_of(article), **fields_of(article, slug="taken"))

    assert [answer.status_code for answer in answers] == [422] * 4
    assert [list(answer.json["errors"]) for answer in answers] == [[name] for name in wrong]
    assert (taken.status_code, list(taken.json["errors"])) == (422, ["slug"])
    db.session.refresh(article)
    assert (article.headline, article.body_markdown) == ("Tea", "As saved.")


def test_a_newer_version_is_never_written_over_however_often_one_presses(desk: Desk) -> None:
    article = make_draft("Tea", author=desk.person)
    mine = fields_of(article, body="Mine.")
    save(desk, path_of(article), **fields_of(article, body="Theirs."), copy_key="page-number-two")

    answers = [save(desk, path_of(article), **mine) for _ in range(2)]
    shown = desk.post(path_of(article), **mine, deed="save", copy_key=KEY)

    assert [(answer.status_code, answer.json["compare"]) for answer in answers] == [(409, True)] * 2
    assert re.fullmatch(r"Your text was not saved\. .+ saved a newer version .+\.", answers[0].json["refused"])
    assert (shown.status_code, "Mine." in shown.text) == (409, True)
    assert db.session.get_one(Article, article.id).body_markdown == "Theirs."


def test_a_locked_article_keeps_what_was_typed(sit: Sit) -> None:
    writer = sit(role=Role.CONTRIBUTOR)
    article = make_draft("Tea", author=writer.person)
    writer.post(f"/desk/articles/{article.id}/review", seen=article.revision, note="")

    answer = save(writer, path_of(article), **fields_of(article, body="Typed on."))

    assert answer.status_code == 409
    assert "What you typed is kept." in answer.json["refused"]
    assert db.session.scalars(select(WorkingCopy)).one().fields["body"] == ["Typed on."]


@on_sqlite
def test_what_the_script_must_not_take_for_a_save_is_no_json(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    article = make_draft(author=desk.person)
    fields = fields_of(article)

    old_token = save(desk, path_of(article), **{**fields, "csrf_token": "old"})
    monkeypatch.setattr(views, "save_form", lambda *_args: 1 / 0)
    desk.client.application.config["PROPAGATE_EXCEPTIONS"] = False
    broken = save(desk, path_of(article), **fields)
    desk.client = desk.client.application.test_client()
    signed_out = save(desk, path_of(article), **fields)

    assert [old_token.status_code, broken.status_code, signed_out.status_code] == [400, 500, 403]
    assert not any(answer.is_json for answer in (old_token, broken, signed_out))
