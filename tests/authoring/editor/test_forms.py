"""The editor's form: what is required, what is refused beside its field, and hostile text, which is never a fault."""

import re
from typing import Any

import pytest
from markupsafe import escape
from sqlalchemy import select

from blog.database import db
from blog.models import Article, Picture, Role
from tests.audit import share_out
from tests.authoring.conftest import Desk, Sit
from tests.authoring.pictures import broken_file, picture_file
from tests.databases import on_postgres
from tests.factories import make_article, make_draft, make_topic

NEW = "/desk/articles/new"


def test_a_draft_needs_a_headline_and_keeps_what_was_typed(desk: Desk) -> None:
    answer = desk.post(NEW, headline=" ", standfirst="Why it matters", body="Long & dear words.", slug="my-tea")

    assert answer.status_code == 422
    assert "Give the article a headline." in answer.text
    for typed in ("Why it matters", "Long &amp; dear words.", "my-tea"):
        assert typed in answer.text
    assert db.session.scalars(select(Article)).all() == []


def test_a_draft_may_lack_all_but_the_headline(desk: Desk) -> None:
    assert desk.post(NEW, headline="Tea").status_code == 303


def test_publishing_needs_a_text(desk: Desk) -> None:
    answer = desk.post(NEW, headline="Tea", body=" \n", deed="publish")

    assert answer.status_code == 422
    assert "Write the text before you publish." in answer.text


@pytest.mark.usefixtures("media")
def test_publishing_with_a_photo_needs_its_description(desk: Desk) -> None:
    answer = desk.post(NEW, headline="Tea", body="Hot.", lead_file=picture_file(), deed="publish")

    assert answer.status_code == 422
    assert "Describe the photo for readers who do not see it." in answer.text
    assert "The photo that you chose is kept." in answer.text


def edit(desk: Desk, article: Article, **fields: Any) -> Any:
    """Send the editor as a browser would: all that it shows, and *fields* changed."""
    shown = {
        "headline": article.headline,
        "standfirst": article.standfirst,
        "body": article.body_markdown,
        "slug": article.slug,
        "lead_alt": article.lead_alt,
        "seen": article.revision,
        "deed": "save",
    }
    return desk.post(f"/desk/articles/{article.id}/edit", **{**shown, **fields})


def test_a_public_article_cannot_be_emptied(desk: Desk) -> None:
    article = make_article(author=desk.person)

    assert edit(desk, article, body="").status_code == 422


def test_a_chosen_address_is_made_fit(desk: Desk) -> None:
    article = make_draft(author=desk.person)

    edit(desk, article, slug="Größe & Maß!")

    assert db.session.get_one(Article, article.id).slug == "grosse-mass"


def test_only_an_editor_adds_a_topic(sit: Sit) -> None:
    for role in (Role.AUTHOR, Role.EDITOR):
        sit(role=role).post(NEW, headline=role.value, new_topic=f"Topic of {role.value}")

    filed = {row.headline: [topic.name for topic in row.topics] for row in db.session.scalars(select(Article))}
    assert filed == {"editor": ["Topic of editor"]}


def test_the_topics_that_are_ticked_are_kept(desk: Desk) -> None:
    old, new = make_topic(), make_topic()
    article = make_draft(author=desk.person, topics=[old])

    edit(desk, article, topics=[new.id])

    assert db.session.get_one(Article, article.id).topics == [new]


@pytest.mark.parametrize("topics", [["0"], ["x"], ["99999999999999999999"], ["\x00"]])
def test_a_topic_that_is_none_is_refused(desk: Desk, topics: list[str]) -> None:
    answer = desk.post(NEW, headline="Tea", topics=topics)

    assert answer.status_code == 422
    assert 'id="topics-error"' in answer.text


def only_article() -> Article:
    return db.session.scalars(select(Article)).one()


def test_a_text_where_a_file_should_be_is_no_file(desk: Desk) -> None:
    assert desk.post(NEW, headline="Tea", lead_file="x", picture_file="y").status_code == 303
    assert only_article().lead_picture is None


FIELDS = (
    "headline",
    "standfirst",
    "body",
    "slug",
    "new_topic",
    "lead_alt",
    "lead_caption",
    "lead_credit",
    "picture_alt",
    "picture_caption",
    "picture_kept",
    "lead_kept",
    "seen",
    "deed",
    "lead_remove",
)


HOSTILE = (
    "",
    "x" * 5_000,
    "nul \x00 inside",
    "bell \x07 \x1b[31m",
    "\u202eoverride",
    "<script>alert(1)</script>",
    "'; DROP TABLE articles; --",
    "line\r\nBcc: x@example.org\r\n\r\nbody",
    "{{ 7 * 7 }} {% raw %}",
    "Ünïcödé Ελληνικά العربية 日本語 🙂",
    "![](picture:" + "A" * 80 + ")",
    "../../../../etc/passwd",
    "%s%n%(x)s",
)


@on_postgres
def test_no_text_in_any_field_is_a_fault(sit: Sit) -> None:
    """Each field meets four of the texts, each text a third of the fields; in an audit every field meets all."""
    editor, take = sit(role=Role.EDITOR), share_out(HOSTILE, 4)

    for field in FIELDS:
        for text in take():
            usual = {"headline": "Tea", "body": "Hot.", "deed": "save", field: text}
            answer = editor.post("/desk/articles/new", **usual)
            page = editor.get(answer.location) if answer.status_code == 303 else answer

            assert answer.status_code in {303, 422}, (field, text)
            assert page.status_code in {200, 422}, (field, text)
            assert "<script>alert" not in page.text, (field, text)


