"""Articles of an export as rows of the database: their Markdown as it is, rendered here, since no HTML is trusted."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Table, insert, update

from blog.database import AnySession, content_language_tag
from blog.database.search.index_entries import PARTS, IndexedText, write_entries
from blog.models import Article
from blog.operations.moving_in.imported_items import ExportRefused
from blog.operations.moving_in.sources.broadsheet.taken_rows import group_by_fields
from blog.operations.moving_out.exported_tables import ExportedTable
from blog.pictures.files.article_bodies import render_body
from blog.text.markdown import Rendered

Row = dict[str, Any]


def insert_articles(session: AnySession, table: ExportedTable, rows: Iterable[Row]) -> dict[int, int]:
    """Insert articles with HTML and words for the search; return how many words those have that differ in it.

    What names other articles waits for link_articles. The caller commits.

    Raises:
        ExportRefused: a text cannot be rendered.
    """
    made, differing, language = [], dict[int, int](), content_language_tag(session)
    for row in rows:
        rendered = render(session, row)
        texts = {"body_html": rendered.html, "body_text": rendered.text, "word_count": rendered.word_count}
        made.append({**row, **texts, **dict.fromkeys(table.late)})
        if rendered.word_count != row["word_count"]:
            differing[row["id"]] = rendered.word_count
    for fields, group in group_by_fields(table, made).items():
        session.execute(insert(table.table), [{name: row[name] for name in fields} for row in group])
    write_entries(
        session,
        [IndexedText(row["id"], {part: row[part] for part in PARTS}, row["language"] or language) for row in made],
    )
    return differing


def render(session: AnySession, row: Row) -> Rendered:
    """Return the body of *row* rendered with the pictures and files that are here by now."""
    try:
        return render_body(session, row["body_markdown"], row["language"])
    except (ValueError, RecursionError) as error:
        raise ExportRefused(
            _("The text of %(slug)s cannot be shown. Nothing was written.", slug=row["slug"])
        ) from error


def link_articles(session: AnySession, table: ExportedTable, rows: Iterable[Row]) -> None:
    """Let pending versions and translations name the articles that they belong to."""
    articles: Table = Article.__table__  # type: ignore[assignment]
    for row in rows:
        named = {name: row[name] for name in table.late if row[name] is not None}
        if named:
            session.execute(update(articles).where(articles.c.id == row["id"]).values(named))
