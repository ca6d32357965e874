"""Links between imported articles: old paths in texts become the present addresses once all articles are here."""

import re
from collections.abc import Iterator

from sqlalchemy import select

from blog.authoring.drafts.writing import set_body
from blog.database import AnySession
from blog.models import Article, FormerAddress, ImportOrigin, OriginKind, Revision

BATCH = 50


def settle_links(session: AnySession, source: str) -> Iterator[int]:
    """Set the links of all articles of *source*, some articles a step, and yield how many; the caller commits each.

    The revision of the import is written too: nobody has edited it. A link to
    what is not public, or not imported, stays a path, which leads on later.
    """
    last = 0
    while True:
        query = select(ImportOrigin).where(
            ImportOrigin.source == source, ImportOrigin.kind == OriginKind.ARTICLE, ImportOrigin.id > last
        )
        origins = session.scalars(query.order_by(ImportOrigin.id).limit(BATCH)).all()
        if not origins:
            return
        last = origins[-1].id
        yield sum(settle_article(session, origin) for origin in origins if origin.links)
        session.expunge_all()


def settle_article(session: AnySession, origin: ImportOrigin) -> int:
    """Set the links of one article that was not edited here; return how many."""
    article = origin.article
    if article is None or article.revision != origin.stamp:
        return 0
    present = {path: found for path in origin.links if (found := find_present(session, path))}
    text = article.body_markdown
    for path, address in present.items():
        plain = path.partition("#")[0]
        text = re.sub(rf"\]\({re.escape(plain)}(?=[#)])", f"]({address}", text)
    if text != article.body_markdown:
        set_body(session, article, text)
        for revision in session.scalars(select(Revision).where(Revision.article_id == article.id)):
            revision.body_markdown = text
    origin.links = [path for path in origin.links if path not in present]
    session.flush()
    return len(present)


def find_present(session: AnySession, path: str) -> str:
    """Return the address of the public article or page to which the old *path* leads; "" where there is none."""
    head, _mark, query = path.partition("#")[0].partition("?")
    found = session.scalars(FormerAddress.leading_from(head, query)).all()
    article = next((one.article for one in found if one.article is not None), None)
    return path_of_article(article) if article is not None and article.is_public else ""


def path_of_article(article: Article) -> str:
    """Return the path of an article or a page."""
    return f"/{article.address_slug}" if article.is_page else f"/articles/{article.slug}"
