"""Words of an article for the search index, written with each save of its texts."""

from sqlalchemy import Connection, event, inspect
from sqlalchemy.orm import Mapper

from blog.database.search.index_entries import PARTS, write_entries
from blog.models.article import Article


@event.listens_for(Article, "after_insert")
def add_entry(_mapper: Mapper[Article], connection: Connection, article: Article) -> None:
    """Write the words of a new *article*."""
    write_entries(connection, [(article.id, {part: getattr(article, part) for part in PARTS})])


@event.listens_for(Article, "after_update")
def update_entry(mapper: Mapper[Article], connection: Connection, article: Article) -> None:
    """Write the words of *article* where its texts changed."""
    attributes = inspect(article).attrs
    if any(attributes[part].history.has_changes() for part in PARTS):
        add_entry(mapper, connection, article)
