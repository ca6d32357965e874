"""Columns of a CSV file of readers: parser and writer of each, which round-trip."""

from collections.abc import Callable
from typing import Any, NamedTuple

from blog.models import LowChoice, Suppression, UrgentChoice
from blog.subscriptions.import_export.columns.csv_cells import (
    enum_reader,
    line_reader,
    number_reader,
    read_address,
    read_frequency,
    read_key,
    read_language_tag,
    read_minutes,
    read_moment,
    read_yes,
    read_zone,
    text_reader,
    write_minutes,
    write_moment,
    write_yes,
)
from blog.subscriptions.import_export.columns.follow_cells import (
    read_follows,
    read_requests,
    write_follows,
    write_requests,
)

MAX_ID = 2_000_000_000
"""Leaves room for later ids."""


class Column(NamedTuple):
    """Parser and writer of a column; *read* raises ValueError with a message."""

    read: Callable[[str], Any]
    write: Callable[[Any], str]


MOMENT = Column(read_moment, write_moment)
MINUTES = Column(read_minutes, write_minutes)
COLUMNS = {
    "id": Column(number_reader(MAX_ID), str),
    "name": Column(line_reader(100), str),
    "site_frequency": Column(read_frequency, str),
    "urgent_choice": Column(enum_reader(UrgentChoice), str),
    "low_choice": Column(enum_reader(LowChoice), str),
    "timezone": Column(read_zone, str),
    "language": Column(read_language_tag, str),
    "is_text_only": Column(read_yes, write_yes),
    "quiet_from": MINUTES,
    "quiet_until": MINUTES,
    "paused_until": MOMENT,
    "requested_at": MOMENT,
    "confirmed_at": MOMENT,
    "left_at": MOMENT,
    "consent_wording": Column(text_reader(500), str),
    "consent_form": Column(line_reader(200), str),
    "suppression": Column(enum_reader(Suppression), str),
    "suppressed_at": MOMENT,
    "suppression_words": Column(text_reader(1000), str),
    "soft_bounces": Column(number_reader(30_000), str),
    "new_address": Column(read_address, str),
    "change_key": Column(read_key, str),
    "key": Column(read_key, str),
    "request_key": Column(read_key, str),
    "follows": Column(read_follows, write_follows),
    "requests": Column(read_requests, write_requests),
}
