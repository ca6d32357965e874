"""A pending version is a draft beside the public text; it overwrites nothing that was changed there meanwhile."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.authoring.corrections.correcting import CorrectionDraft, correct
from blog.authoring.drafts.bylines import Credits, set_credits
from blog.authoring.drafts.erasing import Erasure, erase_article, find_own_pictures
from blog.authoring.drafts.pending_versions import (
    PendingVersionExists,
    compare_with_public,
    list_public_changes,
    take_over_public_changes,
)
from blog.authoring.drafts.restoring import restore
from blog.authoring.drafts.revisions import find_latest_revision
from blog.authoring.drafts.slugs import change_slug
from blog.authoring.drafts.topics import set_topics
from blog.authoring.drafts.writing import EditConflict, Manuscript, delete_draft, save_draft
from blog.database import db
from blog.models import Article, ArticleEvent, ArticleState, EventKind, Picture
from blog.models.page_metadata import PageMetadata
from blog.pictures.library.deletion import delete_picture
from tests.authoring.pending_factories import NEW_TEXT, make_pending
from tests.factories import NOW, make_article, make_person, make_topic
from tests.pictures.picture_factories import make_picture

LATER = NOW + timedelta(hours=1)
OLD_TEXT = "The board met on Tuesday and agreed on the budget."


def take_over(pending: Article) -> None:
    public = pending.pending_for
    assert public
    seen = {"seen": pending.revision, "public_seen": public.revision}
    take_over_public_changes(db.session, pending, LATER, person_id=public.author_id, **seen)
    db.session.commit()


def save_public(article: Article, **changed: object) -> None:
    same = {"headline": article.headline, "standfirst": article.standfirst, "body": article.body_markdown}
    save_draft(db.session, article, Manuscript(**{**same, **changed}), LATER, seen=article.revision)
    db.session.commit()


def test_an_article_has_one_pending_version_at_most(app: Flask) -> None:
    article = make_article()
    make_pending(article)

    with pytest.raises(PendingVersionExists):
        make_pending(article)


READERS_PAGES = (
    "/", "/articles/tea", "/articles/tea.md", "/articles/tea.txt", "/articles/tea/history", "/articles/tea-pending",
    "/search?q=zebrafinch", "/search?q=quagga", "/feed.atom", "/feed.rss", "/feed.json", "/sitemap.xml", "/archive/",
    "/topics/", "/topics/hot", "/authors/ann", "/corrections/", "/corrections/feed.atom",
)  # fmt: skip
WAITING = (ArticleState.DRAFT, ArticleState.IN_REVIEW, ArticleState.ACCEPTED, ArticleState.SCHEDULED)


def test_readers_find_nothing_of_a_pending_version_in_any_state(app: Flask, client: FlaskClient) -> None:
    author = make_person("Ann", slug="ann")
    article = make_article("Tea", slug="tea", author=author, topics=[make_topic("Hot", slug="hot")])
    pending = make_pending(article, headline="Quagga")

    for state, pages in zip(WAITING, (READERS_PAGES, *[READERS_PAGES[:7]] * 3), strict=True):
        pending.state, pending.scheduled_at = state, LATER
        db.session.commit()
        seen = "".join(client.get(page).text for page in pages).replace("q=zebrafinch", "")
        assert "zebrafinch paragraph" not in seen
        assert "Quagga" not in seen
        assert "-pending" not in seen.replace("/articles/tea-pending", "")
        assert client.get("/articles/tea-pending").status_code == 404
    assert OLD_TEXT in client.get("/articles/tea").text


@pytest.mark.parametrize(
    ("changed", "names"),
    [
        ({"body": "Corrected."}, ["body_markdown"]),
        ({"headline": "Coffee"}, ["headline"]),
        ({"standfirst": ""}, ["standfirst"]),
        ({"lead_caption": "A cup"}, ["lead_caption"]),
        ({"language": "de"}, ["language"]),
        ({"body": NEW_TEXT}, []),
        ({"slug": "another-address"}, []),
        ({}, []),
    ],
)
def test_what_publishing_would_undo_is_named(app: Flask, changed: dict[str, str], names: list[str]) -> None:
    pending = make_pending(article := make_article())

    save_public(article, **changed)

    assert list_public_changes(pending, article) == names


def test_every_way_to_change_a_public_text_is_seen(app: Flask) -> None:
    corrected, labelled = make_article(), make_article()
    waiting = [make_pending(corrected), make_pending(labelled)]

    wording = CorrectionDraft(old="Tuesday", new="Wednesday", is_replacing=True)
    correct(db.session, corrected, wording, LATER, editor_id=corrected.author_id, seen=0)
    set_topics(db.session, labelled, [], "Finance")

    assert [list_public_changes(one, one.pending_for) for one in waiting] == [["body_markdown"], ["topics"]]


def test_the_bylines_and_the_address_are_those_of_the_public_article(app: Flask) -> None:
    pending, guest = make_pending(article := make_article()), make_person("Bea")

    set_credits(db.session, article, Credits([guest.id]), LATER, person_id=article.author_id)
    change_slug(db.session, article, "elsewhere", LATER)

    assert list_public_changes(pending, article) == []
    assert pending.bylines == [article.author, guest]
    assert not compare_with_public(pending).details


def test_an_address_that_was_changed_in_public_is_not_undone_unseen(app: Flask) -> None:
    pending = make_pending(article := make_article(slug="tea"), slug="green-tea")

    change_slug(db.session, article, "tea-time", LATER)
    assert list_public_changes(pending, article) == ["slug"]
    assert compare_with_public(pending).details == {"slug": ("tea-time", "green-tea")}

    take_over(pending)
    assert (list_public_changes(pending, article), pending.planned_slug) == ([], "green-tea")


def test_bringing_up_to_date_copies_what_the_public_text_alone_changed(app: Flask) -> None:
    pending = make_pending(article := make_article("Tea"))
    save_public(article, headline="Coffee", body="Corrected.")

    take_over(pending)

    assert (pending.headline, pending.body_markdown) == ("Coffee", NEW_TEXT)
    assert list_public_changes(pending, article) == []
    assert (article.headline, article.body_markdown) == ("Coffee", "Corrected.")


def test_corrected_words_come_into_a_body_that_was_changed_elsewhere(app: Flask) -> None:
    pending = make_pending(article := make_article(), body=f"{OLD_TEXT}\n\n{NEW_TEXT}")
    save_public(article, body=OLD_TEXT.replace("Tuesday", "Wednesday"))

    take_over(pending)

    assert pending.body_markdown == f"{article.body_markdown}\n\n{NEW_TEXT}"
    assert list_public_changes(pending, article) == []


@pytest.mark.parametrize("stale", ["seen", "public_seen"])
def test_bringing_up_to_date_refuses_what_was_not_shown(app: Flask, stale: str) -> None:
    pending = make_pending(article := make_article())
    seen = {"seen": pending.revision, "public_seen": article.revision, stale: "before"}

    with pytest.raises(EditConflict):
        take_over_public_changes(db.session, pending, LATER, person_id=article.author_id, **seen)


def test_what_is_deleted_for_good_takes_its_pending_version_and_pictures_along(app: Flask) -> None:
    picture = make_picture()
    make_pending(article := make_article(), lead_picture=picture)

    assert list(find_own_pictures(db.session, article)) == [picture]
    erase_article(db.session, article, Erasure("A court order.", "Deleted article", None, [picture.id]), LATER)
    db.session.commit()

    assert list(db.session.scalars(select(Article))) == [article]
    assert list(db.session.scalars(select(Picture))) == []


def test_a_pending_version_goes_with_its_article_and_the_article_stays_without_it(app: Flask) -> None:
    kept, gone = make_article(), make_article()
    discarded, _ = make_pending(kept), make_pending(gone)

    delete_draft(db.session, discarded, LATER, by=kept.author)
    db.session.delete(gone)
    db.session.commit()

    assert list(db.session.scalars(select(Article))) == [kept]
    assert [event.kind for event in db.session.scalars(select(ArticleEvent))] == [EventKind.DISCARDED]


def with_picture(picture: Picture | None) -> PageMetadata:
    return PageMetadata(social_picture=picture.key if picture else "")


def test_the_picture_of_shared_links_is_taken_over_or_is_a_conflict(app: Flask) -> None:
    ours, theirs = make_picture("Ours"), make_picture("Theirs")
    article = make_article("Tea", text=OLD_TEXT)
    pending = make_pending(article)

    save_public(article, page_metadata=with_picture(theirs))
    named = list_public_changes(pending, article)
    take_over(pending)
    taken, left = pending.social_picture, list_public_changes(pending, article)
    save_draft(
        db.session, pending, Manuscript(NEW_TEXT, page_metadata=with_picture(ours)), LATER, seen=pending.revision
    )
    save_public(article)

    assert (named, taken, left) == (["social_picture"], theirs.key, [])
    assert "social_picture" in list_public_changes(pending, article)
    comparison = compare_with_public(pending)
    assert comparison is not None
    assert comparison.details["social_picture"] == ("", ours.key)


def test_a_picture_that_was_deleted_is_left_out_of_what_comes_back(app: Flask) -> None:
    picture = make_picture()
    article = make_article("Tea", text=OLD_TEXT)
    save_public(article, page_metadata=with_picture(picture))
    revision = find_latest_revision(db.session, article)
    save_public(article)
    delete_picture(db.session, picture, NOW)

    assert revision is not None
    restore(db.session, article, revision, LATER, person_id=article.author_id, seen=article.revision)

    assert article.social_picture == ""
