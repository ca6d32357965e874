"""The revision pages: list, comparison, and restoring a revision."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from blog.authoring.drafts.revisions import RevisionMetadata
from blog.authoring.drafts.writing import Manuscript, create_draft, save_draft
from blog.authoring.revision_page import views as revisionviews
from blog.database import db
from blog.models import Article, Person, Revision, RevisionKind
from tests.authoring.conftest import Desk, Sit
from tests.databases import on_sqlite
from tests.factories import NOW, make_article, make_draft, make_person


def write_twice(author: Person) -> Article:
    """Make a draft of two revisions: "Tea is hot." and "Tea was hot."."""
    article = create_draft(db.session, author, Manuscript("Tea", body="Tea is hot."), NOW)
    again = Manuscript("Tea", body="Tea was hot.")
    save_draft(
        db.session,
        article,
        again,
        NOW + timedelta(minutes=1),
        seen=article.revision,
        metadata=RevisionMetadata(author.id),
    )
    db.session.commit()
    return article


def test_the_list_names_every_revision_and_who_made_it(desk: Desk) -> None:
    article = write_twice(desk.person)

    page = desk.get(f"/desk/articles/{article.id}/revisions").text

    for words in ("Revision 1", "Revision 2", desk.person.name, "Compare", "Restore"):
        assert words in page


def test_a_long_list_leads_to_older_revisions(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(revisionviews, "PAGE_SIZE", 1)
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


def revisions_of(article: Article) -> list[Revision]:
    return list(db.session.scalars(select(Revision).where(Revision.article_id == article.id).order_by(Revision.number)))


def restore(desk: Desk, article: Article, number: int, **fields: Any) -> Any:
    path = f"/desk/articles/{article.id}/revisions/{number}/restoration"
    return desk.post(path, **{"seen": article.revision, **fields})


def test_a_revision_comes_back_as_a_new_one(desk: Desk) -> None:
    article = write_twice(desk.person)

    shown = desk.get(f"/desk/articles/{article.id}/revisions/1/restoration").text
    answer = restore(desk, article, 1)

    assert "Restore revision 1" in shown
    assert answer.location == f"/desk/articles/{article.id}/edit"
    db.session.refresh(article)
    last = revisions_of(article)[-1]
    assert article.body_markdown == "Tea is hot."
    assert (last.number, last.kind, last.restored_from, last.person_id) == (3, RevisionKind.RESTORE, 1, desk.person.id)


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
