"""The columns of a list of readers: each reads what it writes, without loss."""

from collections.abc import Callable
from typing import Any, NamedTuple

from blog.models import LowChoice, Suppression, UrgentChoice
from blog.subscriptions.transfer.csv_cells import (
    line,
    prose,
    read_address,
    read_frequency,
    read_key,
    read_minutes,
    read_moment,
    read_number,
    read_zone,
    word,
    write_minutes,
    write_moment,
)
from blog.subscriptions.transfer.follow_cells import read_follows, read_requests, write_follows, write_requests

MAX_ID = 2_000_000_000
"""Leaves room for those who come after the largest."""


class Column(NamedTuple):
    """How one column of a list is read and written; *read* raises ValueError with a sentence."""

    read: Callable[[str], Any]
    write: Callable[[Any], str]


MOMENT = Column(read_moment, write_moment)
MINUTES = Column(read_minutes, write_minutes)
COLUMNS = {
    "id": Column(read_number(MAX_ID), str),
    "name": Column(line(100), str),
    "site_frequency": Column(read_frequency, str),
    "urgent_choice": Column(word(UrgentChoice), str),
    "low_choice": Column(word(LowChoice), str),
    "timezone": Column(read_zone, str),
    "quiet_from": MINUTES,
    "quiet_until": MINUTES,
    "paused_until": MOMENT,
    "requested_at": MOMENT,
    "confirmed_at": MOMENT,
    "left_at": MOMENT,
    "consent_wording": Column(prose(500), str),
    "consent_form": Column(line(200), str),
    "suppression": Column(word(Suppression), str),
    "suppressed_at": MOMENT,
    "suppression_words": Column(prose(1000), str),
    "soft_bounces": Column(read_number(30_000), str),
    "new_address": Column(read_address, str),
    "change_key": Column(read_key, str),
    "key": Column(read_key, str),
    "request_key": Column(read_key, str),
    "follows": Column(read_follows, write_follows),
    "requests": Column(read_requests, write_requests),
}
