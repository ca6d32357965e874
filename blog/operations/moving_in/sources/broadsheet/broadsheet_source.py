"""The source Broadsheet: recognised by its head, checked whole, and then taken in as it is or not at all."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from blog.database import AnySession
from blog.models import Article
from blog.models.site_import import OWN_PROGRAM
from blog.operations.moving_in.door import ReadingOptions
from blog.operations.moving_in.files.export_files import Bundle
from blog.operations.moving_in.imported_items import ExportRefused, Loss, LossKind, SourceContents
from blog.operations.moving_in.moving_report import ArticleRow, MovingReport, Outcome
from blog.operations.moving_in.sources.broadsheet.export_check import CheckedExport, check_export
from blog.operations.moving_in.sources.broadsheet.export_head import find_head, read_head
from blog.operations.moving_in.sources.broadsheet.site_taking import is_empty, take_site, was_taken_at
from blog.operations.moving_in.storing.settled_links import path_of_article
from blog.operations.moving_out.exported_tables import TABLES
from blog.pictures.files.storage import Storage

ARTICLES = next(table for table in TABLES if table.name == "articles")
PUBLIC = ("published", "page_published", "ended")


class BroadsheetSource:
    """Reads the export of this program."""

    name = OWN_PROGRAM

    def recognise(self, bundle: Bundle) -> bool:
        """Return whether the head of an export of ours is in *bundle*."""
        return find_head(bundle) is not None

    def read(self, bundle: Bundle, options: ReadingOptions) -> SourceContents:
        """Check all of it, and return it as a whole: no article of it is converted."""
        checked = check_export(bundle, read_head(bundle), options.say)
        return SourceContents(
            program=self.name,
            site=options.site or checked.head.address,
            title=checked.head.name,
            people=(),
            topics=(),
            articles=lambda: iter(()),
            count=checked.rows["articles"],
            whole=WholeExport(checked),
        )


class WholeExport:
    """A checked export of ours, which an empty site takes in as one."""

    def __init__(self, checked: CheckedExport) -> None:
        self.checked = checked

    def take(
        self, session: AnySession, storage: Storage, now: datetime, report: MovingReport
    ) -> Iterator[ArticleRow | None]:
        """Take all in before the first yield, after which the caller commits; then yield a row for each article.

        A site that has it already stays as it is; a run that was killed afterwards says what it brought.

        Raises:
            ExportRefused: the site is not empty, or the export contradicts itself.
        """
        differing = dict[int, int]()
        if not was_taken_at(session, now):
            if not is_empty(session):
                yield from self.compare(session, report)
                return
            differing = take_site(session, self.checked, storage, now)
            yield None
        self.count(report)
        for row in self.checked.read(ARTICLES):
            yield add(report, make_row(row, Outcome.NEW, differing.get(row["id"], row["word_count"])))

    def rehearse(self, session: AnySession, report: MovingReport) -> Iterator[ArticleRow]:
        """Yield what would become of each article; nothing is written."""
        if not is_empty(session):
            yield from self.compare(session, report)
            return
        self.count(report)
        for row in self.checked.read(ARTICLES):
            yield add(report, make_row(row, Outcome.NEW, row["word_count"]))

    def count(self, report: MovingReport) -> None:
        """Say what comes besides articles."""
        rows = self.checked.rows
        report.people, report.topics = rows["people"], rows["topics"]
        report.readers, report.paths = rows.get("subscribers", 0), rows["former_addresses"]
        report.pictures["new"] = rows["pictures"]

    def compare(self, session: AnySession, report: MovingReport) -> Iterator[ArticleRow]:
        """Yield what the site has of each article; refuse the export where it has none of them.

        Raises:
            ExportRefused: the site has other things.
        """
        if not any(find_here(session, row) for row in self.checked.read(ARTICLES)):
            raise ExportRefused(
                _("This site is not empty: an export of Broadsheet is taken in as a whole, by a new site.")
            )
        for row in self.checked.read(ARTICLES):
            here = find_here(session, row)
            outcome = Outcome.UNCHANGED if here and here.updated_at == row["updated_at"] else Outcome.EDITED
            yield add(report, make_row(row, outcome if here else Outcome.DELETED, row["word_count"]))
            session.expunge_all()


def find_here(session: AnySession, row: dict[str, Any]) -> Article | None:
    """Return the article that *row* became here."""
    same = (Article.id == row["id"], Article.created_at == row["created_at"])
    return session.scalar(select(Article).where(*same))


def add(report: MovingReport, row: ArticleRow) -> ArticleRow:
    """Count *row* and return it."""
    report.add(row)
    return row


def make_row(row: dict[str, Any], outcome: Outcome, words_after: int) -> ArticleRow:
    """Return the row of the report for one article."""
    article = Article(slug=row["slug"], state=row["state"])
    path, before = path_of_article(article), row["word_count"]
    losses = [Loss(LossKind.WORDS, f"{before} → {words_after}")] if words_after != before else []
    is_public = row["state"] in PUBLIC
    title = row["headline"] or row["slug"]
    return ArticleRow(
        str(row["id"]), title, path, outcome, path, is_public, article.is_page, before, words_after, losses
    )
