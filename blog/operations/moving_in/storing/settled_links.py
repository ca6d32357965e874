"""Links between imported articles: old paths in texts become the present addresses once all articles are here."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from blog.authoring.drafts.writing import set_body
from blog.database import AnySession
from blog.models import Article, FormerAddress, ImportOrigin, OriginKind, Revision
from blog.models.former_address import address_key, normalise_address, readings_of

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


@dataclass
class ForeseenLinks:
    """The links that an import will set, as a dry run sees them."""

    taken: set[str] = field(default_factory=set)
    """Keys of the old addresses that will lead to public articles."""
    linked: Counter[str] = field(default_factory=Counter)
    """How many articles link to each path."""

    def note(self, paths: Iterable[str], links: Sequence[str], *, is_public: bool) -> None:
        """Note an article that stood at *paths*, and the paths of the old site to which it links."""
        self.linked.update(links)
        if is_public:
            heads = (path.partition("?") for path in paths)
            self.taken.update(address_key(normalise_address(head, query)) for head, _mark, query in heads)

    def count(self, session: AnySession) -> int:
        """Return how many links will be set, those to articles of earlier imports among them."""
        return sum(number for path, number in self.linked.items() if self.leads_on(session, path))

    def leads_on(self, session: AnySession, path: str) -> bool:
        """Return whether *path* will lead to a public article."""
        head, _mark, query = path.partition("#")[0].partition("?")
        keys = [address_key(reading) for reading in readings_of(head, query)]
        return not self.taken.isdisjoint(keys) or bool(find_present(session, path))
