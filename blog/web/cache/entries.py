"""Cache entry: a public page in every content coding, with complete headers."""

import gzip
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

from werkzeug.http import parse_date

from blog.models.page_views import ViewedPage
from blog.web.cache.compression import CODINGS, Effort, pack_with

Headers = list[tuple[str, str]]
MAX_AGE_SECONDS = 24 * 3600
"""Entries expire, since the timestamp of a subscribe form is accepted for 30 days only."""
BODY_HEADERS = frozenset({"content-type", "content-length", "content-encoding", "last-modified"})
PER_RESPONSE_HEADERS = frozenset({"x-request-id", "content-length", "content-encoding", "etag", "set-cookie", "date"})
OVERHEAD_BYTES = 4096
"""Estimated memory of the headers and objects of one entry."""


@dataclass(frozen=True, slots=True)
class Representation:
    """A page in one content coding: body and headers for 200, headers for 304."""

    etag: str
    body: bytes | None
    """None for the identity where gzip is stored: few clients need it, and it would take most of the memory."""
    headers: Headers
    headers_304: Headers


@dataclass(frozen=True, slots=True)
class CacheEntry:
    """A page of the route *rule*; its forms by content coding, "" for the identity."""

    representations: dict[str, Representation]
    last_modified: float | None
    size: int
    rule: str = "-"
    tallies: dict[tuple[str, int], list[float]] = field(default_factory=dict)
    """Where answers with this page are counted, by method and status."""
    made_at: float = field(default_factory=time.monotonic)
    viewed: ViewedPage | None = None
    """As what an answer with this page is counted."""
    fresh_until: float | None = None
    """When words such as "2 hours ago" are no longer true, in seconds since 1970; None without such words."""

    @property
    def is_expired(self) -> bool:
        """Return whether the page should be rendered again although the content is the same."""
        is_old = time.monotonic() - self.made_at > MAX_AGE_SECONDS
        return is_old or (self.fresh_until is not None and time.time() >= self.fresh_until)

    def body(self, representation: Representation) -> bytes:
        """Return the bytes of one of the forms."""
        return (
            gzip.decompress(self.representations["gzip"].body or b"")
            if representation.body is None
            else representation.body
        )

    def representation(self, codings: Sequence[str]) -> Representation:
        """Return the form in the first of *codings* that there is."""
        for coding in codings:
            if coding in self.representations:
                return self.representations[coding]
        return self.representations[""]


def make_entry(
    body: bytes, headers: Headers, codings: Mapping[str, bytes] | None = None, *, rule: str = "-"
) -> CacheEntry:
    """Return the entry of a page: *body* in each coding, and those of *headers* that every response repeats.

    Args:
        body: the page as it is.
        headers: those of the response that was made.
        codings: the body in each coding that is worth sending; None lets them be made.
        rule: the route.
    """
    codings = make_codings(body) if codings is None else codings
    fixed = [(name, value) for name, value in headers if name.casefold() not in PER_RESPONSE_HEADERS]
    name = content_hash(body)
    representations = {"": make_representation("", body, name, fixed)}
    if "gzip" in codings:
        representations[""] = replace(representations[""], body=None)
    for coding, packed in codings.items():
        representations[coding] = make_representation(coding, packed, name, fixed)
    changed_at = parse_date(dict(fixed).get("Last-Modified"))
    size = sum(len(representation.body or b"") for representation in representations.values()) + OVERHEAD_BYTES
    return CacheEntry(representations, changed_at.timestamp() if changed_at else None, size, rule)


def make_codings(body: bytes) -> dict[str, bytes]:
    """Return *body* in each coding, none when it is too small."""
    packed = {coding: pack_with(coding, body, Effort.CACHED) for coding in CODINGS}
    return {coding: data for coding, data in packed.items() if data is not None}


def content_hash(body: bytes) -> str:
    """Return the hash that names the content of a page, the same for every coding."""
    return sha256(body).hexdigest()[:24]


def etag_of(name: str, coding: str) -> str:
    """Return the strong ETag of one coding: other bytes, other tag (RFC 9110 8.8.3.3)."""
    return f'"{name}-{coding}"' if coding else f'"{name}"'


def make_representation(coding: str, body: bytes, name: str, fixed: Headers) -> Representation:
    """Return the page in one coding."""
    etag = etag_of(name, coding)
    lines = [*fixed, ("ETag", etag), ("Content-Length", str(len(body)))]
    if coding:
        lines.append(("Content-Encoding", coding))
    return Representation(etag, body, lines, [line for line in lines if line[0].casefold() not in BODY_HEADERS])
