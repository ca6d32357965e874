"""The run of an import: people, topics, pictures, articles, links, a step at a time, each of which may be the last."""

from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from blog.accounts.audit import record_audit_event
from blog.database import AnySession
from blog.models import AuditKind, ImportOrigin, OriginKind, Person
from blog.operations.moving_in.imported_items import ArticleItem, Loss, LossKind, SourceContents
from blog.operations.moving_in.moving_report import ArticleRow, MovingReport, Outcome
from blog.operations.moving_in.prepared_articles import ArticleRefused, Pictures, PreparedArticle, prepare
from blog.operations.moving_in.storing.article_rows import MISSING, find_picture, first_path, is_same_text, make_row
from blog.operations.moving_in.storing.former_paths import add_former_paths
from blog.operations.moving_in.storing.imported_articles import StoredParts, store_article
from blog.operations.moving_in.storing.imported_files import ImportedFiles
from blog.operations.moving_in.storing.imported_people import ImportedPeople
from blog.operations.moving_in.storing.imported_pictures import ImportedPictures
from blog.operations.moving_in.storing.imported_readers import ReaderImportOptions, gather_readers, store_readers
from blog.operations.moving_in.storing.imported_topics import ImportedTopics
from blog.operations.moving_in.storing.linked_translations import link_translations
from blog.operations.moving_in.storing.origins import distinct, find_origin, fingerprint_of, source_key
from blog.operations.moving_in.storing.picture_pages import lead_to_pictures
from blog.operations.moving_in.storing.settled_links import settle_links

AHEAD = 4
"""Articles whose pictures are read while the one before them is written."""
STANDING = frozenset({Outcome.DELETED, Outcome.EDITED, Outcome.UNCHANGED})
"""Of articles that stay as they are here."""


