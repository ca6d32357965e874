"""Changes to a public article are saved for later, reviewed, published or discarded; no conflict passes unseen."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from blog.database import db
from blog.models import Article, ArticleState, Delivery, Role, WorkingCopy
from blog.web.clock import read_clock
from tests.authoring.conftest import Desk, Sit
from tests.authoring.pending_factories import NEW_TEXT, make_pending
from tests.delivery.mail_factories import compose, text_of
from tests.factories import make_article, make_person


def path(article: Article, page: str = "publication") -> str:
    return f"/desk/articles/{article.id}/{page}"


def fields(article: Article, **changed: Any) -> dict[str, Any]:
    same = {"headline": article.headline, "slug": article.slug, "body": article.body_markdown, "seen": article.revision}
    return {**same, "deed": "later", **changed}


def only_pending() -> Article:
    return db.session.scalars(select(Article).where(Article.is_pending)).one()


def test_changes_wait_until_they_are_published(desk: Desk) -> None:
    article = make_article("Tea", author=desk.person)
    assert "Save for later" in desk.get(path(article, "edit")).text

    kept = desk.post(path(article, "edit"), **fields(article, body=NEW_TEXT, change_note="Adds a paragraph."))
    pending = only_pending()
    assert (kept.status_code, kept.location) == (303, path(pending, "edit"))
    assert article.body_markdown != NEW_TEXT

    editor = desk.get(path(pending, "edit")).text
    assert "Pending version of “Tea”" in editor
    assert "Adds a paragraph." in editor
    assert 'name="slug"' in editor
    desk.post(path(pending, "edit"), **fields(pending, deed="save", slug="", body=f"{NEW_TEXT} More."))
    public = desk.get(path(article, "edit")).text
    assert "This article has a pending version" in public
    assert "Save for later" not in public
    shelf = desk.get("/desk/articles").text
    assert f'<a href="{path(pending, "edit")}">Pending version</a>' in shelf

    page = desk.get(path(pending)).text
    assert "What changes for readers" in page
    done = desk.post(path(pending), seen=pending.revision)
    assert (done.status_code, done.location) == (303, f"/articles/{article.slug}")
    assert article.body_markdown == f"{NEW_TEXT} More."
    assert "The changes to “Tea” are published." in desk.get("/desk/").text


def test_they_are_scheduled_moved_and_taken_off(desk: Desk) -> None:
    pending = make_pending(make_article(author=desk.person))
    at = read_clock().replace(second=0, microsecond=0) + timedelta(days=1)

    past = desk.post(path(pending, "schedule"), moment="2020-01-01T09:00", seen=pending.revision)
    desk.post(path(pending, "schedule"), moment=at.strftime("%Y-%m-%dT%H:%M"), seen=pending.revision)
    assert (past.status_code, "This time has passed." in past.text) == (422, True)
    assert (pending.state, pending.scheduled_at) == (ArticleState.SCHEDULED, at)
    assert "The changes are published on" in desk.get(path(pending)).text

    desk.post(path(pending, "schedule/removal"))
    assert (pending.state, pending.scheduled_at) == (ArticleState.DRAFT, None)


def test_an_editors_changes_are_reviewed_by_another(app: Flask, sit: Sit) -> None:
    known = {"password_hash": "$argon2id$x"}
    eve, max_ = (sit(make_person(name, Role.EDITOR, **known)) for name in ("Eve", "Max"))
    pending = make_pending(make_article("Tea"))

    desk_of_eve = eve.post(path(pending, "review"), seen=pending.revision, note="Right?")
    assert desk_of_eve.status_code == 303
    assert pending.state is ArticleState.IN_REVIEW
    shown = max_.get(path(pending, "review")).text
    assert "What changes for readers" in shown
    max_.post(path(pending, "return"), reason="Who paid?")
    eve.post(path(pending, "review"), seen=pending.revision)
    accepted = max_.post(path(pending, "acceptance"), seen=pending.revision)
    assert (accepted.location, pending.state) == (path(pending), ArticleState.ACCEPTED)

    owed = list(db.session.scalars(select(Delivery).where(Delivery.kind == "review").order_by(Delivery.id)))
    both = [max_.person.address, eve.person.address]
    assert [row.address for row in owed] == both * 2
    assert "Eve submitted changes to a published article for review." in text_of(compose(owed[2]))
    assert "Max accepted your changes." in text_of(compose(owed[3]))


def test_a_second_version_is_refused_and_what_was_typed_is_kept(desk: Desk) -> None:
    pending = make_pending(article := make_article(author=desk.person))

    answer = desk.post(path(article, "edit"), **fields(article, body="Typed in an old tab."))

    assert answer.status_code == 409
    assert "Not saved: this article already has a pending version" in answer.text
    assert "Typed in an old tab." in answer.text
    assert path(pending, "edit") in answer.text


def test_a_public_text_that_changed_while_one_typed_is_shown_beside_it(desk: Desk) -> None:
    article = make_article(author=desk.person)

    answer = desk.post(path(article, "edit"), **fields(article, seen="before", body="Typed."))

    assert answer.status_code == 409
    assert "there is a newer version" in answer.text
    assert article.pending_version is None


def test_a_new_address_waits_with_the_changes_and_the_old_one_then_leads_on(desk: Desk) -> None:
    article = make_article("Tea", slug="tea", author=desk.person)
    desk.post(path(article, "edit"), **fields(article, slug="Green Tea", body=NEW_TEXT))
    pending = only_pending()

    editor, page = desk.get(path(pending, "edit")).text, desk.get(path(pending)).text
    assert 'value="green-tea"' in editor
    assert "/articles/green-tea" in editor
    assert "green-tea" in page
    assert (desk.get("/articles/tea").status_code, desk.get("/articles/green-tea").status_code) == (200, 404)
    other = fields(make_article("Other", author=desk.person), deed="save", slug="green-tea")
    taken = desk.post(
        path(db.session.scalars(select(Article).where(Article.headline == "Other")).one(), "edit"), **other
    )
    assert (taken.status_code, "Another article has this address." in taken.text) == (422, True)

    desk.post(path(pending, "edit"), **fields(pending, deed="save", slug="green-tea", body=f"{NEW_TEXT} More."))
    done = desk.post(path(pending), seen=pending.revision)

    assert (done.status_code, done.location) == (303, "/articles/green-tea")
    assert f"{NEW_TEXT} More." in desk.get("/articles/green-tea").text
    led = desk.get("/articles/tea")
    assert (led.status_code, led.location) == (301, "/articles/green-tea")


def test_an_address_that_waits_is_changed_taken_back_and_refused_beside_its_field(desk: Desk) -> None:
    make_article("Coffee", slug="coffee")
    pending = make_pending(make_article("Tea", slug="tea", author=desk.person), slug="green-tea")

    refused = desk.post(path(pending, "edit"), **fields(pending, deed="save", slug="coffee", body="Typed."))
    assert (refused.status_code, "Another article has this address." in refused.text) == (422, True)
    assert "Typed." in refused.text
    desk.post(path(pending, "edit"), **fields(pending, deed="save", slug="black-tea"))
    assert pending.planned_slug == "black-tea"
    desk.post(path(pending, "edit"), **fields(pending, deed="save", slug=""))
    assert pending.planned_slug is None
    assert "black-tea" not in desk.get(path(pending)).text


def test_an_address_that_was_taken_all_the_same_stops_the_publication_with_a_sentence(desk: Desk) -> None:
    pending = make_pending(article := make_article("Tea", slug="tea", author=desk.person), slug="green-tea")
    make_article("Other", slug="green-tea")

    answer = desk.post(path(pending), seen=pending.revision)

    assert (answer.status_code, "another article has taken the new address" in answer.text) == (422, True)
    assert (article.slug, pending.planned_slug) == ("tea", "green-tea")


@pytest.mark.parametrize("deed", ["publication", "schedule"])
def test_a_conflict_is_shown_and_nothing_overwritten_until_it_is_taken_over(desk: Desk, deed: str) -> None:
    pending = make_pending(article := make_article("Tea", author=desk.person))
    desk.post(path(article, "edit"), **fields(article, deed="save", headline="Coffee"))
    at = (read_clock() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")

    refused = desk.post(path(pending, deed), seen=pending.revision, moment=at)
    assert refused.status_code == 422
    assert "The public text was changed after this version was begun" in refused.text
    assert "Publish the changes now" not in refused.text
    assert "Bring this version up to date before you publish it." in desk.get(path(pending, "edit")).text

    stale = desk.post(path(pending, "takeover"), seen=pending.revision, public_seen="before")
    taken = desk.post(path(pending, "takeover"), seen=pending.revision, public_seen=article.revision)
    assert (stale.status_code, taken.status_code) == (409, 303)
    assert pending.headline == "Coffee"
    assert desk.post(path(pending), seen=pending.revision).status_code == 303
    assert (article.headline, article.body_markdown) == ("Coffee", NEW_TEXT)


def test_discarding_asks_first_and_leaves_the_public_text(desk: Desk) -> None:
    pending = make_pending(article := make_article("Tea", author=desk.person))

    asked = desk.get(path(pending, "deletion")).text
    done = desk.post(path(pending, "deletion"))

    assert "Discard the pending version of “Tea”?" in asked
    assert (done.location, article.pending_version) == (path(article, "edit"), None)
    assert "Pending version deleted" in desk.get(path(article, "review")).text


def test_a_withdrawn_article_keeps_its_pending_version_unpublished(desk: Desk) -> None:
    pending = make_pending(article := make_article(author=desk.person))

    asked = desk.get(path(article, "withdrawal")).text
    desk.post(path(article, "withdrawal"))
    answer = desk.post(path(pending), seen=pending.revision)

    assert "Its pending version stays at the desk." in asked
    assert (answer.status_code, "The article is not public at present." in answer.text) == (422, True)
    assert path(pending, "edit") in desk.get(path(article, "edit")).text


@pytest.mark.parametrize("page", ["byline", "end"])
def test_bylines_and_end_are_set_on_the_public_article_alone(desk: Desk, page: str) -> None:
    pending = make_pending(make_article(author=desk.person))

    assert desk.post(path(pending, page)).status_code == 404


def test_who_may_not_publish_can_read_a_pending_version_and_change_nothing(sit: Sit) -> None:
    writer, stranger = sit(role=Role.CONTRIBUTOR), sit()
    pending = make_pending(make_article(author=writer.person))

    for page in ("edit", "publication", "schedule", "takeover", "deletion", "review"):
        assert writer.post(path(pending, page), seen=pending.revision).status_code in {403, 404, 409}
        assert stranger.post(path(pending, page), seen=pending.revision).status_code == 404
    assert writer.get(path(pending, "review")).status_code == 200
    assert pending.state is ArticleState.DRAFT


def test_a_save_in_place_leaves_the_note_for_the_public_history(desk: Desk) -> None:
    pending = make_pending(make_article(author=desk.person))
    sent = fields(pending, deed="save", slug="", change_note="Adds figures.", is_minor="y")

    said = desk.client.post(
        path(pending, "edit"), data={"csrf_token": desk.token, **sent}, headers={"Accept": "application/json"}
    ).json

    assert (said["saved"]["change_note"], said["is_minor"]) == ("Adds figures.", True)
    assert (pending.change_note, pending.is_minor_change) == ("Adds figures.", True)


@pytest.mark.parametrize("end", ["publication", "deletion"])
def test_who_comes_to_a_version_that_is_gone_is_sent_to_its_article(desk: Desk, sit: Sit, end: str) -> None:
    pending = make_pending(article := make_article(author=desk.person))
    seen, key = pending.revision, pending.id
    desk.post(path(pending, end), seen=seen)
    page = f"/desk/articles/{key}"

    answers = [desk.get(f"{page}/{name}") for name in ("edit", "publication", "review", "preview")]
    again = desk.post(f"{page}/publication", seen=seen)
    sent = desk.post(f"{page}/edit", headline="Tea", body="Typed when it was gone.", copy_key="k" * 12)
    save = {"csrf_token": desk.token, "headline": "Tea", "body": "Saved when it was gone."}
    said = desk.client.post(f"{page}/edit", data=save, headers={"Accept": "application/json"})

    assert {answer.location for answer in (*answers, again, sent)} == {path(article, "edit")}
    copies = db.session.scalars(select(WorkingCopy).order_by(WorkingCopy.id)).all()
    kept = [(copy.article_id, copy.fields["body"]) for copy in copies]
    assert kept == [(article.id, [words]) for words in ("Typed when it was gone.", "Saved when it was gone.")]
    assert (said.status_code, "meanwhile" in said.json["refused"]) == (409, True)
    assert sit().get(f"{page}/edit").status_code == 404
