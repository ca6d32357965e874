"""A file of Markdown for each article and page of an export."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session, selectinload

from blog.articles.corrections.correction_entries import correction_text
from blog.models import Article, ArticleState, Attachment, Correction, FormerAddress, Picture, SlugRedirect
from blog.operations.moving_out.front_matter_writing import path_of_picture, write_file
from blog.text.markdown import find_picture_keys
from blog.text.markdown.components.files import find_file_keys

ARTICLES_AT_ONCE = 100
MAX_NAME_BYTES = 200


def read_texts(connection: Connection) -> Iterator[tuple[str, str]]:
    """Yield path and content of each file, by the ids of the articles; pending versions are in data/ alone."""
    last = 0
    wanted = select(Article).where(Article.state != ArticleState.DELETED, Article.pending_for_id.is_(None))
    loaded = wanted.options(selectinload(Article.topics), selectinload(Article.coauthors)).order_by(Article.id)
    with Session(bind=connection) as session:
        while articles := session.scalars(loaded.where(Article.id > last).limit(ARTICLES_AT_ONCE)).all():
            facts = read_facts(session, [article.id for article in articles])
            for article in articles:
                pictures, files = read_paths(session, article)
                yield path_of(article), write_file(article, facts[article.id], pictures, files)
            last = articles[-1].id
            session.expunge_all()


def path_of(article: Article) -> str:
    """Return the path of the file, by year for articles; its id stands for a slug that is no good name of a file."""
    slug = article.address_slug
    is_name = bool(slug) and slug[0] != "." and "/" not in slug and len(slug.encode()) <= MAX_NAME_BYTES
    name = f"{slug if is_name else article.id}.md"
    year = (article.published_at or article.created_at).year
    return f"content/pages/{name}" if article.is_page else f"content/articles/{year}/{name}"


def read_facts(session: Session, ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Return aliases and corrections of the articles with *ids*."""
    facts = defaultdict[int, dict[str, Any]](lambda: {"aliases": [], "corrections": []})
    redirects = select(SlugRedirect.article_id, SlugRedirect.slug).where(SlugRedirect.article_id.in_(ids))
    for id, slug in session.execute(redirects).all():
        facts[id]["aliases"].append(f"/articles/{slug}")
    former = select(FormerAddress.article_id, FormerAddress.address).where(FormerAddress.article_id.in_(ids))
    for article_id, address in session.execute(former).all():
        if article_id is not None and "?" not in address:
            facts[article_id]["aliases"].append(address)
    standing = select(Correction).where(Correction.article_id.in_(ids), Correction.struck_at.is_(None))
    for correction in session.scalars(standing.order_by(Correction.id)):
        facts[correction.article_id]["corrections"].append(
            f"{correction.corrected_at.date().isoformat()}: {correction_text(correction)}"
        )
    for known in facts.values():
        known["aliases"].sort()
    return facts


def read_paths(session: Session, article: Article) -> tuple[dict[str, str], dict[str, str]]:
    """Return the paths of pictures and files that *article* shows, by their keys."""
    keys, file_keys = {*find_picture_keys(article.body_markdown)}, find_file_keys(article.body_markdown)
    keys.update(filter(None, [article.social_picture]))
    pictures = session.scalars(select(Picture).where(Picture.key.in_(keys))).all() if keys else []
    files = session.scalars(select(Attachment).where(Attachment.key.in_(file_keys))).all() if file_keys else []
    shown = [*pictures, *([article.lead_picture] if article.lead_picture else [])]
    return {one.key: path_of_picture(one) for one in shown}, {one.key: f"/media/{one.storage_name}" for one in files}
