"""Revisions: each save keeps one, any two can be compared, any one can come back."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from blog.authoring.drafts.revisions import Occasion, record
from blog.authoring.drafts.writing import Manuscript, create_draft, save_draft
from blog.authoring.publishing.publishing import Announcing, publish
from blog.authoring.revision_page import views as revisionviews
from blog.database import db
from blog.models import Article, Person, Revision, RevisionKind
from tests.authoring.conftest import Desk, Sit
from tests.databases import on_sqlite
from tests.factories import NOW, make_article, make_draft, make_person, make_topic

SAVE, PUBLICATION, RESTORE = RevisionKind.SAVE, RevisionKind.PUBLICATION, RevisionKind.RESTORE


def revisions_of(article: Article) -> list[Revision]:
    return list(db.session.scalars(select(Revision).where(Revision.article_id == article.id).order_by(Revision.number)))


def write_twice(author: Person) -> Article:
    """Make a draft of two revisions: "Tea is hot." and "Tea was hot."."""
    article = create_draft(db.session, author, Manuscript("Tea", body="Tea is hot."), NOW)
    again = Manuscript("Tea", body="Tea was hot.")
    save_draft(
        db.session, article, again, NOW + timedelta(minutes=1), seen=article.revision, occasion=Occasion(author.id)
    )
    db.session.commit()
    return article


def restore(desk: Desk, article: Article, number: int, **fields: Any) -> Any:
    path = f"/desk/articles/{article.id}/revisions/{number}/restoration"
    return desk.post(path, **{"seen": article.revision, **fields})


def test_each_save_and_publication_is_kept(app: Flask) -> None:
    author = make_person()
    article = write_twice(author)

    publish(db.session, article, NOW, is_announced=False, how=Announcing(person_id=author.id))

    kept = [(row.number, row.kind, row.body_markdown, row.is_public, row.person_id) for row in revisions_of(article)]
    assert kept == [
        (1, SAVE, "Tea is hot.", False, author.id),
        (2, SAVE, "Tea was hot.", False, author.id),
        (3, PUBLICATION, "Tea was hot.", True, author.id),
    ]


def test_a_save_that_changes_nothing_keeps_nothing(app: Flask) -> None:
    article = write_twice(make_person())

    record(db.session, article, NOW, Occasion())

    assert len(revisions_of(article)) == 2


def test_what_was_saved_before_revisions_were_kept_is_the_first(app: Flask) -> None:
    article = make_draft("Old", text="Words of last year.")

    save_draft(db.session, article, Manuscript("New", body="Words of today."), NOW, seen=article.revision)

    assert [row.body_markdown for row in revisions_of(article)] == ["Words of last year.", "Words of today."]


def test_the_list_names_every_revision_and_who_made_it(desk: Desk) -> None:
    article = write_twice(desk.person)

    page = desk.get(f"/desk/articles/{article.id}/revisions").text

    for words in ("Revision 1", "Revision 2", desk.person.name, "Compare", "Bring back"):
        assert words in page


def test_a_long_list_leads_to_older_revisions(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(revisionviews, "LONG", 1)
    article = write_twice(desk.person)

    first = desk.get(f"/desk/articles/{article.id}/revisions").text
    second = desk.get(f"/desk/articles/{article.id}/revisions?before=2").text

    assert ("Revision 1" in first, "revisions?before=2" in first) == (False, True)
    assert ("Revision 1" in second, "Older revisions" in second) == (True, False)


@pytest.mark.parametrize("query", ["", "?old=1&new=2", "?old=2&new=1"])
def test_two_revisions_are_compared_word_by_word(desk: Desk, query: str) -> None:
    article = write_twice(desk.person)

    page = desk.get(f"/desk/articles/{article.id}/comparison{query}").text

    assert "</span>is<span" in page.split('class="diff__removed">')[1]
    assert "</span>was<span" in page.split('class="diff__added">')[1]
    assert "[removed:]" in page


def test_headline_topics_and_long_unchanged_stretches_have_their_place(desk: Desk) -> None:
    body = "\n\n".join(f"Paragraph {number}." for number in range(9))
    article = create_draft(db.session, desk.person, Manuscript("Tea", body=body), NOW)
    more = Manuscript("Tea time", "New.", f"{body} <b>", topic_ids=[make_topic("Grants").id])
    save_draft(db.session, article, more, NOW, seen=article.revision)

    page = desk.get(f"/desk/articles/{article.id}/comparison").text

    for words in ("Headline", "Standfirst", "Topics", "Grants", "8 paragraphs stayed", "&lt;b&gt;"):
        assert words in page


@on_sqlite
@pytest.mark.parametrize("query", ["?old=1&new=99", "?old=x&new=77", "?new=999999999999"])
def test_a_revision_that_is_none_is_not_found_or_left_out(desk: Desk, query: str) -> None:
    article = write_twice(desk.person)

    status = desk.get(f"/desk/articles/{article.id}/comparison{query}").status_code

    assert status == (200 if "999999999" in query else 404)


def test_an_article_without_revisions_says_so(desk: Desk) -> None:
    article = make_draft(author=desk.person)

    assert "There are none yet" in desk.get(f"/desk/articles/{article.id}/revisions").text
    assert desk.get(f"/desk/articles/{article.id}/comparison").status_code == 303


def test_a_revision_comes_back_as_a_new_one(desk: Desk) -> None:
    article = write_twice(desk.person)

    shown = desk.get(f"/desk/articles/{article.id}/revisions/1/restoration").text
    answer = restore(desk, article, 1)

    assert "Bring back revision 1" in shown
    assert answer.location == f"/desk/articles/{article.id}/edit"
    db.session.refresh(article)
    last = revisions_of(article)[-1]
    assert article.body_markdown == "Tea is hot."
    assert (last.number, last.kind, last.restored_from, last.person_id) == (3, RESTORE, 1, desk.person.id)


def test_nothing_comes_back_over_a_newer_version(desk: Desk) -> None:
    article = write_twice(desk.person)

    answer = restore(desk, article, 1, seen="2026-01-01")

    assert answer.status_code == 409
    assert "a newer version was saved" in answer.text
    assert len(revisions_of(article)) == 2


def test_readers_are_never_given_an_article_without_text(desk: Desk) -> None:
    article = make_article(author=desk.person, text="")
    save_draft(db.session, article, Manuscript("Tea", body="Tea."), NOW, seen=article.revision)

    answer = restore(desk, article, 1)

    assert answer.status_code == 422
    assert db.session.get_one(Article, article.id).body_markdown == "Tea."


@on_sqlite
def test_revisions_of_others_are_not_found(sit: Sit) -> None:
    article = write_twice(make_person())
    desk = sit()

    for page in ("revisions", "comparison", "revisions/1/restoration"):
        assert desk.get(f"/desk/articles/{article.id}/{page}").status_code == 404
    assert restore(desk, article, 1).status_code == 404
