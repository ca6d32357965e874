"""A contributor submits, an editor decides, and each who has to know gets one mail (B14)."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from blog.database import db
from blog.delivery.composing.mail_kinds.newsroom_mail import REVIEW
from blog.models import (
    Article,
    ArticleEvent,
    ArticleState,
    Delivery,
    Role,
)
from tests.authoring.conftest import Desk, Sit
from tests.delivery.mail_factories import make_composer, owed_of
from tests.factories import NOW, make_draft, make_person

CAN_COME_IN = {"password_hash": "$argon2id$x"}


@pytest.fixture
def ann(sit: Sit) -> Desk:
    """A contributor."""
    return sit(make_person("Ann", Role.CONTRIBUTOR, **CAN_COME_IN))


@pytest.fixture
def eve(sit: Sit) -> Desk:
    """An editor."""
    return sit(make_person("Eve", Role.EDITOR, **CAN_COME_IN))


def hand_in(ann: Desk, **more: Any) -> Article:
    article = make_draft("Tea", author=ann.person, **more)
    ann.post(f"/desk/articles/{article.id}/review", seen=article.revision, note="Please check the figures.")
    return article


def mails() -> list[tuple[str, str]]:
    """Return to whom a message about a review is owed, and about what."""
    owed = select(Delivery).where(Delivery.kind == "review").order_by(Delivery.id)
    return [(row.address, row.event.kind.value) for row in db.session.scalars(owed) if row.event]


def letter(app: Flask) -> Any:
    """Return the last message about a review as its reader gets it."""
    last = db.session.scalars(select(Delivery).where(Delivery.kind == "review").order_by(Delivery.id)).all()[-1]
    with app.test_request_context():
        return make_composer().write_personal(REVIEW, owed_of(last), db.session, NOW)


def test_a_contributor_hands_in_and_each_editor_is_told_once(app: Flask, ann: Desk, eve: Desk) -> None:
    make_person("Gone", Role.EDITOR, is_suspended=True, **CAN_COME_IN)
    make_person("Invited", Role.ADMINISTRATOR)
    make_person("Author", Role.AUTHOR, **CAN_COME_IN)

    article = hand_in(ann)
    again = ann.post(f"/desk/articles/{article.id}/review", seen=article.revision)

    assert article.state is ArticleState.IN_REVIEW
    assert again.status_code == 409
    assert "no longer a draft" in again.text
    assert mails() == [(eve.person.address, "submitted")]
    said = letter(app)
    assert said.subject == "For review: Tea"
    assert "Please check the figures." in said.text
    assert f"https://news.example.org/desk/articles/{article.id}/review" in said.text


def test_an_editor_sends_back_with_a_reason_that_the_contributor_gets(app: Flask, ann: Desk, eve: Desk) -> None:
    article = hand_in(ann)

    answer = eve.post(f"/desk/articles/{article.id}/return", reason="Who paid for it?\nSay so in the first line.")

    assert answer.location == "/desk/"
    assert article.state is ArticleState.DRAFT
    assert mails()[-1] == (ann.person.address, "returned")
    said = letter(app)
    assert said.subject == "Sent back: Tea"
    assert "Who paid for it?" in said.text
    assert "Who paid for it?" in said.html
    for page in ("/desk/", f"/desk/articles/{article.id}/edit", f"/desk/articles/{article.id}/review"):
        assert "Who paid for it?" in ann.get(page).text


def test_an_accepted_article_goes_on_to_its_publication_and_its_author_is_told_of_both(
    app: Flask, ann: Desk, eve: Desk
) -> None:
    article = hand_in(ann)

    accepted = eve.post(f"/desk/articles/{article.id}/acceptance", seen=article.revision, words="Well done.")
    assert article.state is ArticleState.ACCEPTED
    assert letter(app).subject == "Accepted: Tea"
    assert "Well done." in letter(app).html
    eve.post(f"/desk/articles/{article.id}/publication", alert="no")

    assert accepted.location == f"/desk/articles/{article.id}/publication"
    assert article.state is ArticleState.PUBLISHED
    assert [kind for address, kind in mails() if address == ann.person.address] == ["accepted", "published"]
    assert f"https://news.example.org/articles/{article.slug}" in letter(app).text


def test_nothing_is_accepted_that_was_not_seen(ann: Desk, eve: Desk) -> None:
    article = hand_in(ann)
    seen = article.revision
    eve.post(f"/desk/articles/{article.id}/edit", headline="Coffee", body="Other words.", seen=seen)

    answer = eve.post(f"/desk/articles/{article.id}/acceptance", seen=seen)

    assert answer.status_code == 409
    assert "a newer version has been saved since" in answer.text
    assert article.state is ArticleState.IN_REVIEW


@pytest.mark.parametrize("deed", ["acceptance", "return"])
def test_the_second_of_two_editors_is_told_that_it_is_decided(ann: Desk, eve: Desk, sit: Sit, deed: str) -> None:
    article = hand_in(ann)
    other = sit(role=Role.EDITOR)
    eve.post(f"/desk/articles/{article.id}/return", reason="First.")

    answer = other.post(f"/desk/articles/{article.id}/{deed}", seen=article.revision, reason="My own long reason.")

    assert answer.status_code == 409
    assert "not in review any more" in answer.text
    assert deed == "acceptance" or "My own long reason." in answer.text
    assert [event.kind.value for event in db.session.scalars(select(ArticleEvent).order_by(ArticleEvent.id))] == [
        "submitted",
        "returned",
    ]


def test_only_the_author_hands_in_and_takes_back(ann: Desk, eve: Desk, sit: Sit) -> None:
    article = hand_in(ann)
    other = sit(role=Role.CONTRIBUTOR)

    codes = [who.post(f"/desk/articles/{article.id}/review/end").status_code for who in (other, eve)]

    assert codes == [404, 404]
    assert article.state is ArticleState.IN_REVIEW


def test_the_desk_of_an_editor_names_what_waits_and_the_next_action(ann: Desk, eve: Desk) -> None:
    article = hand_in(ann)

    waiting = eve.get("/desk/").text
    eve.post(f"/desk/articles/{article.id}/acceptance", seen=article.revision)

    assert 'aria-label="Review: Tea"' in waiting
    assert 'aria-label="Publish: Tea"' in eve.get("/desk/").text
    assert "Nothing is waiting for you." not in waiting
    assert "Nothing is waiting for you." in ann.get("/desk/").text
