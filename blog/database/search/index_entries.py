"""Texts of the search index: what is indexed of each article, which triggers of migration 0014 copy into the index.

The database takes the texts of an article out when its words change, whoever
changes them. So one that was written without them, by an older edition of the
program, is not found until the worker has made them.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Integer, Text, column, delete, insert, table

from blog.database.search.tokenizer import index_text

PARTS = ("headline", "standfirst", "body_text")
"""Columns of an article, and of its indexed texts."""
INDEXED = table("article_search_folded", column("article_id", Integer), *(column(part, Text) for part in PARTS))


def make_entry(article_id: int, texts: Mapping[str, str]) -> dict[str, Any]:
    """Return the row of indexed texts of the article with this id and these *texts*, by PARTS."""
    return {"article_id": article_id, **{part: index_text(texts[part] or "") for part in PARTS}}


def write_entries(connection: Connection, articles: Iterable[tuple[int, Mapping[str, str]]]) -> Sequence[int]:
    """Replace the indexed texts of *articles*, ids with texts by PARTS; return the ids. The caller commits."""
    rows = [make_entry(article_id, texts) for article_id, texts in articles]
    ids = [row["article_id"] for row in rows]
    if rows:
        connection.execute(delete(INDEXED).where(INDEXED.c.article_id.in_(ids)))
        connection.execute(insert(INDEXED), rows)
    return ids
