"""Translations of another site: linked once all articles are here, as an editor would link them."""

from collections.abc import Mapping

from blog.authoring.revision_page.translations import NotLinkable, OtherGroup, SameLanguage, link_translation
from blog.database import AnySession
from blog.models import Article, OriginKind
from blog.operations.moving_in.storing.origins import find_origin


def link_translations(session: AnySession, source: str, pairs: Mapping[str, str]) -> int:
    """Link the articles of *pairs*, key of a translation to that of its original; return how many. The caller commits.

    What is linked already, or edited into another group, stays as it is.
    """
    count = 0
    for key, original_key in pairs.items():
        article, original = find_article(session, source, key), find_article(session, source, original_key)
        if article is None or original is None or article.translation_of_id is not None or original.is_page:
            continue
        try:
            link_translation(session, original, article)
        except (NotLinkable, OtherGroup, SameLanguage):
            continue
        count += 1
    return count


def find_article(session: AnySession, source: str, key: str) -> Article | None:
    """Return the article that *key* is here, None where it is none."""
    origin = find_origin(session, source, OriginKind.ARTICLE, key)
    return origin.article if origin else None
