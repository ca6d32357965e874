"""What a list says about readers who are here: who left or bounced elsewhere gets nothing more."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select

from blog.database import AnySession
from blog.models import Subscriber, SubscriberState, Suppression
from blog.subscriptions.import_export.import_rows import ImportedReader

WORDS = "A list that was imported says so."


def apply_departures(session: AnySession, entries: Sequence[ImportedReader], now: datetime) -> Counter[str]:
    """Let those readers here leave of whom *entries* say that they left, and send nothing to who bounced or complained.

    Who signed up or confirmed here after leaving there stays. Return how many
    left, how many are suppressed now, and how many readers that were. The caller commits.
    """
    departures = {entry.key: entry for entry in entries if is_departure(entry)}
    counts = Counter({"left": 0, "suppressed": 0, "readers": 0})
    if departures:
        mine = select(Subscriber).where(Subscriber.address_key.in_(departures)).with_for_update()
        readers = session.scalars(mine.execution_options(populate_existing=True)).all()
        for reader in readers:
            changed = depart(reader, departures[reader.address_key], now)
            counts["readers"] += bool(changed)
            for outcome in changed:
                counts[outcome] += 1
        session.flush()
    return counts


def is_departure(entry: ImportedReader) -> bool:
    """Return whether *entry* says that the reader left, bounced or complained."""
    return entry.standing.state is SubscriberState.LEFT or entry.values["suppression"] is not None


def depart(reader: Subscriber, entry: ImportedReader, now: datetime) -> Sequence[str]:
    """Take over what *entry* says into *reader*; return what changed."""
    # Of whom a list does not say when they asked to be on it, this import noted its own time: it says nothing.
    here_since = reader.confirmed_at or (reader.requested_at if reader.requested_at != now else None)
    if entry.departed_at is not None and here_since is not None and entry.departed_at < here_since:
        return ()
    changed = []
    if entry.standing.state is SubscriberState.LEFT and reader.state is not SubscriberState.LEFT:
        reader.leave(now)
        changed.append("left")
    if entry.values["suppression"] is not None and reader.suppressed_at is None:
        reader.suppressed_at, reader.suppression = now, entry.values["suppression"]
        reader.suppression_words = WORDS
        changed.append("suppressed")
    return changed


def count_standings(entries: Sequence[ImportedReader]) -> Mapping[str, int]:
    """Return how many of *entries*, all new, have each outcome: a state, or bounced."""
    counts = {"confirmed": 0, "pending": 0, "left": 0, "bounced": 0}
    for entry in entries:
        is_bounced = entry.values["suppression"] is Suppression.HARD_BOUNCE and entry.values["state"] == "pending"
        counts["bounced" if is_bounced else entry.values["state"].value] += 1
    return counts
