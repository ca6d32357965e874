"""The run of an import: people, topics, pictures, articles, links, a step at a time, each of which may be the last."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from blog.accounts.audit import record_audit_event
from blog.database import AnySession
from blog.models import AuditKind, ImportOrigin, OriginKind, Person, Picture
from blog.operations.moving_in.imported_items import ArticleItem, Loss, LossKind, SourceContents
from blog.operations.moving_in.moving_report import ArticleRow, MovingReport, Outcome
from blog.operations.moving_in.prepared_articles import ArticleRefused, Pictures, PreparedArticle, prepare
from blog.operations.moving_in.storing.former_paths import add_former_paths
from blog.operations.moving_in.storing.imported_articles import StoredParts, store_article
from blog.operations.moving_in.storing.imported_people import ImportedPeople
from blog.operations.moving_in.storing.imported_pictures import ImportedPictures
from blog.operations.moving_in.storing.imported_readers import ReaderWishes, gather_readers, store_readers
from blog.operations.moving_in.storing.imported_topics import ImportedTopics
from blog.operations.moving_in.storing.linked_translations import link_translations
from blog.operations.moving_in.storing.origins import find_origin, fingerprint_of, source_key
from blog.operations.moving_in.storing.settled_links import path_of_article, settle_links


@dataclass
class ImportRun:
    """One run over *contents*; what it has found so far is in *report*."""

    contents: SourceContents
    pictures: ImportedPictures
    now: datetime
    tags_from: int
    report: MovingReport
    is_again: bool = False
    """Whether what was not changed there is converted once more, by a better converter."""
    is_taken_up: bool = False
    """Whether *now* is when a run began that was killed: what came since counts as new."""
    readers: ReaderWishes = field(default_factory=ReaderWishes)

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
        self.report.lose(self.contents.losses)
        self.report.lose(self.topics.losses())
        self.report.topics = self.topics.store(session)
        yield None
        for item in self.contents.articles():
            yield from self.take(session, item)
            session.expunge_all()
        for count in settle_links(session, self.source):
            self.report.links += count
            yield None
        link_translations(session, self.source, self.contents.translations)
        for path, target in self.contents.paths.items():
            self.report.paths += add_former_paths(session, [path], self.now, target=target)
        self.report.people = self.people.added
        yield None
        yield from self.take_readers(session)

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
        if outcome in {Outcome.DELETED, Outcome.EDITED, Outcome.UNCHANGED}:
            came_now = self.is_taken_up and origin is not None and origin.imported_at == self.now
            came_now &= outcome is Outcome.UNCHANGED
            yield self.note(make_row(item, Outcome.NEW if came_now else outcome, origin))
            return
        try:
            prepared = prepare(item, self.contents.site)
            yield from self.take_pictures(session, prepared)
            body = prepared.write(Pictures(self.pictures.keys, dict(self.contents.pictures)))
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
        lacks_picture = any(kind == LossKind.PICTURE for kind, _detail in origin.losses)
        if is_same and not self.is_again and not lacks_picture:
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
        lead = find_lead(session, self.pictures.keys.get(item.lead.address, "") if item.lead else "")
        authors = self.find_authors(session, item)
        parts = StoredParts(authors, self.topics.ids_of(item), body, lead, failures)
        if outcome is Outcome.UPDATED and origin and is_same_text(origin, prepared, body, lead):
            outcome = Outcome.UNCHANGED
            return make_row(item, outcome, origin)
        origin = store_article(session, self.source, prepared, parts, origin, self.now)
        return make_row(item, outcome, origin)

    def find_authors(self, session: AnySession, item: ArticleItem) -> list[Person]:
        """Return the authors of *item*, at least one, each once."""
        found = [self.people.find(session, key) for key in item.authors or ("",)]
        return list({person.id: person for person in found}.values())


def is_same_text(origin: ImportOrigin, prepared: PreparedArticle, body: str, lead: Picture | None) -> bool:
    """Return whether another look at the same article found nothing new: no picture that was missing, no change."""
    article = origin.article
    is_read = origin.fingerprint == fingerprint_of(prepared.item.as_kept())
    if not is_read or article is None:
        return False
    return (article.body_markdown, article.lead_picture_id) == (body, lead.id if lead else None)


def find_lead(session: AnySession, key: str) -> Picture | None:
    """Return the picture with this key."""
    return session.scalar(select(Picture).where(Picture.key == key)) if key else None


def first_path(item: ArticleItem) -> str:
    """Return the address that *item* had there."""
    return item.paths[0] if item.paths else ""


def make_row(item: ArticleItem, outcome: Outcome, origin: ImportOrigin | None) -> ArticleRow:
    """Return the row of the report for *item*, which is the article of *origin* now."""
    article = origin.article if origin else None
    losses = [Loss(LossKind(kind), detail) for kind, detail in origin.losses] if origin else []
    return ArticleRow(
        item.key,
        item.title,
        first_path(item),
        outcome,
        path_of_article(article) if article else "",
        bool(article and article.is_public),
        item.is_page,
        origin.words_before if origin else 0,
        origin.words_after if origin else 0,
        losses,
    )


def record_run(session: AnySession, run: ImportRun, now: datetime, *, by: Person | None) -> None:
    """Add the audit row of a run; *by* is None on the command line. The caller commits."""
    counts = {f"articles_{name}": count for name, count in run.report.outcomes.items()}
    record_audit_event(session, AuditKind.ARTICLES_IMPORTED, now, by=by, subject=run.source, **counts)
