"""A revision is recorded for each save that changed the article."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from blog.authoring.drafts.revisions import RevisionMetadata, record_revision
from blog.authoring.drafts.writing import Manuscript, create_draft, save_draft
from blog.authoring.publishing.publishing import AlertOptions, publish
from blog.database import db
from blog.models import Article, Person, Revision, RevisionKind
from tests.factories import NOW, make_draft, make_person

SAVE, PUBLICATION, RESTORE = RevisionKind.SAVE, RevisionKind.PUBLICATION, RevisionKind.RESTORE


def revisions_of(article: Article) -> list[Revision]:
    return list(db.session.scalars(select(Revision).where(Revision.article_id == article.id).order_by(Revision.number)))


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


def test_each_save_and_publication_is_kept(app: Flask) -> None:
    author = make_person()
    article = write_twice(author)

    publish(db.session, article, NOW, send_alert=False, options=AlertOptions(person_id=author.id))

    kept = [(row.number, row.kind, row.body_markdown, row.is_public, row.person_id) for row in revisions_of(article)]
    assert kept == [
        (1, SAVE, "Tea is hot.", False, author.id),
        (2, SAVE, "Tea was hot.", False, author.id),
        (3, PUBLICATION, "Tea was hot.", True, author.id),
    ]


def test_a_save_that_changes_nothing_keeps_nothing(app: Flask) -> None:
    article = write_twice(make_person())

    record_revision(db.session, article, NOW, RevisionMetadata())

    assert len(revisions_of(article)) == 2


def test_what_was_saved_before_revisions_were_kept_is_the_first(app: Flask) -> None:
    article = make_draft("Old", text="Words of last year.")

    save_draft(db.session, article, Manuscript("New", body="Words of today."), NOW, seen=article.revision)

    assert [row.body_markdown for row in revisions_of(article)] == ["Words of last year.", "Words of today."]
