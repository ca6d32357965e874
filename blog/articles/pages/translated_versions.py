"""The languages in which readers can read an article, and which version of it lists show."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import aliased

from blog.database import AnySession
from blog.models import READABLE, Article, ArticleState
from blog.text.language import content_language, page_language
from blog.text.language_tags import native_name


class Translation(NamedTuple):
    """One version of an article that readers can open."""

    id: int
    slug: str
    tag: str
    direction: str
    name: str
    """What its language calls itself."""
    is_original: bool


def find_translations(session: AnySession, original_id: int) -> Sequence[Translation]:
    """Return all versions of an article that readers can open, the original first; () where there is but one."""
    return next(iter(find_versions(session, [original_id], Article.state.in_(READABLE)).values()), ())


def find_versions(
    session: AnySession, original_ids: Collection[int] | Select[int | None], condition: ColumnElement[bool]
) -> Mapping[int, Sequence[Translation]]:
    """Return, by the id of each version, all versions under *condition* of the articles with *original_ids*.

    The original comes first; what has but one version is left out.
    """
    group = select(Article.id, Article.slug, Article.language, Article.translation_of_id).where(
        or_(Article.id.in_(original_ids), Article.translation_of_id.in_(original_ids)), condition
    )
    versions = defaultdict[int, list[Translation]](list)
    for row in session.execute(group.order_by(Article.translation_of_id.is_not(None), Article.id)):
        is_original = row.translation_of_id is None
        versions[row.translation_of_id or row.id].append(
            describe(row.id, row.slug, row.language, is_original=is_original)
        )
    return {one.id: found for found in versions.values() if len(found) > 1 for one in found}


def describe(id: int, slug: str, language: str, *, is_original: bool) -> Translation:
    """Return the version with its language."""
    tag, direction = content_language(language)
    return Translation(id, slug, tag, direction, native_name(tag), is_original)


def default_version(translations: Sequence[Translation]) -> Translation:
    """Return the version for readers of none of its languages (x-default): in the site's language, or the first."""
    usual = content_language("").tag
    return next((one for one in translations if one.tag == usual), translations[0])


def in_one_language(articles: Select[Any]) -> Select[Any]:
    """Return *articles*, a query of published ones, with one version of each.

    That in the language of the page, else the original; a translation whose original is not public stands for itself.
    """
    return articles.where(or_(is_chosen_original(), is_chosen_translation()))


def is_chosen_original() -> ColumnElement[bool]:
    """Return as SQL whether an article is an original without a version that suits the page better."""
    other = aliased(Article)
    better = exists().where(
        other.translation_of_id == Article.id,
        other.state == ArticleState.PUBLISHED,
        is_in_page_language(other.language),
    )
    return and_(Article.translation_of_id.is_(None), or_(is_in_page_language(Article.language), ~better))


def is_chosen_translation() -> ColumnElement[bool]:
    """Return as SQL whether an article is a translation into the language of the page, or all there is to read."""
    original = aliased(Article)
    has_original = exists().where(original.id == Article.translation_of_id, original.state == ArticleState.PUBLISHED)
    is_translation = Article.translation_of_id.is_not(None)
    return and_(is_translation, or_(is_in_page_language(Article.language), ~has_original))


def is_in_page_language(column: Any) -> ColumnElement[bool]:
    """Return as SQL whether a column of languages holds the one of the page, in any region."""
    language = page_language().locale.language
    is_named = or_(column == language, column.startswith(f"{language}-"))
    is_usual = content_language("").tag.partition("-")[0] == language
    return or_(is_named, column == "") if is_usual else is_named
