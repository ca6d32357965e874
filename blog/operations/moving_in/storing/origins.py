"""What is known of earlier imports: which article, picture or person a thing of another site is here."""

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from blog.database import AnySession
from blog.models import ImportOrigin, OriginKind
from blog.models.import_origin import shorten_key
from blog.operations.moving_in.imported_items import ArticleItem, Loss, LossKind, SourceContents


def source_key(contents: SourceContents) -> str:
    """Return program and site, which tell imports of several sites apart."""
    parts = urlsplit(contents.site)
    site = f"{(parts.hostname or '').removeprefix('www.')}{parts.path.rstrip('/')}" or contents.title
    return f"{contents.program} {site}".strip()[:200]


def fingerprint_of(values: Mapping[str, Any]) -> str:
    """Return the hash of *values* as they were read."""
    return sha256(json.dumps(values, sort_keys=True, ensure_ascii=False, default=str).encode()).hexdigest()


def find_origin(session: AnySession, source: str, kind: OriginKind, key: str) -> ImportOrigin | None:
    """Return what is known of one thing, None at the first sight."""
    return session.scalar(ImportOrigin.of(source, kind, key))


def add_origin(session: AnySession, source: str, kind: OriginKind, key: str, now: datetime) -> ImportOrigin:
    """Add a row for one thing; the caller says what it is here, and commits."""
    origin = ImportOrigin(
        source=source, kind=kind, foreign_key=shorten_key(key), imported_at=now, losses=[], links=[], fingerprint=""
    )
    session.add(origin)
    return origin


def pack_original(values: Mapping[str, Any]) -> bytes:
    """Return *values* as they are kept, for a better converter."""
    return zlib.compress(json.dumps(values, ensure_ascii=False, default=str).encode("utf-8", "replace"))


def unpack_original(data: bytes) -> dict[str, Any]:
    """Return what pack_original was given."""
    values: dict[str, Any] = json.loads(zlib.decompress(data))
    return values


def distinct(articles: Iterable[ArticleItem], lose: Callable[[list[tuple[Loss, str]]], None]) -> Iterator[ArticleItem]:
    """Yield each of *articles* once, under a key that no other has; another edition of it is lost.

    Exports that were joined number several articles alike, and some number none.
    """
    seen: dict[str, tuple[str, str]] = {}
    for item in articles:
        first = item.key or item.slug or f"{item.title} {item.published_at or ''}".strip()
        key, number = shorten_key(first), 1
        mine = (item.paths[0] if item.paths else "", fingerprint_of(replace(item, key="").as_kept())[:16])
        while key in seen and mine[1] != seen[key][1] and not is_same_page(mine[0], seen[key][0]):
            number += 1
            key = shorten_key(f"{first} ({number})")
        if key in seen and mine[1] == seen[key][1]:
            continue
        if key in seen:
            lose([(Loss(LossKind.ITEM, f"the same article twice: {key}"), item.title or key)])
            continue
        seen[key] = mine
        yield item if key == shorten_key(item.key) else replace(item, key=key)


def is_same_page(path: str, other: str) -> bool:
    """Return whether both are one address, and there is one."""
    return bool(path) and path == other
