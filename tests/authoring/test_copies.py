"""What is typed and not saved: kept beside the article, offered on return, never overwritten by another page."""

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from blog.authoring.editor.presence import list_others, note_presence
from blog.database import db
from blog.models import Article, Presence, Revision, Role, WorkingCopy
from tests.authoring.conftest import Desk, Sit
from tests.authoring.pictures import picture_file
from tests.databases import on_postgres, on_sqlite
from tests.factories import NOW, make_draft, make_person, make_topic

KEY, OTHER = "page-number-one", "page-number-two"
NEW = "/desk/working-copies"


def copies() -> list[WorkingCopy]:
    return list(db.session.scalars(select(WorkingCopy).order_by(WorkingCopy.id)))


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
    return make_draft("Tea", author=desk.person, text="As saved.")


def test_what_is_typed_is_kept_beside_the_article(desk: Desk, article: Article) -> None:
    topic = make_topic()

    said = keep(desk, article, body="As typed.", topics=[topic.id])

    (copy,) = copies()
    assert (said["kept"], said["key"], said["at"]) == (True, KEY, copy.stamp)
    assert (copy.fields["body"], copy.fields["topics"]) == (["As typed."], [str(topic.id)])
    assert db.session.get_one(Article, article.id).body_markdown == "As saved."


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


def test_text_that_is_the_saved_one_is_no_copy(desk: Desk, article: Article) -> None:
    keep(desk, article, body="As typed.")

    said = keep(desk, article, slug="")

    assert (said["kept"], copies()) == (False, [])


def test_two_pages_never_overwrite_each_other(desk: Desk, article: Article) -> None:
    first = keep(desk, article, body="From the first.")
    keep(desk, article, body="From the second.", copy_key=OTHER)
    same = keep(desk, article, body="From the first, more.", copy_at=first["at"])
    stranger = keep(desk, article, body="From a page that took over.", copy_at="an older stamp")

    texts = {copy.key: copy.fields["body"][0] for copy in copies()}
    assert same["key"] == KEY
    assert stranger["key"] not in {KEY, OTHER}
    assert texts == {
        KEY: "From the first, more.",
        OTHER: "From the second.",
        stranger["key"]: "From a page that took over.",
    }


def test_a_text_that_was_left_is_offered_with_what_differs(desk: Desk, article: Article) -> None:
    keep(desk, article, body="As typed.")

    shelves = desk.get("/desk/").text
    editor = desk.get(f"/desk/articles/{article.id}/edit").text
    page = desk.get(f"/desk/articles/{article.id}/recovery").text
    adopted = desk.get(f"/desk/articles/{article.id}/edit?copy={KEY}").text

    assert f"/desk/articles/{article.id}/recovery" in shelves
    assert f"/desk/articles/{article.id}/recovery" in editor
    assert ("As saved." in editor, "As typed." in editor) == (True, False)
    assert "</span>typed<span" in page.split('class="diff__added">')[1]
    assert f'name="copy_key" type="hidden" value="{KEY}"' in adopted
    assert "As typed." in adopted


def test_a_save_ends_the_copy_of_its_page_alone(desk: Desk, article: Article) -> None:
    keep(desk, article, body="Mine.")
    keep(desk, article, body="Of the other tab.", copy_key=OTHER)

    desk.post(f"/desk/articles/{article.id}/edit", **fields_of(article, body="Mine, saved."))

    assert [copy.key for copy in copies()] == [OTHER]


def test_a_text_is_thrown_away_only_by_its_button(desk: Desk, article: Article) -> None:
    keep(desk, article, body="Mine.")
    keep(desk, article, body="Of the other tab.", copy_key=OTHER)

    answers = [desk.post(f"/desk/articles/{article.id}/recovery", copy_key=key).location for key in (KEY, OTHER)]

    assert [answer.rpartition("/")[2] for answer in answers] == ["recovery", "edit"]
    assert copies() == []
    assert "There is nothing" in desk.get(f"/desk/articles/{article.id}/recovery").text


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


def test_a_save_over_a_newer_one_shows_both_and_the_next_one_is_meant(desk: Desk, article: Article) -> None:
    path = f"/desk/articles/{article.id}/edit"
    mine = fields_of(article, body="Mine.")
    desk.post(path, **fields_of(article, body="Theirs.", copy_key=OTHER))

    refused = desk.post(path, **mine)
    kept = [copy.fields["body"] for copy in copies()]
    db.session.refresh(article)
    stamp = article.revision
    meant = desk.post(path, **{**mine, "seen": stamp})

    assert refused.status_code == 409
    for words in ("The newer version", "What you typed", f"{desk.person.name} saved a newer version", stamp):
        assert words in unescape(refused.text)
    assert kept == [["Mine."]]
    assert meant.status_code == 303
    bodies = set(db.session.scalars(select(Revision.body_markdown)))
    assert {"As saved.", "Theirs.", "Mine."} <= bodies


def test_people_on_one_article_are_told_about_each_other(sit: Sit) -> None:
    author, editor = sit(), sit(make_person("Ilse Brandt", Role.EDITOR))
    article = make_draft(author=author.person)
    alone = author.post(f"/desk/articles/{article.id}/presence", seen=article.revision).json

    told = editor.post(f"/desk/articles/{article.id}/presence", seen="an older stamp").json
    page = author.get(f"/desk/articles/{article.id}/edit").text

    assert alone == {"others": "", "newer": ""}
    assert told["others"] == "Maren Holt has this article open too."
    assert "saved a newer version" in told["newer"]
    assert "Ilse Brandt has this article open too." in page


def test_whoever_closed_the_page_is_forgotten(app: Flask) -> None:
    article, leaver, stayer = make_draft(), make_person("Ada"), make_person("Bo")
    note_presence(db.session, article.id, leaver.id, NOW)
    later = NOW + timedelta(minutes=2)

    note_presence(db.session, article.id, stayer.id, later)

    assert list_others(db.session, article.id, article.author_id, later) == ["Bo"]
    assert len(db.session.scalars(select(Presence)).all()) == 1


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


@pytest.mark.usefixtures("media")
def test_a_chosen_photo_outlives_a_form_that_is_refused(desk: Desk) -> None:
    refused = desk.post("/desk/articles/new", headline="", lead_file=picture_file(), lead_alt="A cup").text
    key = refused.split('name="lead_kept" type="hidden" value="')[1].split('"')[0]

    desk.post("/desk/articles/new", headline="Tea", lead_kept=key, lead_alt="A cup")

    article = db.session.scalars(select(Article)).one()
    assert article.lead_picture is not None
    assert article.lead_picture.key == key


@pytest.mark.usefixtures("media")
def test_a_picture_waits_for_its_description(desk: Desk) -> None:
    sent = {"headline": "Tea", "body": "Hot.", "deed": "picture"}
    refused = desk.post("/desk/articles/new", **sent, picture_file=picture_file()).text
    key = refused.split('name="picture_kept" type="hidden" value="')[1].split('"')[0]

    invented = desk.post("/desk/articles/new", **sent, picture_kept=key[::-1], picture_alt="A cup")
    shown = desk.post("/desk/articles/new", **sent, picture_kept=key, picture_alt="A cup")

    assert invented.status_code == 422
    assert f"![A cup](picture:{key})" in shown.text
