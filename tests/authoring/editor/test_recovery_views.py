"""Unsaved text is offered on return, beside a newer version, and kept when the article is locked."""

import re
from html import unescape
from typing import Any

import pytest
from sqlalchemy import select

from blog.database import db
from blog.models import Article, Revision, Role, WorkingCopy
from tests.authoring.conftest import Desk, Sit
from tests.factories import make_article, make_draft, make_person

KEY, OTHER = "page-number-one", "page-number-two"


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


def copies() -> list[WorkingCopy]:
    beside = select(WorkingCopy).where(WorkingCopy.applied_at.is_(None))
    return list(db.session.scalars(beside.order_by(WorkingCopy.id)))


def test_a_text_is_thrown_away_only_by_its_button(desk: Desk, article: Article) -> None:
    keep(desk, article, body="Mine.")
    keep(desk, article, body="Of the other tab.", copy_key=OTHER)

    answers = [desk.post(f"/desk/articles/{article.id}/recovery", copy_key=key).location for key in (KEY, OTHER)]

    assert [answer.rpartition("/")[2] for answer in answers] == ["recovery", "edit"]
    assert copies() == []
    assert "Nothing here: everything you typed is saved." in desk.get(f"/desk/articles/{article.id}/recovery").text


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
    for words in ("The newer version", "What you typed", "You saved a newer version in another window", stamp):
        assert words in unescape(refused.text)
    assert kept == [["Mine."]]
    assert meant.status_code == 303
    bodies = set(db.session.scalars(select(Revision.body_markdown)))
    assert {"As saved.", "Theirs.", "Mine."} <= bodies


CAN_COME_IN = {"password_hash": "$argon2id$x"}


@pytest.fixture
def ann(sit: Sit) -> Desk:
    """A contributor."""
    return sit(make_person("Ann", Role.CONTRIBUTOR, **CAN_COME_IN))


def hand_in(ann: Desk, **more: Any) -> Article:
    article = make_draft("Tea", author=ann.person, **more)
    ann.post(f"/desk/articles/{article.id}/review", seen=article.revision, note="Please check the figures.")
    return article


def test_what_is_in_review_is_locked_for_its_author_and_what_was_typed_is_kept(ann: Desk) -> None:
    article = hand_in(ann)
    path = f"/desk/articles/{article.id}"

    opened = ann.get(f"{path}/edit")
    answer = ann.post(f"{path}/edit", headline="Coffee", body="Typed in another tab.", seen=article.revision)
    ann.post(f"{path}/review/end")

    assert (opened.status_code, opened.location) == (303, f"{path}/review")
    assert answer.status_code == 409
    assert "What you typed is kept" in answer.text
    assert article.headline == "Tea"
    assert db.session.scalars(select(WorkingCopy)).one().fields["body"] == ["Typed in another tab."]
    assert "another tab" in re.sub("<[^>]+>", "", ann.get(f"{path}/recovery").text)


def test_the_desk_names_three_texts_and_all_are_discarded_at_once(desk: Desk, sit: Sit) -> None:
    stranger = sit()
    others = make_article("Of somebody else", author=stranger.person)
    keep(stranger, others, body="Theirs.")
    articles = [make_article(f"Story {number}", author=desk.person) for number in range(4)]
    for number, article in enumerate(articles):
        keep(desk, article, body=f"Words {number} that were typed.")

    notice = desk.get("/desk/").text.split('id="unsaved"')[1].split("</section>")[0]
    page = desk.get("/desk/working-copies").text
    until = re.findall('name="until" value="([^"]*)"', page)[0]
    keep(desk, articles[0], body="Typed since.")
    answer = desk.post("/desk/working-copies/deletion", until=until)

    assert "4 texts" in notice
    assert [f"Words {number} that" in notice for number in range(4)] == [False, True, True, True]
    assert all(f"Words {number} that" in page for number in range(4))
    assert "Discard all 4 texts" in page
    assert "4 unsaved texts were discarded" in desk.get(answer.location).text
    assert [copy.fields["body"][0] for copy in copies()] == ["Theirs.", "Typed since."]


def test_a_copy_that_the_article_holds_meanwhile_is_not_told_of(desk: Desk, article: Article) -> None:
    keep(desk, article, body="The same words.")
    desk.post(f"/desk/articles/{article.id}/edit", **fields_of(article, body="The same words.", copy_key=OTHER))

    assert 'id="unsaved"' not in desk.get("/desk/").text
    assert "Nothing here: everything you typed is saved." in desk.get("/desk/working-copies").text
