"""Targets of a follow: a topic, an author or one article; None stands for the whole site."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, or_, select

from blog.database import AnySession
from blog.models import (
    Article,
    ArticleState,
    AuthorRedirect,
    Follow,
    FollowRequest,
    Person,
    SlugRedirect,
    Topic,
    TopicRedirect,
    article_coauthors,
)
from blog.text.cleaning import clean_line
from blog.web.formatting.public_headline import followed_headline, public_headline

KINDS = ("topic", "author", "article")


@dataclass(frozen=True)
class Target:
    """One thing that can be followed."""

    kind: str
    """One of KINDS; also the name of the field that holds its slug in addresses and forms."""
    id: int
    slug: str
    name: str

    @property
    def column(self) -> str:
        """Return the column of Follow and FollowRequest that names it."""
        return f"{self.kind}_id"

    @property
    def value(self) -> str:
        """Return its value in a select field."""
        return f"{self.kind}:{self.slug}"


def find_target(session: AnySession, fields: Mapping[str, Any]) -> Target | None:
    """Return the target that query parameters or form fields name by slug; None when there is no public one."""
    for kind in KINDS:
        slug = clean_line(fields.get(kind))
        found = session.execute(visible(kind).where(has_slug(kind, slug))).first() if slug else None
        if found is not None:
            return Target(kind, found.id, found.slug, public_headline(found) if kind == "article" else found.name)
    return None


def names_target(fields: Mapping[str, Any]) -> bool:
    """Return whether query parameters or form fields name something, public or not."""
    return any(clean_line(fields.get(kind)) for kind in KINDS)


def visible(kind: str) -> Select[*tuple[Any, ...]]:
    """Select id, slug and name of everything of one kind that has a public page; of articles what makes the name."""
    if kind == "topic":
        return select(Topic.id, Topic.slug, Topic.name).order_by(Topic.sort_key)
    if kind == "author":
        has_published = exists().where(Article.author_id == Person.id, Article.state == ArticleState.PUBLISHED)
        shared = article_coauthors.c
        is_shared = shared.person_id == Person.id, shared.article_id == Article.id
        has_shared = exists().where(*is_shared, Article.state == ArticleState.PUBLISHED)
        has_public = or_(has_published, has_shared)
        return select(Person.id, Person.slug, Person.name).where(has_public).order_by(Person.sort_key)
    named = Article.headline, Article.language, Article.is_retracted.label("is_retracted")
    return select(Article.id, Article.slug, *named).where(Article.state == ArticleState.PUBLISHED)


def has_slug(kind: str, slug: str) -> ColumnElement[bool]:
    """Return the condition that a row of one kind has this *slug*, or had it before."""
    kinds: dict[str, tuple[Any, Select[int]]] = {
        "article": (Article, select(SlugRedirect.article_id).where(SlugRedirect.slug == slug)),
        "topic": (Topic, select(TopicRedirect.topic_id).where(TopicRedirect.slug == slug)),
        "author": (Person, select(AuthorRedirect.person_id).where(AuthorRedirect.slug == slug)),
    }
    model, moved = kinds[kind]
    return or_(model.slug == slug, model.id == moved.scalar_subquery())


def list_targets(session: AnySession, kind: str) -> list[Target]:
    """Return every topic, or every author with a public page, by name."""
    return [Target(kind, *row) for row in session.execute(visible(kind))]


def target_of(row: Follow | FollowRequest) -> Target | None:
    """Return what *row* names; None means the site."""
    if row.topic is not None:
        return Target("topic", row.topic.id, row.topic.slug, row.topic.name)
    if row.author is not None:
        return Target("author", row.author.id, row.author.slug, row.author.name)
    if row.article is not None:
        return Target("article", row.article.id, row.article.slug, followed_headline(row.article))
    return None
