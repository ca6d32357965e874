"""A contributor hands in, an editor decides, and everybody who has to know is told (B14)."""

import re
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from blog.authoring.publishing.article_history import list_events, list_returned
from blog.authoring.publishing.reviewing import DecidedMeanwhile, send_back, submit
from blog.database import db
from blog.delivery.composing.mail_kinds.newsroom_mail import REVIEW
from blog.delivery.composing.mail_kinds.registry import reason_to_skip
from blog.models import (
    Article,
    ArticleEvent,
    ArticleState,
    Delivery,
    Person,
    Role,
    SkipReason,
    WorkingCopy,
)
from tests.authoring.conftest import Desk, Sit
from tests.delivery.letters import make_composer, owed_of
from tests.factories import NOW, make_article, make_draft, make_person

CAN_COME_IN = {"password_hash": "$argon2id$x"}
IN_REVIEW, ACCEPTED, DRAFT = ArticleState.IN_REVIEW, ArticleState.ACCEPTED, ArticleState.DRAFT


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
    last = db.session.scalars(select(Delivery).where(Delivery.kind == "review")).all()[-1]
    with app.test_request_context():
        return make_composer().write_letter(REVIEW, owed_of(last), db.session, NOW)


def test_a_contributor_hands_in_and_each_editor_is_told_once(app: Flask, ann: Desk, eve: Desk) -> None:
    make_person("Gone", Role.EDITOR, is_suspended=True, **CAN_COME_IN)
    make_person("Invited", Role.ADMINISTRATOR)
    make_person("Author", Role.AUTHOR, **CAN_COME_IN)

    article = hand_in(ann)
    again = ann.post(f"/desk/articles/{article.id}/review", seen=article.revision)

    assert article.state is IN_REVIEW
    assert again.status_code == 409
    assert "no draft any more" in again.text
    assert mails() == [(eve.person.address, "submitted")]
    said = letter(app)
    assert said.subject == "For review: Tea"
    assert "Please check the figures." in said.text
    assert f"https://news.example.org/desk/articles/{article.id}/review" in said.text


def test_an_editor_sends_back_with_a_reason_that_the_contributor_gets(app: Flask, ann: Desk, eve: Desk) -> None:
    article = hand_in(ann)

    answer = eve.post(f"/desk/articles/{article.id}/return", reason="Who paid for it?\nSay so in the first line.")

    assert answer.location == "/desk/"
    assert article.state is DRAFT
    assert mails()[-1] == (ann.person.address, "returned")
    said = letter(app)
    assert said.subject == "Sent back: Tea"
    assert "Who paid for it?" in said.text
    assert "Who paid for it?" in said.html
    for page in ("/desk/", f"/desk/articles/{article.id}/edit", f"/desk/articles/{article.id}/review"):
        assert "Who paid for it?" in ann.get(page).text


def test_sending_back_needs_a_reason(ann: Desk, eve: Desk) -> None:
    article = hand_in(ann)

    answer = eve.post(f"/desk/articles/{article.id}/return", reason=" ")

    assert answer.status_code == 422
    assert "Say what is to be done" in answer.text
    assert article.state is IN_REVIEW


def test_an_accepted_article_goes_on_to_its_publication_and_its_author_is_told_of_both(
    app: Flask, ann: Desk, eve: Desk
) -> None:
    article = hand_in(ann)

    accepted = eve.post(f"/desk/articles/{article.id}/acceptance", seen=article.revision, words="Well done.")
    assert article.state is ACCEPTED
    assert letter(app).subject == "Accepted: Tea"
    assert "Well done." in letter(app).html
    eve.post(f"/desk/articles/{article.id}/publication", alert="no")

    assert accepted.location == f"/desk/articles/{article.id}/publication"
    assert article.state is ArticleState.PUBLISHED
    assert [kind for address, kind in mails() if address == ann.person.address] == ["accepted", "published"]
    assert f"https://news.example.org/articles/{article.slug}" in letter(app).text


def test_all_that_was_done_is_kept_with_who_and_why(ann: Desk, eve: Desk) -> None:
    article = hand_in(ann)
    ann.post(f"/desk/articles/{article.id}/review/end")
    ann.post(f"/desk/articles/{article.id}/review", seen=article.revision)
    eve.post(f"/desk/articles/{article.id}/return", reason="Shorter, please.")
    ann.post(f"/desk/articles/{article.id}/review", seen=article.revision)
    eve.post(f"/desk/articles/{article.id}/publication", alert="no")
    eve.post(f"/desk/articles/{article.id}/withdrawal")

    events = [
        (event.kind.value, event.person.name if event.person else "") for event in list_events(db.session, article)
    ]
    page = ann.get(f"/desk/articles/{article.id}/review").text

    assert events[::-1] == [
        ("submitted", "Ann"),
        ("taken_back", "Ann"),
        ("submitted", "Ann"),
        ("returned", "Eve"),
        ("submitted", "Ann"),
        ("published", "Eve"),
        ("withdrawn", "Eve"),
    ]
    assert page.index("Withdrawn") < page.index("Shorter, please.") < page.index("Please check the figures.")


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


def test_an_editor_may_edit_what_is_in_review(ann: Desk, eve: Desk) -> None:
    article = hand_in(ann)

    page = eve.get(f"/desk/articles/{article.id}/edit").text
    fields = {"headline": "Coffee", "body": "Better.", "seen": article.revision}
    answer = eve.post(f"/desk/articles/{article.id}/edit", **fields)

    assert "was handed in by Ann" in page
    assert answer.status_code == 303
    assert (article.headline, article.state) == ("Coffee", IN_REVIEW)


