"""What imported readers follow: found by slug or name, and stored with them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from blog.database import AnySession, insert_missing
from blog.models import Article, Follow, FollowRequest, Frequency, Person, Topic
from blog.subscriptions.import_export.columns.follow_cells import FollowCell
from blog.subscriptions.import_export.import_formats import RowError
from blog.subscriptions.import_export.import_report import ImportReport
from blog.subscriptions.import_export.import_rows import ImportedReader

SLUGS: Mapping[str, Any] = {"topic": Topic, "author": Person, "article": Article}
MAX_NAME_SHOWN = 100
"""Characters of a name in the report that this site does not have."""


def resolve_topics(session: AnySession, entries: Sequence[ImportedReader], report: ImportReport) -> None:
    """Make follows of the topics that *entries* name by name or slug; count those that this site does not have."""
    if not any(entry.topics for entry in entries):
        return
    slugs = {
        word.casefold(): slug for slug, name in session.execute(select(Topic.slug, Topic.name)) for word in (slug, name)
    }
    for entry in entries:
        frequency = entry.values["site_frequency"] or Frequency.INSTANT
        for name in dict.fromkeys(entry.topics):
            if slug := slugs.get(name.casefold()):
                entry.follows.append(FollowCell("topic", slug, frequency, None))
            else:
                report.count_unknown_topic(name[:MAX_NAME_SHOWN])


def find_slugs(session: AnySession, entries: Sequence[ImportedReader]) -> dict[tuple[str, str], int]:
    """Return the keys of all that *entries* follow, by kind and slug."""
    wanted = {(one.kind, one.slug) for entry in entries for one in (*entry.follows, *entry.requests)}
    found = {("site", slug): 0 for kind, slug in wanted if kind == "site"}
    for kind, model in SLUGS.items():
        named = [slug for other, slug in wanted if other == kind]
        if named:
            rows = session.execute(select(model.slug, model.id).where(model.slug.in_(named)))
            found |= {(kind, slug): key for slug, key in rows}
    return found


def reject_unknown(entry: ImportedReader, slugs: Mapping[tuple[str, str], int], report: ImportReport) -> bool:
    """Reject *entry* when it follows what this site does not have; return whether it does."""
    errors = [
        RowError(
            entry.line, column, f"{one.kind}:{one.slug}"[:MAX_NAME_SHOWN], _("This site has nothing of this name.")
        )
        for column, ones in (("follows", entry.follows), ("requests", entry.requests))
        for one in ones
        if (one.kind, one.slug) not in slugs
    ]
    if errors:
        report.reject(errors)
    return bool(errors)


def insert_follows(
    session: AnySession,
    stored: Sequence[tuple[int, ImportedReader]],
    slugs: Mapping[tuple[str, str], int],
    now: datetime,
) -> None:
    """Insert what the new readers follow, and what they asked to follow."""
    follows = [
        {**target(one, slugs), "subscriber_id": key, "frequency": one.frequency, "created_at": one.since or now}
        for key, entry in stored
        for one in entry.follows
    ]
    requests = [
        {**target(one, slugs), "subscriber_id": key, **values_of(one)}
        for key, entry in stored
        for one in entry.requests
    ]
    inserts: Sequence[tuple[Callable[..., Any], list[dict[str, Any]]]] = ((Follow, follows), (FollowRequest, requests))
    for model, rows in inserts:
        if rows:
            insert_missing(session, model, rows)  # type: ignore[arg-type]


def target(one: Any, slugs: Mapping[tuple[str, str], int]) -> dict[str, int | None]:
    """Return the three columns of which one names what is followed."""
    return {f"{kind}_id": slugs[one.kind, one.slug] if one.kind == kind else None for kind in SLUGS}


def values_of(asked: Any) -> dict[str, Any]:
    """Return the columns of a request."""
    return {
        "frequency": asked.frequency,
        "key": asked.key,
        "consent_wording": asked.wording,
        "consent_form": asked.form,
        "requested_at": asked.requested_at,
        "confirmed_at": asked.confirmed_at,
    }
