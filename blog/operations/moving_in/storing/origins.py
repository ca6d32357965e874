"""What is known of earlier imports: which article, picture or person a thing of another site is here."""

import json
import zlib
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from blog.database import AnySession
from blog.models import ImportOrigin, OriginKind
from blog.models.import_origin import shorten_key
from blog.operations.moving_in.imported_items import SourceContents


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
