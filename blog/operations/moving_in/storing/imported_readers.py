"""Subscribers of another program as readers here: one a person, with what they followed; nobody is mailed unasked."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from io import TextIOWrapper
from tempfile import TemporaryFile
from typing import Any

from sqlalchemy import select

from blog.database import AnySession
from blog.models import Article, Frequency, ImportOrigin, MailingRules, OriginKind, Person, SubscriberState, Topic
from blog.models.email_address import NotAnAddress, parse_address
from blog.operations.moving_in.imported_items import Loss, LossKind, ReaderItem
from blog.operations.moving_in.storing.imported_topics import topic_name
from blog.subscriptions.import_export.columns.csv_cells import write_moment
from blog.subscriptions.import_export.columns.follow_cells import FollowCell, write_follows
from blog.subscriptions.import_export.csv_import import ImportOptions, import_list
from blog.subscriptions.import_export.import_formats import open_list
from blog.subscriptions.import_export.import_report import ImportReport
from blog.subscriptions.import_export.programs.column_names import EXPORT_COLUMNS
from blog.web.access.formula_escaping import escape_formula


@dataclass(frozen=True)
class ReaderImportOptions:
    """What the operator says of readers."""

    secret: str = ""
    """The site's secret, by which those are known who had themselves deleted."""
    is_asking: bool = False
    """Whether each new reader is asked by mail for permission."""


@dataclass
class GatheredReader:
    """All that one address asked for, over all rows."""

    mail: str
    name: str = ""
    since: datetime | None = None
    has_left: bool = False
    follows_site: bool = False
    items: list[ReaderItem] = field(default_factory=list)

    def take(self, item: ReaderItem) -> None:
        """Add one row: who left once has left, and the first sign-up counts."""
        self.name = self.name or item.name
        self.since = min(filter(None, (self.since, item.since)), default=None)
        self.has_left |= item.has_left
        self.follows_site |= item.follows_site
        self.items.append(item)


def gather_readers(items: Iterable[ReaderItem]) -> tuple[list[GatheredReader], list[tuple[Loss, str]]]:
    """Return each person once, and what no reader can have here; the places name nobody."""
    found, lost = dict[str, GatheredReader](), list[tuple[Loss, str]]()
    for item in items:
        lost += [(loss, "subscriptions") for loss in item.losses]
        try:
            key = parse_address(item.mail).key
        except NotAnAddress:
            lost.append((Loss(LossKind.ITEM, "no e-mail address"), "subscriptions"))
            continue
        found.setdefault(key, GatheredReader(item.mail)).take(item)
    return list(found.values()), lost


@dataclass(frozen=True)
class FollowedThings:
    """Slugs here of what is followed, by its name or key there."""

    topics: Mapping[str, str]
    people: Mapping[str, str]
    articles: Mapping[str, str]

    def cells(self, reader: GatheredReader, frequency: Frequency) -> list[FollowCell]:
        """Return what *reader* follows and what is here, each once."""
        found = dict[tuple[str, str], FollowCell]()
        for item in reader.items:
            for kind, known, names in (
                ("topic", self.topics, [topic_name(name) for name in item.topics]),
                ("author", self.people, item.authors),
                ("article", self.articles, item.articles),
            ):
                for slug in filter(None, map(known.get, names)):
                    found.setdefault((kind, slug), FollowCell(kind, slug, frequency, item.since))
        return list(found.values())


def find_followed(session: AnySession, source: str) -> FollowedThings:
    """Return what can be followed of the import *source*."""
    topics = {row.name: row.slug for row in session.execute(select(Topic.name, Topic.slug))}
    people = select(ImportOrigin.foreign_key, Person.slug).join(Person, Person.id == ImportOrigin.person_id)
    articles = select(ImportOrigin.foreign_key, Article.slug).join(Article, Article.id == ImportOrigin.article_id)

    def by_key(rows: Any, kind: OriginKind) -> dict[str, str]:
        mine = rows.where(ImportOrigin.source == source, ImportOrigin.kind == kind)
        return {key: slug for key, slug in session.execute(mine) if slug}

    return FollowedThings(topics, by_key(people, OriginKind.PERSON), by_key(articles, OriginKind.ARTICLE))


def store_readers(
    session: AnySession, readers: list[GatheredReader], source: str, choices: ReaderImportOptions, now: datetime
) -> Iterator[ImportReport]:
    """Take in *readers* as a list of them is taken in, and yield the report after each batch, for the caller to commit.

    They must agree first, since no other program's word is proof, and get no
    mail unless *choices* say so; who is here already stays as they are.
    """
    if not readers:
        return
    usual, things = MailingRules.read(session).default_frequency, find_followed(session, source)
    with TemporaryFile() as file:
        text = TextIOWrapper(file, "utf-8", newline="")
        writer = csv.DictWriter(text, EXPORT_COLUMNS, restval="")
        writer.writeheader()
        for reader in readers:
            row = write_row(reader, things.cells(reader, usual or Frequency.INSTANT), usual, source)
            writer.writerow({name: escape_formula(value) for name, value in row.items()})
        text.detach()
        options = ImportOptions(now, send_confirmations=choices.is_asking, source=source, secret=choices.secret)
        yield from import_list(session, open_list(file, ","), options)


def write_row(
    reader: GatheredReader, follows: list[FollowCell], usual: Frequency | None, source: str
) -> dict[str, str]:
    """Return the row of *reader* in a list such as our own export."""
    state = SubscriberState.LEFT if reader.has_left else SubscriberState.PENDING
    frequency = usual if reader.follows_site and usual else None
    return {
        "address": reader.mail,
        "name": reader.name[:100],
        "state": state.value,
        "site_frequency": frequency.value if frequency else "none",
        "follows": write_follows(follows),
        "requested_at": write_moment(reader.since) if reader.since else "",
        "consent_form": source,
    }
