"""Old addresses that lead on from now on."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from blog.database import AnySession, insert_missing
from blog.models import FormerAddress
from blog.models.former_address import address_key, normalise_address


def add_former_paths(session: AnySession, paths: Iterable[str], now: datetime, **leads_to: Any) -> int:
    """Let *paths*, with queries, lead to an article_id, a picture_id or a target; return how many are new.

    What leads somewhere already stays. The caller commits.
    """
    rows = {}
    for path in paths:
        head, _mark, query = path.partition("?")
        address = normalise_address(head, query)
        if address != "/":
            columns = {"article_id": None, "picture_id": None, "target": "", **leads_to}
            rows[address] = {"key": address_key(address), "address": address, "created_at": now, **columns}
    return insert_missing(session, FormerAddress, list(rows.values())) if rows else 0
