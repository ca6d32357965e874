"""Numbers of an author's work."""

from datetime import UTC

from flask import Flask

from blog.articles.lists.staff import Work, count_articles, find_profile
from blog.authoring.drafts.bylines import set_coauthors
from blog.database import db
from tests.factories import make_article, make_draft, make_person


def test_an_author_has_what_is_public_as_first_or_further_author(app: Flask) -> None:
    person = make_person()
    make_article(author=person, age_days=400)
    set_coauthors(db.session, make_article(), [person.id])
    make_draft(author=person)

    assert count_articles(db.session, person, UTC) == Work(2, 2025)
    assert count_articles(db.session, make_person(), UTC) == Work(0, None)


def test_who_has_no_profile_has_an_empty_one(app: Flask) -> None:
    profile = find_profile(db.session, make_person())

    assert (profile.role_line, profile.links, profile.picture) == ("", [], None)