def test_a_million_characters_are_refused_beside_the_field(desk: Desk) -> None:
    answer = desk.post("/desk/articles/new", headline="Tea", body="x" * 1_000_000)

    assert answer.status_code == 422
    assert 'id="body-error"' in answer.text


@pytest.mark.parametrize(
    ("field", "most"),
    [("headline", 200), ("standfirst", 600), ("body", 200_000), ("lead_alt", 500), ("lead_caption", 500)],
)
def test_a_text_fits_up_to_its_cap_and_not_beyond(desk: Desk, field: str, most: int) -> None:
    fits = desk.post("/desk/articles/new", **{"headline": "Tea", field: "é" * most})
    beyond = desk.post("/desk/articles/new", **{"headline": "Tea", field: "é" * (most + 1)})

    assert (fits.status_code, beyond.status_code) == (303, 422)
    assert f'id="{field}-error"' in beyond.text


def test_lone_surrogates_are_dropped(desk: Desk) -> None:
    body = b"csrf_token=" + desk.token.encode() + b"&headline=Tea%ED%A0%80%FF&body=%ED%BF%BF"

    answer = desk.client.post("/desk/articles/new", data=body, content_type="application/x-www-form-urlencoded")

    assert answer.status_code == 303
    db.session.scalars(select(Article)).one().headline.encode()


def test_a_list_of_one_name_is_no_fault(desk: Desk) -> None:
    answer = desk.post("/desk/articles/new", headline=["Tea", "Coffee"], deed=["save", "publish"])

    assert answer.status_code == 303


@pytest.mark.parametrize("key", ["0", "2147483648", "99999999999999999999", "x", "1.5", "-1", "1%00"])
@pytest.mark.parametrize("page", ["edit", "preview", "publication", "withdrawal", "deletion"])
def test_a_key_that_no_article_has_is_not_found(desk: Desk, page: str, key: str) -> None:
    assert desk.get(f"/desk/articles/{key}/{page}").status_code in {400, 404}


@pytest.mark.parametrize(
    "query", ["state=x", "state=draft&before=x", "whose=everyone", "state=%00", "state=draft&before=9-9", "whose[]=1"]
)
def test_odd_questions_to_the_desk_are_no_fault(desk: Desk, query: str) -> None:
    make_draft(author=desk.person)

    assert desk.get(f"/desk/?{query}").status_code == 200


def test_a_picture_needs_file_and_description(desk: Desk) -> None:
    answer = desk.post(NEW, body="Dear words.", deed="picture")

    said = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Choose a picture file first." in said
    assert "Describe the picture for readers who do not see it." in said


def test_a_file_that_is_no_picture_is_refused_and_the_text_stays(desk: Desk) -> None:
    answer = desk.post(NEW, body="Dear words.", picture_file=broken_file(), picture_alt="A cup", deed="picture")

    assert answer.status_code == 422
    assert "Dear words." in answer.text
    assert db.session.scalars(select(Picture)).all() == []


def test_a_description_that_is_too_long_is_refused(desk: Desk) -> None:
    answer = desk.post(NEW, body="x", picture_file=picture_file(), picture_alt="x" * 301, deed="picture")

    assert answer.status_code == 422
    assert "300 characters or fewer" in answer.text


@pytest.mark.parametrize(
    ("chosen", "tag", "language"),
    [("", "", ""), ("uk", "", "uk"), ("uk", "klingon", "uk"), ("other", "PT_ao", "pt-AO"), ("other", " gsw ", "gsw")],
)
def test_an_article_has_the_language_that_was_chosen_or_named(desk: Desk, chosen: str, tag: str, language: str) -> None:
    desk.post(NEW, headline="Tea", language=chosen, language_tag=tag)
    article = db.session.scalars(select(Article)).one()
    shown = desk.get(f"/desk/articles/{article.id}/edit").text

    assert article.language == language
    assert re.search(r'id="language".*?<option[^>]*selected[^>]*value="([^"]*)"', shown, re.DOTALL)[1] == (
        chosen if language != "pt-AO" else "other"
    )
    edit(desk, article, language=chosen, language_tag=tag, headline="Green tea")
    assert db.session.get_one(Article, article.id).language == language


@pytest.mark.parametrize("tag", ["", "klingon", "de-", "<b>", "x" * 400, "дe"])
def test_a_tag_that_names_no_language_is_refused_beside_its_field_and_kept(desk: Desk, tag: str) -> None:
    answer = desk.post(NEW, headline="Tea", body="Dear words.", language="other", language_tag=tag)

    assert answer.status_code == 422
    assert "This is not a language tag." in answer.text
    assert 'id="language_tag-error"' in answer.text
    assert f'value="{escape(tag)}"' in answer.text
    assert re.search(r'<option[^>]*selected[^>]*value="other"', answer.text)
    assert "Dear words." in answer.text


def test_a_language_that_is_not_offered_is_no_fault(desk: Desk) -> None:
    assert desk.post(NEW, headline="Tea", language="klingon").status_code == 422
