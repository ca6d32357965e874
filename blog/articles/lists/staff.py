"""Queries of people as readers see them: profile, number of articles, staff page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo

from sqlalchemy import func
from sqlalchemy.orm import joinedload

from blog.articles.pages.article_queries import select_by_author
from blog.database import AnySession
from blog.models import Article, Person, Profile, select_authors


@dataclass(frozen=True)
class Work:
    """The articles of one author in numbers."""

    count: int
    since: int | None
    """Year of the first."""


@dataclass(frozen=True)
class TeamMember:
    """A person on the staff page; *page* is the path of the author page, "" for who has none yet."""

    person: Person
    profile: Profile
    page: str


def find_profile(session: AnySession, person: Person) -> Profile:
    """Return the profile of *person*; an empty one, which is not stored, where there is none."""
    found = session.get(Profile, person.id, options=[joinedload(Profile.picture)])
    return found or Profile(role_line="", contact="", links=[])


def count_articles(session: AnySession, author: Person, zone: tzinfo) -> Work:
    """Return how many published articles *author* has, and since which year in *zone*."""
    mine = select_by_author(author).order_by(None)
    count, first = session.execute(mine.with_only_columns(func.count(), func.min(Article.published_at))).one()
    return Work(count, first.astimezone(zone).year if first else None)


def list_team(session: AnySession) -> Sequence[TeamMember]:
    """Return the people of the staff page in its order, by name where places are the same."""
    shown = Profile.on_staff_page().order_by(Profile.team_position, Person.sort_key)
    shown = shown.options(joinedload(Profile.person), joinedload(Profile.picture))
    found = session.scalars(shown).all()
    ids = [profile.person_id for profile in found]
    with_page = set(session.scalars(select_authors().where(Person.id.in_(ids)).with_only_columns(Person.id)))
    return [
        TeamMember(one.person, one, f"/authors/{one.person.slug}" if one.person_id in with_page else "")
        for one in found
    ]
