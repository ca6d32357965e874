"""Autosave: what is typed is kept beside the article, and never in it."""

from typing import Any

import pytest
from sqlalchemy import select

from blog.database import db
from blog.models import Article, Role, WorkingCopy
from tests.authoring.conftest import Desk, Sit
from tests.databases import on_postgres, on_sqlite
from tests.factories import make_article, make_topic

KEY = "page-number-one"


def copies() -> list[WorkingCopy]:
    beside = select(WorkingCopy).where(WorkingCopy.applied_at.is_(None))
    return list(db.session.scalars(beside.order_by(WorkingCopy.id)))


def fields_of(article: Article, **fields: Any) -> dict[str, Any]:
    """Return what a page of *article* sends, with *fields* changed."""
    shown = {"headline": article.headline, "standfirst": article.standfirst, "body": article.body_markdown}
    stamps = {"slug": article.slug, "seen": article.revision, "copy_key": KEY, "copy_at": ""}
    return {**shown, **stamps, **fields}


def keep(desk: Desk, article: Article, **fields: Any) -> Any:
    answer = desk.post(f"/desk/articles/{article.id}/working-copy", **fields_of(article, **fields))
    assert answer.status_code == 200
    return answer.json


@pytest.fixture
def article(desk: Desk) -> Article:
    return make_article("Tea", author=desk.person, text="As saved.")


def test_what_is_typed_is_kept_beside_the_article(desk: Desk, article: Article) -> None:
    topic = make_topic()

    said = keep(desk, article, body="As typed.", topics=[topic.id])

    (copy,) = copies()
    assert (said["kept"], said["key"], said["at"]) == (True, KEY, copy.stamp)
    assert (copy.fields["body"], copy.fields["topics"]) == (["As typed."], [str(topic.id)])
    assert db.session.get_one(Article, article.id).body_markdown == "As saved."


NEW = "/desk/working-copies"


def test_the_first_text_of_a_new_article_becomes_a_draft(desk: Desk) -> None:
    said = desk.post(NEW, headline="", body="Words before the headline.", copy_key=KEY).json

    draft = db.session.scalars(select(Article)).one()
    assert (draft.headline, draft.body_markdown) == ("Untitled", "Words before the headline.")
    assert (said["address"], said["seen"]) == (f"/desk/articles/{draft.id}/edit", draft.revision)


@on_postgres
def test_what_could_not_be_saved_is_kept_all_the_same(desk: Desk) -> None:
    said = desk.post(NEW, headline="x" * 300, body="y" * 200_001 + "\x00", slug="'; --", seen="\x00" * 90).json

    (copy,) = copies()
    assert said["kept"]
    assert desk.get(f"{said['address']}?copy=%00").status_code == 200
    assert desk.post(said["recovery"], copy_key="\x00").status_code == 303
    assert (len(copy.fields["headline"][0]), len(copy.fields["body"][0])) == (300, 200_001)


@on_sqlite
def test_nobody_sees_or_writes_the_copies_of_others(desk: Desk, article: Article, sit: Sit) -> None:
    keep(desk, article, body="Mine.")
    stranger, editor = sit(), sit(role=Role.EDITOR)

    for deed in ("working-copy", "presence", "recovery"):
        assert stranger.post(f"/desk/articles/{article.id}/{deed}", body="x", copy_key=KEY).status_code == 404
    editor.post(f"/desk/articles/{article.id}/recovery", copy_key=KEY)
    shown = editor.get(f"/desk/articles/{article.id}/edit?copy={KEY}").text

    assert "Mine." not in shown
    assert len(copies()) == 1


@on_sqlite
def test_a_page_gets_a_new_token_for_its_own_person(desk: Desk) -> None:
    said = desk.get("/desk/token").json

    assert said["person"] == desk.person.id
    assert desk.client.post(NEW, data={"headline": "Tea", "csrf_token": said["token"]}).status_code == 200


def test_a_text_that_comes_late_and_was_saved_is_not_offered(desk: Desk, article: Article) -> None:
    desk.post("/desk/articles/new", headline="Rain", body="Saved by hand.")
    desk.post(f"/desk/articles/{article.id}/edit", **fields_of(article, body="Saved and changed again."))
    count = len(db.session.scalars(select(Article)).all())

    again = desk.post(NEW, headline="Rain", body="Saved by hand.", is_left="y").json
    late = keep(desk, article, is_left="y")
    new = desk.post(NEW, headline="Rain", body="Never saved.", is_left="y").json

    assert (again["kept"], late["kept"], copies()) == (False, False, [])
    assert new["address"]
    assert len(db.session.scalars(select(Article)).all()) == count + 1


def test_a_text_that_was_saved_for_later_is_not_offered_either(desk: Desk) -> None:
    public = make_article(author=desk.person)
    desk.post(f"/desk/articles/{public.id}/edit", **fields_of(public, body="For later."), deed="later")

    late = keep(desk, public, body="For later.", is_left="y")

    assert (late["kept"], copies()) == (False, [])


@pytest.mark.parametrize("end", ["publication", "deletion"])
def test_what_is_typed_in_a_pending_version_that_is_gone_is_kept_beside_its_article(desk: Desk, end: str) -> None:
    public = make_article(author=desk.person)
    desk.post(f"/desk/articles/{public.id}/edit", **fields_of(public, body="For later."), deed="later")
    pending = db.session.scalars(select(Article).where(Article.pending_for_id == public.id)).one()
    path, fields = f"/desk/articles/{pending.id}/working-copy", fields_of(pending, body="Typed too late.")
    desk.post(f"/desk/articles/{pending.id}/{end}", seen=pending.revision)

    answer = desk.post(path, **fields).json

    assert (answer["kept"], [(copy.article_id, copy.fields["body"]) for copy in copies()]) == (
        True,
        [(public.id, ["Typed too late."])],
    )
