"""The CSV cells that hold the follows and the follow requests of a reader."""

import json
import re
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from flask_babel import gettext as _

from blog.models import Frequency
from blog.subscriptions.import_export.columns.csv_cells import (
    enum_reader,
    read_key,
    read_moment,
    require_max_length,
    write_moment,
)
from blog.text.cleaning import clean_line, clean_text

FOLLOW = re.compile(r"(topic|author|article):([^=;@\s]+)=([a-z]+)(?:@(\S+))?")


class FollowCell(NamedTuple):
    """A thing that is followed, by its kind and slug; *since* None means from now on."""

    kind: str
    slug: str
    frequency: Frequency
    since: datetime | None


class RequestCell(NamedTuple):
    """A request to follow something, or its receipt; *kind* is site when it names nothing else."""

    kind: str
    slug: str
    frequency: Frequency
    key: str
    wording: str
    form: str
    requested_at: datetime
    confirmed_at: datetime | None


def read_follows(text: str) -> list[FollowCell]:
    """Return what is followed, from "topic:slug=daily@time; author:slug=instant"."""
    found = []
    for part in filter(None, map(str.strip, clean_line(text).split(";"))):
        match = FOLLOW.fullmatch(part)
        if match is None:
            raise ValueError(_("This is not written as in topic:slug=daily; author:slug=instant."))
        since = read_moment(match[4]) if match[4] else None
        found.append(FollowCell(match[1], match[2], Frequency(enum_reader(Frequency)(match[3])), since))
    return found


def write_follows(follows: Iterable[FollowCell]) -> str:
    """Return *follows* as read_follows reads them."""
    return "; ".join(
        f"{one.kind}:{one.slug}={one.frequency}" + (f"@{write_moment(one.since)}" if one.since else "")
        for one in follows
    )


def read_requests(text: str) -> list[RequestCell]:
    """Return the requests that write_requests wrote."""
    try:
        return [read_request(*parts) for parts in json.loads(text)]
    except (TypeError, ValueError, RecursionError):
        raise ValueError(_("This is no list of requests from our own export.")) from None


def read_request(*parts: str) -> RequestCell:
    """Return one request from its eight parts."""
    if not all(isinstance(part, str) for part in parts):
        raise ValueError(parts)
    kind, slug, frequency, key, wording, form, asked, confirmed = parts
    if kind not in {"site", "topic", "author", "article"}:
        raise ValueError(kind)
    words = (require_max_length(clean_text(wording), 500), require_max_length(clean_line(form), 200))
    times = (read_moment(asked), read_moment(confirmed) if confirmed else None)
    return RequestCell(kind, clean_line(slug), Frequency(frequency), read_key(key), *words, *times)


def write_requests(requests: Iterable[RequestCell]) -> str:
    """Return *requests* as JSON, nothing when there are none."""
    rows = [
        [*one[:6], write_moment(one.requested_at), write_moment(one.confirmed_at) if one.confirmed_at else ""]
        for one in requests
    ]
    return json.dumps(rows, ensure_ascii=False) if rows else ""
