"""The editor over HTTP: what is typed is saved, kept or refused."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from blog.database import db
from blog.models import Article, ArticleState, Picture, Role
from tests.authoring.conftest import Desk, Sit
from tests.authoring.pictures import broken_file, picture_file
from tests.factories import make_article, make_draft, make_topic
from tests.settings import change_settings

NEW = "/desk/articles/new"


def only_article() -> Article:
    return db.session.scalars(select(Article)).one()


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


def test_a_new_article_is_saved_as_a_draft(desk: Desk) -> None:
    answer = desk.post(NEW, headline="Tea", body="It is *hot*.")

    article = only_article()
    assert (answer.status_code, answer.location) == (303, f"/desk/articles/{article.id}/edit")
    assert (article.state, article.author_id) == (ArticleState.DRAFT, desk.person.id)
    assert "It is *hot*." in desk.get(answer.location).text


@pytest.mark.parametrize(
    ("deed", "page"), [("save", "edit"), ("preview", "preview"), ("publish", "publication"), ("x\x00", "edit")]
)
def test_each_button_leads_on(desk: Desk, deed: str, page: str) -> None:
    answer = desk.post(NEW, headline="Tea", body="Hot.", deed=deed)

    assert answer.location == f"/desk/articles/{only_article().id}/{page}"


def test_the_page_is_compressed_only_where_its_address_says_nothing(desk: Desk) -> None:
    asked = {"Accept-Encoding": "br"}

    assert desk.client.get(NEW, headers=asked).headers["Content-Encoding"] == "br"
    assert "Content-Encoding" not in desk.client.get(f"{NEW}?q=token", headers=asked).headers


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


def test_a_public_article_cannot_be_emptied(desk: Desk) -> None:
    article = make_article(author=desk.person)

    assert edit(desk, article, body="").status_code == 422


def test_an_edit_of_a_public_article_is_public(desk: Desk, app: Flask) -> None:
    article = make_article(author=desk.person, slug="tea")

    edit(desk, article, body="A *corrected* sentence.")

    assert "A <em>corrected</em> sentence." in app.test_client().get("/articles/tea").text


def test_a_preview_of_a_public_article_saves_nothing(desk: Desk) -> None:
    article = make_article(author=desk.person, text="Old words.", topics=[make_topic("Grants")])

    answer = edit(desk, article, headline="Bold idea", body="New words.", deed="preview")

    db.session.refresh(article)
    assert (answer.status_code, article.body_markdown) == (200, "Old words.")
    assert "Bold idea" in answer.text
    assert "New words." in answer.text
    assert answer.headers["X-Robots-Tag"] == "noindex"


def test_a_save_over_a_newer_one_is_refused_and_both_texts_stay(desk: Desk) -> None:
    article = make_draft(author=desk.person, text="First.")
    seen = article.revision
    edit(desk, article, body="From the other tab.")

    answer = edit(desk, article, body="From this tab.", seen=seen)

    db.session.refresh(article)
    assert answer.status_code == 409
    assert "From this tab." in answer.text
    assert "a newer version was saved" in answer.text
    assert article.body_markdown == "From the other tab."


@pytest.mark.parametrize("seen", ["", "x", "2026-05-04", "\x00"])
def test_a_save_without_a_true_stamp_is_refused(desk: Desk, seen: str) -> None:
    article = make_draft(author=desk.person)

    assert edit(desk, article, seen=seen).status_code == 409


def test_a_taken_address_is_refused_beside_its_field(desk: Desk) -> None:
    make_draft(slug="tea")
    article = make_draft(author=desk.person, slug="coffee")

    answer = edit(desk, article, slug="Tea", body="Dear words.")

    assert answer.status_code == 422
    assert "Another article has this address." in answer.text
    assert "Dear words." in answer.text
    assert db.session.get_one(Article, article.id).slug == "coffee"


def test_a_chosen_address_is_made_fit(desk: Desk) -> None:
    article = make_draft(author=desk.person)

    edit(desk, article, slug="Größe & Maß!")

    assert db.session.get_one(Article, article.id).slug == "grosse-mass"


def test_only_an_editor_adds_a_topic(sit: Sit) -> None:
    for role in (Role.AUTHOR, Role.EDITOR):
        sit(role=role).post(NEW, headline=role.value, new_topic=f"Topic of {role.value}")

    filed = {row.headline: [topic.name for topic in row.topics] for row in db.session.scalars(select(Article))}
    assert filed == {"author": [], "editor": ["Topic of editor"]}


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


@pytest.mark.usefixtures("media")
def test_a_lead_photo_is_kept_replaced_and_removed(desk: Desk) -> None:
    desk.post(NEW, headline="Tea", lead_file=picture_file(), lead_alt="A cup", lead_caption="Noon", lead_credit="M. H.")
    article = only_article()
    first = article.lead_picture_id
    edit(desk, article, lead_file=picture_file(), lead_alt="Two cups")
    second = article.lead_picture_id
    shown = desk.get(f"/desk/articles/{article.id}/edit").text
    edit(desk, article, lead_remove="y")

    assert None not in {first, second}
    assert first != second
    assert "Two cups" in shown
    assert article.lead_picture_id is None


def test_a_refused_photo_costs_no_text(desk: Desk) -> None:
    answer = desk.post(NEW, headline="Tea", body="Dear words.", lead_alt="A cup", lead_file=broken_file())

    assert answer.status_code == 422
    assert 'id="lead_file-error"' in answer.text
    for typed in ("Tea", "Dear words.", "A cup"):
        assert typed in answer.text
    assert db.session.scalars(select(Picture)).all() == []


def test_a_photo_that_is_too_large_costs_no_text(desk: Desk, app: Flask) -> None:
    change_settings(app, picture_max_bytes=1000)
    large = broken_file(b"\xff\xd8\xff" + bytes(2000))

    answer = desk.post(NEW, headline="Tea", body="Dear words.", lead_file=large)

    assert answer.status_code == 422
    assert "Dear words." in answer.text


def test_larger_bodies_are_for_those_who_have_signed_in(desk: Desk, app: Flask) -> None:
    change_settings(app, max_content_length=3000)
    fields = {"headline": "Tea", "lead_file": broken_file(bytes(5000))}

    stranger = app.test_client().post(NEW, data=fields)

    assert stranger.status_code == 413
    assert desk.post(NEW, headline="Tea", lead_file=broken_file(bytes(5000))).status_code == 422


def test_a_text_where_a_file_should_be_is_no_file(desk: Desk) -> None:
    assert desk.post(NEW, headline="Tea", lead_file="x", picture_file="y").status_code == 303
    assert only_article().lead_picture is None


def test_the_saved_time_is_shown(desk: Desk) -> None:
    article = make_draft(author=desk.person)
    article.updated_at += timedelta(minutes=4)
    db.session.commit()

    page = desk.get(f"/desk/articles/{article.id}/edit").text

    assert 'datetime="2026-05-04T09:34:00Z"' in page
