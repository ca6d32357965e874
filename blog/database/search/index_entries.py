"""Texts of the search index: what is indexed of each article, which triggers of migration 0014 copy into the index.

The database takes the texts of an article out when its words change, whoever
changes them. So one that was written without them, by an older edition of the
program, is not found until the worker has made them.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Integer, Text, column, delete, insert, select, table, text

from blog.database import AnySession
from blog.database.search.stemming import language_code, text_stems
from blog.database.search.tokenizer import index_text

PARTS = ("headline", "standfirst", "body_text")
"""Columns of an article, and of its indexed texts; the most prominent first."""
EDITION = 3
"""Raised when the program cuts, folds or stems otherwise, so that the worker makes the texts again."""
INDEXED = table(
    "article_search_folded",
    column("article_id", Integer),
    *(column(part, Text) for part in PARTS),
    column("form", Text),
)
# The next form after each, from the index of forms alone.
FORMS = text(
    "WITH RECURSIVE forms (form) AS (SELECT min(form) FROM article_search_folded UNION ALL"
    " SELECT (SELECT min(form) FROM article_search_folded AS other WHERE other.form > forms.form) FROM forms"
    " WHERE forms.form IS NOT NULL) SELECT form FROM forms WHERE form IS NOT NULL"
)


class IndexedText(NamedTuple):
    """The texts of one article by PARTS, and the tag of their language."""

    article_id: int
    texts: Mapping[str, str]
    language: str


def form_of(language: str) -> str:
    """Return how texts in the language with this tag are indexed now: the edition of the index, and the tag."""
    return f"{EDITION} {language}"


def languages_in_use(session: AnySession) -> list[str]:
    """Return the codes of the languages in which indexed texts are stemmed."""
    forms = session.scalars(FORMS).all()
    return sorted({language_code(form.partition(" ")[2]) for form in forms} - {""})


def make_entry(indexed: IndexedText) -> dict[str, Any]:
    """Return the row of an article: each part with those stems that no more prominent part has."""
    code, seen, parts = language_code(indexed.language), set[str](), dict[str, str]()
    for part in PARTS:
        written = indexed.texts[part] or ""
        stems = [stem for stem in text_stems(written, code) if stem not in seen]
        seen.update(stems)
        parts[part] = index_text(written, stems)
    return {"article_id": indexed.article_id, **parts, "form": form_of(indexed.language)}


def write_entries(session: AnySession, articles: Iterable[IndexedText]) -> None:
    """Replace the indexed texts of *articles*. The caller commits."""
    rows = [make_entry(article) for article in articles]
    if rows:
        session.execute(delete(INDEXED).where(INDEXED.c.article_id.in_([row["article_id"] for row in rows])))
        session.execute(insert(INDEXED), rows)


def is_indexed(session: AnySession, article_id: int, language: str) -> bool:
    """Return whether the present texts of the article are indexed in *language*: the database forgets former ones."""
    found = session.scalar(select(INDEXED.c.form).where(INDEXED.c.article_id == article_id))
    return found == form_of(language)