@dataclass
class ImportRun:
    """One run over *contents*; what it has found so far is in *report*."""

    contents: SourceContents
    pictures: ImportedPictures
    files: ImportedFiles
    now: datetime
    tags_from: int
    report: MovingReport
    is_again: bool = False
    """Whether what was not changed there is converted once more, by a better converter."""
    is_taken_up: bool = False
    """Whether *now* is when a run began that was killed: what came since counts as new."""
    readers: ReaderImportOptions = field(default_factory=ReaderImportOptions)
    prepared: dict[str, PreparedArticle] = field(default_factory=dict)
    """Articles that were converted ahead, by key."""

    def __post_init__(self) -> None:
        """Prepare what every step needs."""
        contents = self.contents
        self.source = source_key(contents)
        self.pictures.source = self.source
        self.topics = ImportedTopics(contents.topics, self.tags_from, self.now)
        people = {person.key: person for person in contents.people}
        self.people = ImportedPeople(self.source, people, contents.title, self.now)

    def steps(self, session: AnySession) -> Iterator[ArticleRow | None]:
        """Do the import a step at a time, and yield after each, for the caller to commit; an article yields its row.

        A run that is killed after any step is taken up by the next one, which
        finds what stands and goes on.
        """
        if self.contents.whole is not None:
            yield from self.contents.whole.take(session, self.pictures.storage, self.now, self.report)
            return
        self.pictures.delete_left_over(session)
        self.report.lose(self.contents.losses)
        self.report.lose(self.topics.losses())
        self.report.topics = self.topics.store(session)
        yield None
        with self.pictures.working_ahead():
            for item in self.articles_ahead(session):
                yield from self.take(session, item)
                session.expunge_all()
        for count in settle_links(session, self.source):
            self.report.links += count
            yield None
        yield from lead_to_pictures(session, self.source, self.contents.pictures.values(), self.now)
        link_translations(session, self.source, self.contents.translations)
        for path, target in self.contents.paths.items():
            self.report.paths += add_former_paths(session, [path], self.now, target=target)
        self.report.people = self.people.added
        yield None
        yield from self.take_readers(session)

    def articles_ahead(self, session: AnySession) -> Iterator[ArticleItem]:
        """Yield the articles, each a while after its pictures were begun."""
        waiting = deque[ArticleItem]()
        for item in distinct(self.contents.articles(), self.report.lose):
            self.begin_pictures(session, item)
            waiting.append(item)
            if len(waiting) > AHEAD:
                yield waiting.popleft()
        yield from waiting

    def begin_pictures(self, session: AnySession, item: ArticleItem) -> None:
        """Begin with the pictures of *item* that are not here."""
        origin = find_origin(session, self.source, OriginKind.ARTICLE, item.key)
        if self.judge(origin, item) not in STANDING:
            with suppress(ArticleRefused):
                self.prepared[item.key] = prepare(item, self.contents.site)
                for picture in self.prepared[item.key].list_pictures():
                    if not self.pictures.find(session, picture):
                        self.pictures.begin(picture)
        session.rollback()

    def take_readers(self, session: AnySession) -> Iterator[None]:
        """Take in the readers with what they follow, once all of that is here."""
        readers, lost = gather_readers(self.contents.readers())
        self.report.lose(lost)
        for taken in store_readers(session, readers, self.source, self.readers, self.now):
            self.report.readers = sum(taken.new.values())
            yield None

    def take(self, session: AnySession, item: ArticleItem) -> Iterator[ArticleRow | None]:
        """Take in one article, its pictures first."""
        origin = find_origin(session, self.source, OriginKind.ARTICLE, item.key)
        outcome = self.judge(origin, item)
        prepared = self.prepared.pop(item.key, None)
        if outcome in STANDING:
            came_now = self.is_taken_up and origin is not None and origin.imported_at == self.now
            came_now &= outcome is Outcome.UNCHANGED
            yield self.note(make_row(item, Outcome.NEW if came_now else outcome, origin))
            return
        try:
            if prepared is None or prepared.item is not item:
                prepared = prepare(item, self.contents.site)
            yield from self.take_pictures(session, prepared)
            yield from self.take_files(session, prepared)
            body = prepared.write(Pictures(self.pictures.keys, dict(self.contents.pictures)), self.files.keys)
            row = self.store(session, prepared, body, outcome)
        except ArticleRefused as reason:
            session.rollback()
            row = ArticleRow(item.key, item.title, first_path(item), Outcome.REFUSED, reason=str(reason))
        yield self.note(row)

    def note(self, row: ArticleRow) -> ArticleRow:
        """Count *row* and return it."""
        self.report.add(row)
        return row

    def judge(self, origin: ImportOrigin | None, item: ArticleItem) -> Outcome:
        """Return what is to become of *item*: new, or what an earlier import and edits here leave to do."""
        if origin is None:
            return Outcome.NEW
        if origin.article_id is None or origin.article is None:
            return Outcome.DELETED
        is_same = origin.fingerprint == fingerprint_of(item.as_kept())
        lacks_file = any(kind in MISSING for kind, _detail in origin.losses)
        if is_same and not self.is_again and not lacks_file:
            return Outcome.UNCHANGED
        if origin.article.revision != origin.stamp:
            return Outcome.UNCHANGED if is_same else Outcome.EDITED
        return Outcome.UPDATED

    def take_pictures(self, session: AnySession, prepared: PreparedArticle) -> Iterator[None]:
        """Take in the pictures that *prepared* shows, each with a commit of its own."""
        for picture in prepared.list_pictures():
            is_known = self.pictures.find(session, picture)
            if is_known:
                self.report.pictures["known"] += picture.address in self.pictures.keys
                continue
            session.rollback()
            known = self.contents.pictures.get(picture.address, picture)
            is_stored = self.pictures.store(session, picture if picture.alt or picture.caption else known)
            if is_stored:
                self.report.pictures["new"] += 1
                yield None

    def take_files(self, session: AnySession, prepared: PreparedArticle) -> Iterator[None]:
        """Take in the documents and recordings that *prepared* offers, each with a commit of its own."""
        for address in filter(self.files.can_have, prepared.list_files()):
            if self.files.find(session, address):
                self.report.files["known"] += address in self.files.keys
                continue
            session.rollback()
            if self.files.store(session, address):
                self.report.files["new"] += 1
                yield None

    def store(self, session: AnySession, prepared: PreparedArticle, body: str, outcome: Outcome) -> ArticleRow:
        """Write the article and return its row."""
        item = prepared.item
        origin = find_origin(session, self.source, OriginKind.ARTICLE, item.key)
        failures = [
            Loss(LossKind.PICTURE, f"{picture.address} {self.pictures.failures[picture.address]}")
            for picture in prepared.list_pictures()
            if picture.address in self.pictures.failures
        ]
        self.report.pictures["missing"] += len(failures)
        lead, shared = (find_picture(session, self.pictures.keys, picture) for picture in (item.lead, item.shared))
        authors = self.find_authors(session, item)
        losses = [*prepared.losses_without(self.files.keys, self.files.failures), *failures]
        parts = StoredParts(authors, self.topics.ids_of(item), body, lead, losses, shared)
        if outcome is Outcome.UPDATED and origin and is_same_text(origin, prepared, parts, is_again=self.is_again):
            return make_row(item, Outcome.UNCHANGED, origin)
        origin = store_article(session, self.source, prepared, parts, origin, self.now)
        return make_row(item, outcome, origin)

    def find_authors(self, session: AnySession, item: ArticleItem) -> list[Person]:
        """Return the authors of *item*, at least one, each once."""
        found = [self.people.find(session, key) for key in item.authors or ("",)]
        return list({person.id: person for person in found}.values())


def record_run(session: AnySession, run: ImportRun, now: datetime, *, by: Person | None) -> None:
    """Add the audit row of a run; *by* is None on the command line. The caller commits."""
    counts = {f"articles_{name}": count for name, count in run.report.outcomes.items()}
    record_audit_event(session, AuditKind.ARTICLES_IMPORTED, now, by=by, subject=run.source, **counts)
