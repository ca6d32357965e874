"""Restoring a revision brings back its end and its credits where they are still possible."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from blog.authoring.drafts.bylines import Credits, Reviewer, set_credits
from blog.authoring.drafts.comparing import compare_revisions
from blog.authoring.drafts.restoring import restore
from blog.authoring.drafts.writing import Manuscript, save_draft
from blog.authoring.publishing.expiry import set_end
from blog.database import db
from blog.models import (
    Article,
    Person,
    Revision,
    Role,
)
from tests.factories import NOW, make_article, make_person

END = NOW + timedelta(days=1)


def test_restoring_brings_an_end_back_only_while_it_lies_ahead(app: Flask) -> None:
    article, person = make_article(), make_person()
    set_end(db.session, article, END, NOW, person_id=person.id)
    ending = db.session.scalars(select(Revision).order_by(Revision.number.desc())).first()
    set_end(db.session, article, None, NOW, person_id=person.id)

    restore(db.session, article, ending, END, person_id=person.id, seen=article.revision)
    assert article.ends_at is None
    restore(db.session, article, ending, NOW, person_id=person.id, seen=article.revision)
    assert article.ends_at == END


LATER = NOW + timedelta(hours=1)


def make_shared(*names: str, **more: object) -> Article:
    """Make a published article of the people with *names*, the first of whom owns it."""
    people = [make_person(name, slug=name.lower()) for name in names]
    article = make_article(author=people[0], **more)
    name_coauthors(article, *people[1:])
    return article


def name_coauthors(article: Article, *people: Person) -> None:
    set_credits(db.session, article, Credits([one.id for one in people]), NOW, person_id=article.author_id)
    db.session.commit()


def test_revisions_keep_who_is_named_and_bring_it_back(app: Flask) -> None:
    article, editor = make_shared("Anna", "Bea"), make_person(role=Role.EDITOR)
    reviewer = make_person("Rita")
    full = Credits([article.coauthors[0].id], Reviewer(reviewer.id), change_reviewer=True)
    set_credits(db.session, article, full, NOW, person_id=editor.id)
    with_all = newest(article)
    set_credits(db.session, article, Credits((), None, change_reviewer=True), NOW, person_id=editor.id)
    without = newest(article)

    details = compare_revisions(without, with_all).details
    assert details["bylines"] == ("Anna", "Anna, Bea")
    assert (details["reviewer"], details["reviewer_credit"]) == (("", "Rita"), ("", "Reviewed"))
    restore(db.session, article, with_all, LATER, person_id=editor.id, seen=article.revision)
    assert [person.name for person in article.bylines] == ["Anna", "Bea"]
    assert article.reviewer is reviewer


def newest(article: Article) -> Revision:
    query = select(Revision).where(Revision.article_id == article.id).order_by(Revision.number.desc())
    return db.session.scalars(query).first()


def test_a_revision_brings_its_language_back(app: Flask) -> None:
    article = make_article()
    write(article, "uk")
    ukrainian = newest(article)
    write(article, "")

    restore(db.session, article, ukrainian, NOW, person_id=article.author_id, seen=article.revision)

    assert article.language == "uk"
    assert compare_revisions(ukrainian, newest(article)).is_changed is False


def write(article: Article, language: str) -> None:
    manuscript = Manuscript(article.headline, body="Tea.", slug=article.slug, language=language)
    save_draft(db.session, article, manuscript, NOW, seen=article.revision)