def test_nothing_is_accepted_that_was_not_seen(ann: Desk, eve: Desk) -> None:
    article = hand_in(ann)
    seen = article.revision
    eve.post(f"/desk/articles/{article.id}/edit", headline="Coffee", body="Other words.", seen=seen)

    answer = eve.post(f"/desk/articles/{article.id}/acceptance", seen=seen)

    assert answer.status_code == 409
    assert "a newer version was saved meanwhile" in answer.text
    assert article.state is IN_REVIEW


@pytest.mark.parametrize("deed", ["acceptance", "return"])
def test_the_second_of_two_editors_is_told_that_it_is_decided(ann: Desk, eve: Desk, sit: Sit, deed: str) -> None:
    article = hand_in(ann)
    other = sit(role=Role.EDITOR)
    eve.post(f"/desk/articles/{article.id}/return", reason="First.")

    answer = other.post(f"/desk/articles/{article.id}/{deed}", seen=article.revision, reason="My own long reason.")

    assert answer.status_code == 409
    assert "not in review any more" in answer.text
    assert deed == "acceptance" or "My own long reason." in answer.text
    assert [event.kind.value for event in db.session.scalars(select(ArticleEvent))] == ["submitted", "returned"]


def test_what_lacks_words_is_not_handed_in(ann: Desk) -> None:
    article = make_draft("Tea", author=ann.person, text="")

    answer = ann.post(f"/desk/articles/{article.id}/review", seen=article.revision)

    assert answer.status_code == 422
    assert "Something is missing" in answer.text
    assert article.state is DRAFT


def test_a_contributor_publishes_nothing_by_any_door(ann: Desk) -> None:
    article = make_draft("Tea", author=ann.person)
    path = f"/desk/articles/{article.id}"

    codes = [
        ann.post(f"{path}/{deed}", alert="yes", seen=article.revision).status_code
        for deed in ("publication", "announcement", "updates", "tests", "withdrawal", "acceptance", "return")
    ]
    ann.post(f"{path}/edit", headline="Tea", body="x", seen=article.revision, deed="publish")

    assert set(codes) == {403}
    assert article.state is DRAFT
    assert "Publish" not in ann.get(f"{path}/edit").text
    assert "Alerts" not in ann.get("/desk/").text


def test_a_contributor_does_not_touch_what_was_public(ann: Desk) -> None:
    article = make_article("Tea", author=ann.person)
    path = f"/desk/articles/{article.id}"

    saved = ann.post(f"{path}/edit", headline="Coffee", body="x", seen=article.revision)
    deleted = ann.post(f"{path}/deletion")

    assert (saved.status_code, deleted.status_code) == (409, 409)
    assert article.headline == "Tea"
    assert "tell an editor" in ann.get(f"{path}/review").text


def test_the_desk_of_an_editor_names_what_waits_and_the_next_action(ann: Desk, eve: Desk) -> None:
    article = hand_in(ann)

    waiting = eve.get("/desk/").text
    eve.post(f"/desk/articles/{article.id}/acceptance", seen=article.revision)

    assert "Waiting for an editor" in waiting
    assert 'aria-label="Review: Tea"' in waiting
    assert 'aria-label="Publish: Tea"' in eve.get("/desk/").text
    assert "Waiting for an editor" not in ann.get("/desk/").text


def test_a_mail_to_editors_is_not_sent_when_it_is_decided_before(ann: Desk, eve: Desk) -> None:
    article = hand_in(ann)
    owed = db.session.scalars(select(Delivery)).one()
    before = reason_to_skip(owed, NOW)

    ann.post(f"/desk/articles/{article.id}/review/end")

    assert (before, reason_to_skip(owed, NOW)) == (None, SkipReason.OVERTAKEN)


def test_only_the_author_hands_in_and_takes_back(ann: Desk, eve: Desk, sit: Sit) -> None:
    article = hand_in(ann)
    other = sit(role=Role.CONTRIBUTOR)

    codes = [who.post(f"/desk/articles/{article.id}/review/end").status_code for who in (other, eve)]

    assert codes == [404, 404]
    assert article.state is IN_REVIEW


def test_a_deed_that_comes_late_is_refused(app: Flask) -> None:
    author, editor = make_person(role=Role.CONTRIBUTOR), make_person(role=Role.EDITOR)
    article = make_draft(author=author, state=IN_REVIEW)

    with pytest.raises(DecidedMeanwhile):
        submit(db.session, article, author, "", NOW, seen=article.revision)
    send_back(db.session, article, editor, "No.", NOW)
    with pytest.raises(DecidedMeanwhile):
        send_back(db.session, article, editor, "No.", NOW)

    assert [step.note for step in list_returned(db.session, author)] == ["No."]


def test_nobody_is_mailed_about_the_own_deed(app: Flask, sit: Sit) -> None:
    editor = sit(make_person("Eve", Role.EDITOR, **CAN_COME_IN))
    article = make_draft(author=editor.person)
    editor.post(f"/desk/articles/{article.id}/review", seen=article.revision)
    editor.post(f"/desk/articles/{article.id}/publication", alert="no")

    assert article.is_public
    assert db.session.scalars(select(Person).where(Person.role == Role.EDITOR)).all() == [editor.person]
    assert mails() == []
