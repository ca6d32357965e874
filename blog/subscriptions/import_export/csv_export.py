"""CSV export of all readers, which an import reads back without loss."""

import csv
from collections import defaultdict
from collections.abc import Iterator, Sequence
from io import StringIO
from typing import Any

from sqlalchemy import select

from blog.database import AnySession
from blog.models import Article, Follow, FollowRequest, Person, Subscriber, Topic
from blog.subscriptions.import_export.columns.csv_columns import COLUMNS
from blog.subscriptions.import_export.columns.follow_cells import FollowCell, RequestCell
from blog.subscriptions.import_export.programs.column_names import EXPORT_COLUMNS
from blog.web.access.formula_escaping import escape_formula

CHUNK = 1000


def export_list(session: AnySession) -> Iterator[str]:
    """Yield the lines of a CSV file (RFC 4180): the heading, then one reader a line, a chunk at a time.

    Cells that a spreadsheet would run as a formula get an apostrophe in
    front, which the import takes away again.
    """
    yield write_lines([EXPORT_COLUMNS])
    after = 0
    while chunk := read_chunk(session, after):
        after = chunk[-1].id
        yield write_lines(cells_of(session, chunk))
        session.expunge_all()


def read_chunk(session: AnySession, after: int) -> Sequence[Subscriber]:
    """Return the next readers, by id."""
    return session.scalars(select(Subscriber).where(Subscriber.id > after).order_by(Subscriber.id).limit(CHUNK)).all()


def cells_of(session: AnySession, readers: Sequence[Subscriber]) -> Iterator[list[str]]:
    """Yield the row of each reader."""
    ids = (readers[0].id, readers[-1].id)
    follows = {key: [FollowCell(*one) for one in ones] for key, ones in read_targets(session, Follow, ids).items()}
    requests = {
        key: [RequestCell(*one) for one in ones] for key, ones in read_targets(session, FollowRequest, ids).items()
    }
    for reader in readers:
        lists = {"follows": follows.get(reader.id, ()), "requests": requests.get(reader.id, ())}
        yield [
            escape_formula(write_cell(name, lists.get(name, getattr(reader, name, None)))) for name in EXPORT_COLUMNS
        ]


def write_cell(name: str, value: Any) -> str:
    """Return *value* as the column *name* writes it; nothing for None but where None is a choice."""
    if value is None:
        return "none" if name == "site_frequency" else ""
    return COLUMNS[name].write(value) if name in COLUMNS else str(value)


def read_targets(session: AnySession, model: type[Any], ids: tuple[int, int]) -> dict[int, list[tuple[Any, ...]]]:
    """Return what the readers between the two *ids* follow, or asked to: kind, slug and the rest, by reader."""
    rest: tuple[Any, ...] = (model.frequency, model.created_at) if model is Follow else rest_of_requests()
    query = (
        select(model.subscriber_id, Topic.slug, Person.slug, Article.slug, *rest)
        .outerjoin(Topic, model.topic_id == Topic.id)
        .outerjoin(Person, model.author_id == Person.id)
        .outerjoin(Article, model.article_id == Article.id)
        .where(model.subscriber_id.between(*ids))
        .order_by(model.id)
    )
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for reader, topic, author, article, *more in session.execute(query):
        found[reader].append((*name_target(topic, author, article), *more))
    return found


def rest_of_requests() -> tuple[Any, ...]:
    """Return the columns of a request in the order of RequestCell."""
    one = FollowRequest
    return (one.frequency, one.key, one.consent_wording, one.consent_form, one.requested_at, one.confirmed_at)


def name_target(topic: str | None, author: str | None, article: str | None) -> tuple[str, str]:
    """Return kind and slug of the one that is named, the site when none is."""
    named = (("topic", topic), ("author", author), ("article", article))
    return next(((kind, slug) for kind, slug in named if slug is not None), ("site", ""))


def write_lines(rows: Any) -> str:
    """Return *rows* as lines of CSV."""
    out = StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()
