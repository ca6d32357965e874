"""The search of the site as files: an index in parts, each a script, and the page that loads them."""

import json
from collections.abc import Iterable, Iterator, Sequence

from flask import render_template
from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, load_only, selectinload, undefer

from blog.articles.pages.article_queries import authors_of
from blog.database import AnySession
from blog.database.search.accent_folding import ALIKE, fold_letters
from blog.models import Article, ArticleState, SitePage
from blog.operations.static_site.files.file_names import UnfitAddress, file_name, relative_link
from blog.text.language import content_language
from blog.web.formatting.memoized import day
from blog.web.formatting.public_headline import public_headline, typographic

PART_SIZE = 500
"""Article ids in one part, public or not, so that no article ever moves to another part."""
PAGES_PART = 0
"""Number of the part with the pages without date."""
SHOWN = (
    load_only(
        Article.id, Article.slug, Article.headline, Article.standfirst, Article.language, Article.published_at,
        Article.body_text, Article.state,
    ),
    undefer(Article.is_retracted),
    joinedload(Article.author),
    selectinload(Article.coauthors),
    selectinload(Article.topics),
)  # fmt: skip


def part_name(number: int) -> str:
    """Return the file of one part of the index."""
    return f"search/part-{number}.js"


def part_of(article_id: int) -> int:
    """Return the number of the part that holds an article."""
    return (article_id - 1) // PART_SIZE + 1


def list_parts(session: AnySession) -> list[int]:
    """Return the numbers of the parts that hold something, newest first."""
    number = ((Article.id - 1) // PART_SIZE + 1).label("number")
    filled = select(number).where(Article.state == ArticleState.PUBLISHED).group_by(number).order_by(number.desc())
    has_pages = session.scalar(select(func.count()).select_from(SitePage.published().subquery()))
    return [*session.scalars(filled), *([PAGES_PART] if has_pages else [])]


def write_part(session: AnySession, number: int) -> bytes:
    """Return one part of the index: a call with file, headline, standfirst, day, byline, words and language of each."""
    entries = list(page_entries(session) if number == PAGES_PART else article_entries(session, number))
    text = json.dumps(entries, ensure_ascii=False, separators=(",", ":"))
    # Line ends that JSON allows in a string, and older scripts do not.
    return f"broadsheetDocuments({text});\n".replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").encode()


def article_entries(session: AnySession, number: int) -> Iterator[Sequence[str]]:
    """Yield the entries of the articles of one part, newest first."""
    for article in session.scalars(select_part(number)):
        try:
            name = file_name(f"/articles/{article.slug}")
        except UnfitAddress:
            continue
        byline = ", ".join(author.name for author in authors_of(article))
        published = day(article.published_at) if article.published_at else ""
        yield entry_of(article, name, published, byline)


def select_part(number: int) -> Select[Article]:
    """Select the published articles of one part, newest first."""
    last = number * PART_SIZE
    return Article.published().where(Article.id > last - PART_SIZE, Article.id <= last).options(*SHOWN)


def page_entries(session: AnySession) -> Iterator[Sequence[str]]:
    """Yield the entries of the pages without date."""
    for page in session.scalars(SitePage.published()):
        yield entry_of(page.article, file_name(f"/{page.article.address_slug}"), "", "")


def entry_of(article: Article, name: str, published: str, byline: str) -> Sequence[str]:
    """Return the entry of one article; its words are folded, and each stands once."""
    topics = " ".join(topic.name for topic in article.topics)
    words = " ".join(dict.fromkeys(fold_letters(f"{topics} {article.body_text}").split()))
    language = content_language(article.language).tag if article.language else ""
    standfirst = typographic(article.standfirst, article)
    return [
        relative_link("search.html", name),
        public_headline(article),
        standfirst,
        published,
        byline,
        words,
        language,
    ]


def render_search_page(parts: Iterable[int]) -> str:
    """Return the search page of the files; it is read as SiteReader.read() reads."""
    alike = " ".join(f"{letter}{plain}" for letter, plain in ALIKE.items())
    names = [part_name(number) for number in parts]
    return render_template("operations/static_site/search.html", parts=names, alike=alike)
